import {UsageError} from '../../../errors.ts'
import {bigIntegerFromBytes} from '../../../kmip/schema/big-integer.ts'
import {isList, type Plain} from '../../../notation/plain.ts'
import {asBuffer} from '../../../ttlv/hex.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import type {AnswerItem, ScalarNode} from '../answer/answer-item.ts'
import {itemValue} from '../answer/item-value.ts'
import {valueText} from '../variables/value-text.ts'
import {type Comparison, type ComparisonWord, pattern} from './comparison.ts'
import {differs} from './differs.ts'
import {plainItem} from './plain-item.ts'
import type {Problem} from './problem.ts'
import {type JudgeContext, meant, scalarOf} from './scalar-equals.ts'

/** What is wrong with items of which something is said. @throws UsageError when they cannot be compared so */
export function judgeComparison(comparison: Comparison, subjects: Subjects): readonly Problem[] {
  const {found, subject, context} = subjects
  return Object.entries(comparison).flatMap(([word, wanted]) =>
    tests[word as ComparisonWord](wanted, subjects) ? [] : [differs({[word]: wanted}, found, subject, context)],
  )
}

/** What is compared, and who judges values within comparisons. */
export interface Subjects {
  readonly found: readonly AnswerItem[]
  readonly subject: string
  readonly context: JudgeContext
  readonly judge: (
    wanted: Plain,
    found: readonly AnswerItem[],
    subject: string,
    context: JudgeContext,
  ) => readonly Problem[]
}

type Test = (wanted: Plain, subjects: Subjects) => boolean

const tests: Readonly<Record<ComparisonWord, Test>> = {
  equals: (wanted, subjects) =>
    isList(wanted) && !isMask(subjects.found[0]) ? sameInOrder(wanted, subjects) : holds(wanted, subjects),
  not: (wanted, subjects) => subjects.found.length > 0 && !holds(wanted, subjects),
  contains: (wanted, subjects) =>
    subjects.found.some((item) => contains(item, wanted, subjects)) ||
    (subjects.found.length > 1 && holds(wanted, subjects)),
  matches: (wanted, {found}) => {
    const expression = pattern(valueText(wanted))
    return found.some((item) => expression.test(valueText(itemValue(item))))
  },
  'one of': (wanted, subjects) => {
    if (!isList(wanted)) throw new UsageError(`"one of" takes a list, for ${subjects.subject}`)
    return wanted.some((value) => holds(value, subjects))
  },
  '>': compares((order) => order > 0),
  '>=': compares((order) => order >= 0),
  '<': compares((order) => order < 0),
  '<=': compares((order) => order <= 0),
  bytes: measures(byteLength),
  length: measures((scalar) => Array.from(valueText(itemValue(itemOf(scalar)))).length),
  count: (wanted, subjects) => holds(wanted, {...subjects, found: [plainItem(subjects.found.length)]}),
  exists: (wanted, {found, subject}) => {
    if (typeof wanted !== 'boolean') throw new UsageError(`"exists" takes true or false, for ${subject}`)
    return found.length > 0 === wanted
  },
}

function holds(wanted: Plain, {found, subject, context, judge}: Subjects): boolean {
  return judge(wanted, found, subject, context).length === 0
}

function sameInOrder(wanted: readonly Plain[], subjects: Subjects): boolean {
  const {found} = subjects
  return (
    wanted.length === found.length &&
    wanted.every((value, index) => holds(value, {...subjects, found: found.slice(index, index + 1)}))
  )
}

function isMask(item: AnswerItem | undefined): boolean {
  return item?.scalar?.type === ItemType.Integer
}

function contains(item: AnswerItem, wanted: Plain, {subject, context}: Subjects): boolean {
  const scalar = scalarOf(item)
  if (scalar === undefined) return false
  if (scalar.type === ItemType.Integer) {
    const {value: bits} = meant(scalar, wanted, subject, context)
    return typeof bits === 'number' && (scalar.value & bits) === bits
  }
  if (scalar.type === ItemType.ByteString) {
    const {value: part} = meant(scalar, wanted, subject, context)
    return part instanceof Uint8Array && asBuffer(scalar.value).includes(asBuffer(part))
  }
  return valueText(itemValue(itemOf(scalar))).includes(valueText(wanted))
}

function itemOf(scalar: ScalarNode): AnswerItem {
  return {name: '', words: [], tag: scalar.tag, scalar, items: [], secret: false}
}

function compares(accepts: (order: number) => boolean): Test {
  return (wanted, {found, subject, context}) =>
    found.some((item) => {
      const scalar = scalarOf(item)
      if (scalar === undefined) return false
      const [left, right] = [size(scalar), size(meant(scalar, wanted, subject, context))]
      if (left === undefined || right === undefined)
        throw new UsageError(`${subject} is no number and no date to compare`)
      return accepts(left < right ? -1 : left > right ? 1 : 0)
    })
}

/** What can be less or more: numbers, dates, and texts that are numbers. */
function size({type, value}: Pick<TtlvNode, 'type' | 'value'>): number | bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return type === ItemType.Enumeration ? undefined : value
  if (type === ItemType.BigInteger && value instanceof Uint8Array) return bigIntegerFromBytes(value)
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

function measures(measure: (scalar: ScalarNode) => number): Test {
  return (wanted, subjects) =>
    subjects.found.some((item) => {
      const scalar = scalarOf(item)
      return scalar !== undefined && holds(wanted, {...subjects, found: [plainItem(measure(scalar))]})
    })
}

function byteLength({value}: ScalarNode): number {
  return value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value))
}
