import {bareWord} from '../../../notation/word.ts'
import type {AnswerItem} from './answer-item.ts'
import type {Path, PathSegment} from './path.ts'

/**
 * The items that a path leads to. Each of its names means the items that bear it directly below, or where there are none
 * the nearest ones further down: `Key Material` need not name the structures around it.
 */
export function findItems(items: readonly AnswerItem[], {segments}: Pick<Path, 'segments'>): readonly AnswerItem[] {
  const [first, ...rest] = segments
  if (first === undefined) return []
  const found = chosen(nearest(items, bareWord(first.name)), first)
  return rest.length === 0 ? found : found.flatMap((item) => findItems(item.items, {segments: rest}))
}

function nearest(items: readonly AnswerItem[], word: string): readonly AnswerItem[] {
  let level = items
  while (level.length > 0) {
    const named = level.filter(({words}) => words.includes(word))
    if (named.length > 0) return named
    level = level.flatMap(({items: below}) => below)
  }
  return []
}

function chosen(items: readonly AnswerItem[], {index}: PathSegment): readonly AnswerItem[] {
  if (index === undefined) return items
  const one = items.at(index)
  return one === undefined ? [] : [one]
}
