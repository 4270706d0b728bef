import {ItemType, type TtlvNode} from '../ttlv/node.ts'
import {writeBinary} from '../ttlv/binary-writer.ts'

const kinds: Readonly<Record<TtlvNode['type'], (value: unknown) => boolean>> = {
  [ItemType.Structure]: (value) => Array.isArray(value),
  [ItemType.Integer]: isNumber,
  [ItemType.LongInteger]: isBigint,
  [ItemType.BigInteger]: isBytes,
  [ItemType.Enumeration]: isNumber,
  [ItemType.Boolean]: (value) => typeof value === 'boolean',
  [ItemType.TextString]: isText,
  [ItemType.ByteString]: isBytes,
  [ItemType.DateTime]: isBigint,
  [ItemType.Interval]: isNumber,
  [ItemType.DateTimeExtended]: isBigint,
  [ItemType.Identifier]: isText,
  [ItemType.Reference]: isText,
  [ItemType.NameReference]: isText,
}

/** True when an item, and each one in it, has a value that its type can hold: callers without a compiler may err. */
export function checkedItem(node: TtlvNode): boolean {
  return hasKinds(node) && isEncodable(node)
}

function hasKinds(node: TtlvNode): boolean {
  return kinds[node.type](node.value) && (node.type !== ItemType.Structure || node.value.every(hasKinds))
}

function isEncodable(node: TtlvNode): boolean {
  try {
    writeBinary(node)
    return true
  } catch {
    // Out of the range of its type
    return false
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

function isBigint(value: unknown): boolean {
  return typeof value === 'bigint'
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isBytes(value: unknown): boolean {
  return value instanceof Uint8Array
}
