import {ItemType, structureNode, type StructureNode, type TtlvNode} from '../../ttlv/node.ts'
import {attributeSet} from '../attributes/attribute-fields.ts'
import type {AttributeSet} from '../attributes/attribute-set.ts'
import {DecodeError} from '../schema/decode-error.ts'
import {field} from '../schema/field.ts'
import {structure} from '../schema/structure.ts'
import type {ValueType} from '../schema/value-type.ts'
import {Tag} from '../spec/tags.ts'

/** A Byte String, or the structure that a transparent Key Format Type prescribes. */
export type KeyMaterial = Uint8Array | StructureNode

/**
 * `wrapped`: the ciphertext of a whole Key Value. `plain`: the structure; under the Encoding Option `NoEncoding` some
 * peers put the wrapped material in its Key Material, so the Key Wrapping Data beside it has the last word.
 */
export type KeyValue =
  | {readonly kind: 'wrapped'; readonly bytes: Uint8Array}
  | {readonly kind: 'plain'; readonly keyMaterial: KeyMaterial; readonly attributes?: AttributeSet | undefined}

const keyMaterial: ValueType<KeyMaterial> = {
  description: 'Byte String or Structure',
  decode(node: TtlvNode) {
    if (node.type === ItemType.ByteString) return node.value
    if (node.type === ItemType.Structure) return node
    throw new DecodeError('Key Material is neither Byte String nor Structure')
  },
  encode: (tag, value) =>
    value instanceof Uint8Array ? {tag, type: ItemType.ByteString, value} : structureNode(tag, value.value),
}

const plainKeyValue = structure('Key Value', {
  keyMaterial: field(Tag.KeyMaterial, keyMaterial),
  attributes: attributeSet({v1: Tag.Attribute, v2: Tag.Attributes}).optional(),
})

/** KMIP 1.4 section 2.1.4, 2.1 section 3.2. */
export const KeyValue: ValueType<KeyValue> = {
  description: 'Key Value',
  decode(node: TtlvNode) {
    if (node.type === ItemType.ByteString) return {kind: 'wrapped', bytes: node.value}
    if (node.type === ItemType.Structure) return {kind: 'plain', ...plainKeyValue.decode(node)}
    throw new DecodeError('Key Value is neither Byte String nor Structure')
  },
  encode: (tag, value, version) =>
    value.kind === 'wrapped'
      ? {tag, type: ItemType.ByteString, value: value.bytes}
      : plainKeyValue.encode(tag, value, version),
}
