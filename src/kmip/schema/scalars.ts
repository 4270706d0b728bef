import {ItemType, itemTypeName, type TtlvNode} from '../../ttlv/node.ts'
import {isBefore, type EncodingVersion} from '../spec/version.ts'
import type {EnumerationTable, EnumValue} from '../spec/enumeration.ts'
import type {MaskTable} from '../spec/mask.ts'
import {bigIntegerFromBytes, bigIntegerToBytes} from './big-integer.ts'
import {DecodeError} from './decode-error.ts'
import type {ValueType} from './value-type.ts'

type NodeOf<Type extends ItemType> = Extract<TtlvNode, {type: Type}>

/** Narrows a node to the wanted item type. */
export function expectType<Type extends ItemType>(node: TtlvNode, type: Type): NodeOf<Type> {
  if (node.type !== type) {
    throw new DecodeError(`Expected ${itemTypeName(type) ?? type}, found ${itemTypeName(node.type) ?? node.type}`)
  }
  return node as NodeOf<Type>
}

/** KMIP 2.1 section 10.1.5 Integer: signed 32 bits. */
export const integer: ValueType<number> = {
  description: 'Integer',
  decode: (node) => expectType(node, ItemType.Integer).value,
  encode: (tag, value) => ({tag, type: ItemType.Integer, value}),
}

/** Signed 64 bits. */
export const longInteger: ValueType<bigint> = {
  description: 'Long Integer',
  decode: (node) => expectType(node, ItemType.LongInteger).value,
  encode: (tag, value) => ({tag, type: ItemType.LongInteger, value}),
}

/** Any size, signed. */
export const bigInteger: ValueType<bigint> = {
  description: 'Big Integer',
  decode: (node) => bigIntegerFromBytes(expectType(node, ItemType.BigInteger).value),
  encode: (tag, value) => ({tag, type: ItemType.BigInteger, value: bigIntegerToBytes(value)}),
}

export const boolean: ValueType<boolean> = {
  description: 'Boolean',
  decode: (node) => expectType(node, ItemType.Boolean).value,
  encode: (tag, value) => ({tag, type: ItemType.Boolean, value}),
}

export const text: ValueType<string> = {
  description: 'Text String',
  decode: (node) => expectType(node, ItemType.TextString).value,
  encode: (tag, value) => ({tag, type: ItemType.TextString, value}),
}

export const bytes: ValueType<Uint8Array> = {
  description: 'Byte String',
  decode: (node) => expectType(node, ItemType.ByteString).value,
  encode: (tag, value) => ({tag, type: ItemType.ByteString, value}),
}

/** The last second that a Date can hold. */
export const maximumDateSeconds = 8_640_000_000_000n

const largestDateTime = 2n ** 63n - 1n

/** Seconds since 1970 on the wire; a Date in whole seconds in the model. */
export const dateTime: ValueType<Date> = {
  description: 'Date-Time',
  decode(node) {
    const seconds = expectType(node, ItemType.DateTime).value
    if (seconds > maximumDateSeconds || seconds < -maximumDateSeconds) {
      throw new DecodeError(`Date-Time ${seconds} is beyond what a calendar can hold`)
    }
    return new Date(Number(seconds) * 1000)
  },
  /** In searches the largest Date-Time there is stands for none; the last one of the calendar does here. */
  decodePattern(node) {
    const date = expectType(node, ItemType.DateTime)
    return dateTime.decode(date.value === largestDateTime ? {...date, value: maximumDateSeconds} : date)
  },
  encode: (tag, value) => ({tag, type: ItemType.DateTime, value: BigInt(Math.floor(value.getTime() / 1000))}),
}

/** Microseconds since 1970. */
export const dateTimeExtended: ValueType<bigint> = {
  description: 'Date-Time Extended',
  decode: (node) => expectType(node, ItemType.DateTimeExtended).value,
  encode: (tag, value, version) =>
    isBefore(version, '2.0') ? undefined : {tag, type: ItemType.DateTimeExtended, value},
}

/** Seconds. */
export const interval: ValueType<number> = {
  description: 'Interval',
  decode: (node) => expectType(node, ItemType.Interval).value,
  encode: (tag, value) => ({tag, type: ItemType.Interval, value}),
}

/** Names where the table has them, numbers for vendor and unknown values. */
export function enumeration<Table extends EnumerationTable>(table: Table): ValueType<EnumValue<Table>> {
  return {
    description: `Enumeration ${table.name}`,
    decode(node) {
      const {value} = expectType(node, ItemType.Enumeration)
      return (table.nameOf(value) ?? value) as EnumValue<Table>
    },
    encode(tag, value, version) {
      const number = table.numberIn(value, version)
      return number === undefined ? undefined : {tag, type: ItemType.Enumeration, value: number}
    },
  }
}

/** Bits as a number; bits newer than the version are left out. */
export function mask(table: MaskTable): ValueType<number> {
  return {
    description: `Mask ${table.name}`,
    decode: (node) => expectType(node, ItemType.Integer).value,
    encode: (tag, value, version) => ({tag, type: ItemType.Integer, value: table.restrict(value, version)}),
  }
}

/** The item as it stands, for values whose meaning depends on others. The tag is rewritten, the content kept. */
export const anyValue: ValueType<TtlvNode> = {
  description: 'Any',
  decode: (node) => node,
  encode: (tag, value, version) =>
    value.type > ItemType.Interval && !expressible(value.type, version) ? undefined : {...value, tag},
}

function expressible(type: ItemType, version: EncodingVersion): boolean {
  return !isBefore(version, type === ItemType.DateTimeExtended ? '2.0' : '3.0')
}
