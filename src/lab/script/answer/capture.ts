import type {Plain} from '../../../notation/plain.ts'
import type {Problem} from '../judge/problem.ts'
import type {AnswerItem} from './answer-item.ts'
import {findItems} from './find-items.ts'
import {itemValue} from './item-value.ts'
import type {Path} from './path.ts'

/** A value taken from an answer. */
export interface Captured {
  readonly value: Plain
  /** It must not be shown, nor whatever is made of it. */
  readonly secret: boolean
}

/** The value that a path leads to, or why there is none. */
export function capture(items: readonly AnswerItem[], path: Path): Captured | Problem {
  const found = findItems(items, path)
  const [first, second] = found
  if (path.all) return {value: found.map(itemValue), secret: found.some(holdsSecret)}
  if (first === undefined) return {subject: path.text, expected: 'an item', received: 'nothing', hint: present(items)}
  if (second !== undefined) {
    return {
      subject: path.text,
      expected: 'one item',
      received: `${found.length}`,
      hint: `Write ${path.text}[0] for the first, or ${path.text}[] for a list of all`,
    }
  }
  return {value: itemValue(first), secret: holdsSecret(first)}
}

function holdsSecret({secret, items}: AnswerItem): boolean {
  return secret || items.some(holdsSecret)
}

function present(items: readonly AnswerItem[]): string {
  const names = [...new Set(items.map(({name}) => name))]
  return names.length === 0 ? 'The answer holds nothing' : `The answer holds ${names.join(', ')}`
}
