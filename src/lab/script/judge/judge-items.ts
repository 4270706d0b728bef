import {isList, isMapping, type Plain, type PlainMapping} from '../../../notation/plain.ts'
import type {AnswerItem} from '../answer/answer-item.ts'
import {findItems} from '../answer/find-items.ts'
import {parsePath} from '../answer/path.ts'
import {isBytes} from './bytes-form.ts'
import {isComparison} from './comparison.ts'
import {differs} from './differs.ts'
import {judgeComparison} from './judge-comparison.ts'
import type {Problem} from './problem.ts'
import {equalsPlain, isScalarPlain, type JudgeContext} from './scalar-equals.ts'
import {wantedText} from './wanted-text.ts'

/**
 * What is wrong with the items of a structure, of which a part is expected: names, or paths further down, and values.
 *
 * @throws UsageError when something is expected that cannot be
 */
export function judgePart(
  wanted: PlainMapping,
  items: readonly AnswerItem[],
  around: string,
  context: JudgeContext,
): readonly Problem[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const subject = around === '' ? name : `${around}.${name}`
    return judgeItems(value, findItems(items, parsePath(name)), subject, context)
  })
}

/**
 * What is wrong with the items of one name. A value is that of any of them; a list has values of which each is that of
 * another item, in any order; a mapping describes a structure or compares.
 *
 * @throws UsageError when something is expected that cannot be
 */
export function judgeItems(
  wanted: Plain,
  found: readonly AnswerItem[],
  subject: string,
  context: JudgeContext,
): readonly Problem[] {
  if (isComparison(wanted) && !(isBytes(wanted) && found.length > 0)) {
    return judgeComparison(wanted, {found, subject, context, judge: judgeItems})
  }
  const [first, second] = found
  if (first === undefined) return [{subject, expected: wantedText(wanted), received: 'nothing'}]
  if (isMapping(wanted) && second === undefined && first.scalar === undefined) {
    return judgePart(wanted, first.items, subject, context)
  }
  return matches(wanted, found, subject, context) ? [] : [differs(wanted, found, subject, context)]
}

function matches(wanted: Plain, found: readonly AnswerItem[], subject: string, context: JudgeContext): boolean {
  if (isList(wanted) && !isScalarPlain(wanted, found[0])) return eachFound(wanted, found, subject, context)
  return found.some((item) => matchesOne(wanted, item, subject, context))
}

function matchesOne(wanted: Plain, item: AnswerItem, subject: string, context: JudgeContext): boolean {
  if (isScalarPlain(wanted, item)) return equalsPlain(item, wanted, context)
  return judgeItems(wanted, [item], subject, context).length === 0
}

/** Each value takes an item of its own. */
function eachFound(
  wanted: readonly Plain[],
  found: readonly AnswerItem[],
  subject: string,
  context: JudgeContext,
): boolean {
  const left = [...found]
  return wanted.every((value) => {
    const index = left.findIndex((item) => matchesOne(value, item, subject, context))
    if (index === -1) return false
    left.splice(index, 1)
    return true
  })
}
