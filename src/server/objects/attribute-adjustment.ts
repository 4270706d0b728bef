import {ItemType, itemTypeName, type TtlvNode} from '../../ttlv/node.ts'
import {bigIntegerFromBytes, bigIntegerToBytes} from '../../kmip/schema/big-integer.ts'
import {maximumDateSeconds} from '../../kmip/schema/scalars.ts'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import type {AdjustmentType} from '../../kmip/spec/enumerations.ts'
import {KmipError} from '../../kmip/error.ts'

/** What Adjust Attribute asks for. */
export interface Adjustment {
  readonly type: EnumValue<typeof AdjustmentType>
  /** Of the type of the attribute, or a number in its unit; 1 when absent. */
  readonly value: TtlvNode | undefined
}

/**
 * The item with its value incremented, decremented or negated. Dates count in seconds, extended ones in microseconds.
 * Fails with Invalid Data Type for what cannot be adjusted so, with Numeric Range for what no such item can hold. KMIP
 * 2.1 sections 6.1.3 and 11.1.
 */
export function adjusted(node: TtlvNode, adjustment: Adjustment): TtlvNode {
  switch (adjustment.type) {
    case 'Increment':
      return withNumber(node, countable(node, 'incremented') + amount(node, adjustment.value))
    case 'Decrement':
      return withNumber(node, countable(node, 'decremented') - amount(node, adjustment.value))
    case 'Negate':
      return negated(node)
    default:
      throw new KmipError('InvalidField', `Adjustment Type 0x${adjustment.type.toString(16)} is not known here`)
  }
}

function negated(node: TtlvNode): TtlvNode {
  if (node.type === ItemType.Boolean) return {...node, value: !node.value}
  const number = signed.includes(node.type) ? numberOf(node) : undefined
  if (number === undefined) throw wrongType(node, 'negated')
  return withNumber(node, -number)
}

const signed: readonly ItemType[] = [ItemType.Integer, ItemType.LongInteger, ItemType.BigInteger]

function countable(node: TtlvNode, what: string): bigint {
  const number = numberOf(node)
  if (number === undefined) throw wrongType(node, what)
  return number
}

/** Undefined for items that are no number, length of time or date. */
function numberOf(node: TtlvNode): bigint | undefined {
  switch (node.type) {
    case ItemType.Integer:
    case ItemType.Interval:
      return BigInt(node.value)
    case ItemType.LongInteger:
    case ItemType.DateTime:
    case ItemType.DateTimeExtended:
      return node.value
    case ItemType.BigInteger:
      return bigIntegerFromBytes(node.value)
    default:
      return undefined
  }
}

/** In the unit of the item that is adjusted. */
function amount(node: TtlvNode, value: TtlvNode | undefined): bigint {
  if (value === undefined) return 1n
  const number = numberOf(value)
  const fits = value.type === node.type || signed.includes(value.type) || isSpan(node, value)
  if (number === undefined || !fits) {
    throw new KmipError('InvalidDataType', `${typeOf(node)} cannot be adjusted by ${typeOf(value)}`)
  }
  return value.type === ItemType.Interval && node.type === ItemType.DateTimeExtended ? number * 1_000_000n : number
}

/** A length of time by which a date is moved. */
function isSpan(node: TtlvNode, value: TtlvNode): boolean {
  return (
    value.type === ItemType.Interval && (node.type === ItemType.DateTime || node.type === ItemType.DateTimeExtended)
  )
}

/** Fails with Numeric Range. */
function withNumber(node: TtlvNode, number: bigint): TtlvNode {
  switch (node.type) {
    case ItemType.Integer:
      return {...node, value: Number(within(node, number, [-(2n ** 31n), 2n ** 31n - 1n]))}
    case ItemType.Interval:
      return {...node, value: Number(within(node, number, [0n, 2n ** 32n - 1n]))}
    case ItemType.LongInteger:
    case ItemType.DateTimeExtended:
      return {...node, value: within(node, number, [-(2n ** 63n), 2n ** 63n - 1n])}
    case ItemType.DateTime:
      return {...node, value: within(node, number, [-maximumDateSeconds, maximumDateSeconds])}
    case ItemType.BigInteger:
      return {...node, value: bigIntegerToBytes(number)}
    default:
      throw wrongType(node, 'adjusted')
  }
}

function within(node: TtlvNode, number: bigint, [least, most]: readonly [bigint, bigint]): bigint {
  if (number >= least && number <= most) return number
  throw new KmipError('NumericRange', `${number} is more or less than ${typeOf(node)} can hold`)
}

function wrongType(node: TtlvNode, what: string): KmipError {
  return new KmipError('InvalidDataType', `${typeOf(node)} cannot be ${what}`)
}

function typeOf({type}: TtlvNode): string {
  return `an item of type ${itemTypeName(type) ?? type}`
}
