import {Tag} from '../../../kmip/spec/tags.ts'
import {isList, type Plain} from '../../../notation/plain.ts'
import {ItemType} from '../../../ttlv/node.ts'
import type {AnswerItem, ScalarNode} from '../answer/answer-item.ts'
import {valueText} from '../variables/value-text.ts'

/** Values that do not come from an answer, in the form in which answers are judged. */
export function plainItems(value: Plain): readonly AnswerItem[] {
  if (value === null) return []
  return isList(value) ? value.flatMap(plainItems) : [plainItem(value)]
}

/** The same of one value. */
export function plainItem(value: Plain): AnswerItem {
  return {name: 'value', words: [], tag: Tag.AttributeValue, scalar: scalarOf(value), items: [], secret: false}
}

function scalarOf(value: Plain): ScalarNode {
  const tag = Tag.AttributeValue
  if (typeof value === 'boolean') return {tag, type: ItemType.Boolean, value}
  if (value instanceof Uint8Array) return {tag, type: ItemType.ByteString, value}
  if (value instanceof Date) return {tag, type: ItemType.DateTime, value: BigInt(Math.floor(value.getTime() / 1000))}
  const isWhole = typeof value === 'bigint' || Number.isSafeInteger(value)
  if (isWhole) return {tag, type: ItemType.LongInteger, value: BigInt(value as number | bigint)}
  return {tag, type: ItemType.TextString, value: valueText(value)}
}
