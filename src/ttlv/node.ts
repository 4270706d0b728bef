/**
 * The lossless tree that all encodings share: every item is a tag, a type and a value, and a structure's value is its
 * items in order. Nothing here knows KMIP's names. KMIP 1.4 section 9.1, 2.1 section 10.
 */

/** Item Type codes, KMIP 2.1 section 11.26; Identifier, Reference and Name Reference belong to the 3.0 draft. */
export const ItemType = {
  Structure: 0x01,
  Integer: 0x02,
  LongInteger: 0x03,
  BigInteger: 0x04,
  Enumeration: 0x05,
  Boolean: 0x06,
  TextString: 0x07,
  ByteString: 0x08,
  DateTime: 0x09,
  Interval: 0x0a,
  DateTimeExtended: 0x0b,
  Identifier: 0x0c,
  Reference: 0x0d,
  NameReference: 0x0e,
} as const

export type ItemTypeName = keyof typeof ItemType
export type ItemType = (typeof ItemType)[ItemTypeName]

interface Item<Type extends ItemType, Value> {
  /** 24-bit tag, such as 0x420094. */
  readonly tag: number
  readonly type: Type
  readonly value: Value
}

/** Items in their order. */
export type StructureNode = Item<typeof ItemType.Structure, readonly TtlvNode[]>
export type IntegerNode = Item<typeof ItemType.Integer, number>
export type LongIntegerNode = Item<typeof ItemType.LongInteger, bigint>
/** Two's complement, big-endian, a multiple of 8 bytes as on the wire: redundant sign bytes survive. */
export type BigIntegerNode = Item<typeof ItemType.BigInteger, Uint8Array>
/** Unsigned 32-bit value. */
export type EnumerationNode = Item<typeof ItemType.Enumeration, number>
export type BooleanNode = Item<typeof ItemType.Boolean, boolean>
export type TextStringNode = Item<typeof ItemType.TextString, string>
export type ByteStringNode = Item<typeof ItemType.ByteString, Uint8Array>
/** Seconds since 1970, signed 64-bit. */
export type DateTimeNode = Item<typeof ItemType.DateTime, bigint>
/** Seconds, unsigned 32-bit. */
export type IntervalNode = Item<typeof ItemType.Interval, number>
/** Microseconds since 1970, signed 64-bit. */
export type DateTimeExtendedNode = Item<typeof ItemType.DateTimeExtended, bigint>
export type IdentifierNode = Item<typeof ItemType.Identifier, string>
export type ReferenceNode = Item<typeof ItemType.Reference, string>
export type NameReferenceNode = Item<typeof ItemType.NameReference, string>

/** An item: tag, type and value. */
export type TtlvNode =
  | StructureNode
  | IntegerNode
  | LongIntegerNode
  | BigIntegerNode
  | EnumerationNode
  | BooleanNode
  | TextStringNode
  | ByteStringNode
  | DateTimeNode
  | IntervalNode
  | DateTimeExtendedNode
  | IdentifierNode
  | ReferenceNode
  | NameReferenceNode

/** Builds a structure. */
export function structureNode(tag: number, value: readonly TtlvNode[]): StructureNode {
  return {tag, type: ItemType.Structure, value}
}

/** The first direct child with this tag. */
export function child(node: TtlvNode, tag: number): TtlvNode | undefined {
  return node.type === ItemType.Structure ? node.value.find((item) => item.tag === tag) : undefined
}

const typeNames = new Map<number, ItemTypeName>(
  Object.entries(ItemType).map(([name, code]) => [code, name as ItemTypeName]),
)

/** `TextString` for 7; undefined for a code that KMIP does not define. */
export function itemTypeName(code: number): ItemTypeName | undefined {
  return typeNames.get(code)
}
