import {ItemType, structureNode, type TtlvNode} from '../../ttlv/node.ts'
import type {AttributeItem} from '../attributes/attribute-item.ts'
import {AttributeSet} from '../attributes/attribute-set.ts'
import {addItem, decodeAttributeV1, encodeAttributeV1, encodeAttributesV1} from '../attributes/wire-v1.ts'
import {decodeAttributeV2, decodeReferenceV2, encodeAttributesV2, encodeReferenceV2} from '../attributes/wire-v2.ts'
import {buildable, type FieldBuilder} from '../schema/field.ts'
import {expectType} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {isBefore, type EncodingVersion} from '../spec/version.ts'

/** What happened to an object's attributes; only 1.x can tell which instance is gone. */
export interface ChangedAttributes {
  readonly attributes: AttributeSet
  readonly deleted: readonly Pick<AttributeItem, 'key' | 'index'>[]
}

/**
 * The attributes of a notification. 1.x: Attribute items, without a value for deleted ones; 2.x: Attributes for the
 * changed, Attribute References for the deleted ones. KMIP 1.4 section 5.1, 2.1 section 6.2.2.
 */
export function changedAttributes(): FieldBuilder<ChangedAttributes, 'required'> {
  return buildable({
    presence: 'required',
    range: {since: '1.0'},
    tags: [Tag.Attribute, Tag.Attributes, Tag.AttributeReference],
    repeats: true,
    description: 'Changed attributes',
    decode(nodes: readonly TtlvNode[]): ChangedAttributes {
      const attributes = new AttributeSet()
      const deleted: AttributeItem[] = []
      for (const item of nodes.flatMap(decodeItems)) {
        if (item.value === undefined) deleted.push(item)
        else addItem(attributes, item)
      }
      return {attributes, deleted: deleted.map(({key, index}) => ({key, index}))}
    },
    encode({attributes, deleted}: ChangedAttributes, version: EncodingVersion, out: TtlvNode[]) {
      if (isBefore(version, '2.0')) {
        out.push(...encodeAttributesV1(attributes, version))
        out.push(...deleted.flatMap((item) => encodeAttributeV1({...item, value: undefined}, version) ?? []))
      } else {
        out.push(structureNode(Tag.Attributes, encodeAttributesV2(attributes, version)))
        out.push(...deleted.flatMap(({key}) => encodeReferenceV2(key, version) ?? []))
      }
    },
  })
}

function decodeItems(node: TtlvNode): AttributeItem[] {
  if (node.tag === Tag.Attribute) return [decodeAttributeV1(node)]
  if (node.tag === Tag.AttributeReference) return [{key: decodeReferenceV2(node), index: undefined, value: undefined}]
  return expectType(node, ItemType.Structure).value.map((item) => decodeAttributeV2(item))
}
