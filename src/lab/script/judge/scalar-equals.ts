import {isBytes} from './bytes-form.ts'
import {bigIntegerFromBytes} from '../../../kmip/schema/big-integer.ts'
import {isList, type Plain} from '../../../notation/plain.ts'
import {scalarFromPlain} from '../../../notation/scalar-from-plain.ts'
import {ItemType, itemTypeName, type TtlvNode} from '../../../ttlv/node.ts'
import type {AnswerItem, ScalarNode} from '../answer/answer-item.ts'

/** What values of an expectation are read with. */
export interface JudgeContext {
  readonly now: Date
  /** Shows secrets. */
  readonly reveal: boolean
}

/**
 * True when the item has the value. A structure has that of its first item, so that a Name is compared by its text.
 *
 * @throws UsageError when there can be no such value, such as a State that KMIP does not know
 */
export function equalsPlain(item: AnswerItem, wanted: Plain, context: JudgeContext): boolean {
  const scalar = scalarOf(item)
  if (scalar === undefined) return false
  return sameScalar(scalar, meant(scalar, wanted, item.name, context))
}

/** The scalar itself, or the first one in a structure. */
export function scalarOf({scalar, items}: AnswerItem): ScalarNode | undefined {
  if (scalar !== undefined) return scalar
  const [first] = items
  return first === undefined ? undefined : scalarOf(first)
}

/** What was written, as an item of the same type. @throws UsageError */
export function meant(scalar: ScalarNode, wanted: Plain, place: string, {now}: JudgeContext): TtlvNode {
  const type = itemTypeName(scalar.type) ?? 'TextString'
  const isText = type === 'TextString' || scalar.type > ItemType.DateTimeExtended
  const written = isText && (typeof wanted === 'number' || typeof wanted === 'boolean') ? String(wanted) : wanted
  return scalarFromPlain(scalar.tag, written, {types: [type], now, place})
}

function sameScalar(left: ScalarNode, right: TtlvNode): boolean {
  if (left.value instanceof Uint8Array && right.value instanceof Uint8Array) {
    if (left.type === ItemType.BigInteger) return bigIntegerFromBytes(left.value) === bigIntegerFromBytes(right.value)
    return Buffer.compare(left.value, right.value) === 0
  }
  return left.value === right.value
}

/** True for what stands for one value: also `{text: …}` for bytes, and a list of the bits of a mask. */
export function isScalarPlain(plain: Plain, item: AnswerItem | undefined): boolean {
  const scalar = item === undefined ? undefined : scalarOf(item)
  if (isBytes(plain)) return scalar?.type === ItemType.ByteString
  if (isList(plain)) return scalar?.type === ItemType.Integer && plain.every((word) => typeof word === 'string')
  return plain === null || typeof plain !== 'object' || plain instanceof Date || plain instanceof Uint8Array
}
