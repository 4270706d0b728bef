import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {customKey} from '../../../kmip/attributes/custom-key.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'

/** What KMIP has no attribute for is kept in one of its own making, which other clients see as `x-PKCS11-…`. */
export const customAttributes = {
  APPLICATION: customKey('x', 'PKCS11-Application'),
  ID: customKey('x', 'PKCS11-ID'),
  OBJECT_ID: customKey('x', 'PKCS11-Object-ID'),
  PRIVATE: customKey('x', 'PKCS11-Private'),
  SUBJECT: customKey('x', 'PKCS11-Subject'),
} as const
export type CustomName = keyof typeof customAttributes

/** Undefined when it is not set, or was set by another client to something else. */
export function customValue(attributes: AttributeSet, name: CustomName): boolean | string | Uint8Array | undefined {
  const node = attributes.get(customAttributes[name])
  if (node?.type === ItemType.ByteString || node?.type === ItemType.Boolean) return node.value
  return node?.type === ItemType.TextString ? node.value : undefined
}

export function customNode(value: boolean | string | Uint8Array): TtlvNode {
  const tag = Tag.AttributeValue
  if (typeof value === 'boolean') return {tag, type: ItemType.Boolean, value}
  if (typeof value === 'string') return {tag, type: ItemType.TextString, value}
  return {tag, type: ItemType.ByteString, value: Buffer.from(value)}
}
