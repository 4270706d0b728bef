import {ItemType, structureNode, type StructureNode, type TtlvNode} from '../../ttlv/node.ts'
import {KmipError} from '../error.ts'
import {anyValue, integer, text} from '../schema/scalars.ts'
import {field} from '../schema/field.ts'
import {structure} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {inRange, type EncodingVersion} from '../spec/version.ts'
import type {AttributeKey, AttributeSet} from './attribute-set.ts'
import type {AttributeItem} from './attribute-item.ts'
import {decodeValue, type Reading} from './decode-value.ts'
import {attributeByName, definitionOf, isStandard} from './lookup.ts'
import {customNameOfKey} from './custom-key.ts'
import {encodeCustomValue} from './custom-value.ts'

/** KMIP 1.4 section 2.1.1. */
export const AttributeV1 = structure('Attribute', {
  attributeName: field(Tag.AttributeName, text),
  attributeIndex: field(Tag.AttributeIndex, integer).optional(),
  attributeValue: field(Tag.AttributeValue, anyValue).optional(),
})

/** The 1.x name of a key; undefined when 1.x, or this version of it, does not know the attribute. */
export function attributeNameIn(key: AttributeKey, version: EncodingVersion): string | undefined {
  if (!isStandard(key)) return customNameOfKey(key)
  const definition = definitionOf(key)
  return inRange(definition.range, version) ? definition.name : undefined
}

/** Reads one Attribute structure; the value is undefined where Notify and Delete leave it out. */
export function decodeAttributeV1(node: TtlvNode, reading: Reading = 'value'): AttributeItem {
  const {attributeName, attributeIndex, attributeValue} = AttributeV1.decode(node)
  const key = attributeByName(attributeName)
  const value = attributeValue === undefined ? undefined : decodeValue(key, attributeValue, reading)
  return {key, index: attributeIndex, value}
}

/** Undefined when the version cannot express the attribute. An index of 0 is left out, as the specification allows. */
export function encodeAttributeV1(item: AttributeItem, version: EncodingVersion): StructureNode | undefined {
  const name = attributeNameIn(item.key, version)
  if (name === undefined) return undefined
  const value = item.value === undefined ? undefined : encodeValue(item, version)
  if (item.value !== undefined && value === undefined) return undefined
  const nodes: TtlvNode[] = [{tag: Tag.AttributeName, type: ItemType.TextString, value: name}]
  if (item.index !== undefined && item.index !== 0) {
    nodes.push({tag: Tag.AttributeIndex, type: ItemType.Integer, value: item.index})
  }
  if (value !== undefined) nodes.push(value)
  return structureNode(Tag.Attribute, nodes)
}

/** The item's value has the type of its key: both come from one set. */
function encodeValue({key, value}: AttributeItem, version: EncodingVersion): TtlvNode | undefined {
  if (!isStandard(key)) return encodeCustomValue(value as TtlvNode, version)
  return definitionOf(key).type.encode(Tag.AttributeValue, value as never, version)
}

/** All attributes as Attribute structures. */
export function encodeAttributesV1(set: AttributeSet, version: EncodingVersion): StructureNode[] {
  return set
    .keys()
    .flatMap((key) =>
      set.instances(key).flatMap(({index, value}) => encodeAttributeV1({key, index, value}, version) ?? []),
    )
}

/** Adds one read attribute to a set. */
export function addItem(set: AttributeSet, {key, index, value}: AttributeItem): void {
  if (value === undefined) throw new KmipError('InvalidField', `Attribute ${key} has no value`)
  set.add(key, value as never, index)
}
