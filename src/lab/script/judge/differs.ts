import type {Plain} from '../../../notation/plain.ts'
import type {AnswerItem} from '../answer/answer-item.ts'
import {itemText} from '../answer/item-value.ts'
import type {Problem} from './problem.ts'
import type {JudgeContext} from './scalar-equals.ts'
import {wantedText} from './wanted-text.ts'

const mostShown = 5

/** Says what was expected, but not of secrets. */
export function differs(wanted: Plain, found: readonly AnswerItem[], subject: string, {reveal}: JudgeContext): Problem {
  const isSecret = !reveal && found.some(({secret}) => secret)
  const shown = found.slice(0, mostShown).map((item) => itemText(item, reveal))
  const more = found.length > mostShown ? [`${found.length - mostShown} more`] : []
  return {
    subject,
    expected: isSecret ? 'another value' : wantedText(wanted),
    received: found.length === 0 ? 'nothing' : [...shown, ...more].join(', '),
  }
}
