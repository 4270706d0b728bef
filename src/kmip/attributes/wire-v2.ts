import {ItemType, structureNode, type StructureNode, type TtlvNode} from '../../ttlv/node.ts'
import {KmipError} from '../error.ts'
import {DecodeError} from '../schema/decode-error.ts'
import {anyValue, text} from '../schema/scalars.ts'
import {field} from '../schema/field.ts'
import {structure} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {kmipTagName} from '../spec/tag-name.ts'
import {inRange, type EncodingVersion} from '../spec/version.ts'
import type {AttributeItem} from './attribute-item.ts'
import {decodeValue, type Reading} from './decode-value.ts'
import type {AttributeKey, AttributeSet} from './attribute-set.ts'
import {customKey, customKeyParts, isNameless, type CustomKey} from './custom-key.ts'
import {encodeCustomValue} from './custom-value.ts'
import {attributeByTag, definitionOf, isStandard} from './lookup.ts'

/** KMIP 2.1 section 4.60 Vendor Attribute: the 2.x structure under the tag Attribute. */
export const VendorAttribute = structure('Vendor Attribute', {
  vendorIdentification: field(Tag.VendorIdentification, text),
  attributeName: field(Tag.AttributeName, text),
  attributeValue: field(Tag.AttributeValue, anyValue).optional(),
})

/** Reads one tagged attribute. */
export function decodeAttributeV2(node: TtlvNode, reading: Reading = 'value'): AttributeItem {
  if (node.tag === Tag.Attribute) {
    const {attributeValue, ...names} = VendorAttribute.decode(node)
    return {key: vendorKey(names), index: undefined, value: attributeValue}
  }
  const name = attributeByTag(node.tag)
  if (name === undefined) throw new KmipError('InvalidAttribute', `${kmipTagName(node.tag)} is not an attribute`)
  return {key: name, index: undefined, value: decodeValue(name, node, reading)}
}

/** A colon in the vendor's name would end it too early. */
function vendorKey({
  vendorIdentification: vendor,
  attributeName: name,
}: {
  readonly vendorIdentification: string
  readonly attributeName: string
}): CustomKey {
  if (!vendor.includes(':')) return customKey(vendor, name)
  throw new KmipError('InvalidField', `The Vendor Identification ${vendor} has other characters than KMIP allows`)
}

/** Undefined when the version cannot express the attribute. */
export function encodeAttributeV2(item: AttributeItem, version: EncodingVersion): TtlvNode | undefined {
  if (item.value === undefined) return undefined
  if (isStandard(item.key)) {
    const definition = definitionOf(item.key)
    return inRange(definition.range, version)
      ? definition.type.encode(definition.tag, item.value as never, version)
      : undefined
  }
  if (isNameless(item.key)) return undefined
  const value = encodeCustomValue(item.value as TtlvNode, version)
  return value === undefined ? undefined : structureNode(Tag.Attribute, [...vendorNodes(item.key), value])
}

function vendorNodes(key: CustomKey): TtlvNode[] {
  const {vendor, name} = customKeyParts(key)
  return [
    {tag: Tag.VendorIdentification, type: ItemType.TextString, value: vendor},
    {tag: Tag.AttributeName, type: ItemType.TextString, value: name},
  ]
}

/** The content of an Attributes structure. */
export function encodeAttributesV2(set: AttributeSet, version: EncodingVersion): TtlvNode[] {
  return set
    .keys()
    .flatMap((key) =>
      set.instances(key).flatMap(({index, value}) => encodeAttributeV2({key, index, value}, version) ?? []),
    )
}

/** Attribute Reference: a tag as Enumeration, or vendor and name. KMIP 2.1 section 7.2. */
export function decodeReferenceV2(node: TtlvNode): AttributeKey {
  if (node.type === ItemType.Structure) {
    return vendorKey(VendorAttribute.decode(node))
  }
  if (node.type !== ItemType.Enumeration)
    throw new DecodeError('Attribute Reference is neither Enumeration nor Structure')
  const name = attributeByTag(node.value)
  if (name === undefined) throw new KmipError('InvalidAttribute', `${kmipTagName(node.value)} is not an attribute`)
  return name
}

/** Undefined when the version has no such attribute. */
export function encodeReferenceV2(key: AttributeKey, version: EncodingVersion): TtlvNode | undefined {
  if (isStandard(key)) {
    const {tag, range} = definitionOf(key)
    return inRange(range, version) ? {tag: Tag.AttributeReference, type: ItemType.Enumeration, value: tag} : undefined
  }
  return isNameless(key) ? undefined : (structureNode(Tag.AttributeReference, vendorNodes(key)) satisfies StructureNode)
}
