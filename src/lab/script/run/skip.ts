import {UsageError} from '../../../errors.ts'
import {isMapping, type Plain} from '../../../notation/plain.ts'
import {judgeItems} from '../judge/judge-items.ts'
import {plainItems} from '../judge/plain-item.ts'
import type {RunContext} from './context.ts'

/**
 * True when a step is to be left out: `skip if` is true, or all its variables are as it says.
 *
 * @throws UsageError when it is neither
 */
export function isToSkip(condition: Plain | undefined, {variables, host}: RunContext): boolean {
  if (condition === undefined) return false
  const expanded = variables.expand(condition)
  if (isMapping(expanded)) {
    const context = {now: host.surroundings.now(), reveal: host.reveal}
    return Object.entries(expanded).every(
      ([name, wanted]) => judgeItems(wanted, plainItems(variables.get(name) ?? null), name, context).length === 0,
    )
  }
  const word = typeof expanded === 'string' ? expanded.trim().toLowerCase() : expanded
  if (word === true || word === 'true' || word === 'yes') return true
  if (word === false || word === 'false' || word === 'no' || word === '') return false
  throw new UsageError('"skip if" is neither true nor false', {
    hint: 'Write true, a variable that holds true, or a mapping such as {name: payroll}',
  })
}
