import {UsageError} from '../../../errors.ts'
import {closest} from '../../../notation/closest.ts'
import {isList, isMapping, type Plain, type PlainMapping} from '../../../notation/plain.ts'

/** What one may say of a value instead of giving it, with what it takes. */
export const comparisonWords = {
  equals: 'The value; of a list, all its values in their order',
  not: 'Any value but this, or a comparison that must fail',
  contains: 'A part of a text or of bytes, a bit of a mask, one of several items',
  matches: 'A regular expression',
  'one of': 'A list of values, of which one must be there',
  '>': 'A smaller number or earlier date',
  '>=': 'A number or date',
  '<': 'A greater number or later date',
  '<=': 'A number or date',
  bytes: 'The length in bytes, or a comparison of it',
  length: 'The length of a text in characters, or a comparison of it',
  count: 'How many items there are, or a comparison of it',
  exists: 'Whether the item is there: true or false',
} as const

export type ComparisonWord = keyof typeof comparisonWords

export type Comparison = {readonly [Word in ComparisonWord]?: Plain}

/** True for a mapping that compares rather than describes a structure. */
export function isComparison(plain: Plain): plain is Comparison & PlainMapping {
  if (!isMapping(plain)) return false
  const names = Object.keys(plain)
  return names.length > 0 && names.every(isComparisonWord)
}

function isComparisonWord(name: string): name is ComparisonWord {
  return Object.hasOwn(comparisonWords, name)
}

/**
 * Looks for what is wrong with the comparisons of an expectation before anything is sent.
 *
 * @throws UsageError naming the word, or the regular expression
 */
export function checkComparisons(plain: Plain): void {
  if (isList(plain)) return plain.forEach(checkComparisons)
  if (!isMapping(plain)) return
  const names = Object.keys(plain)
  const words = names.filter(isComparisonWord)
  const other = names.find((name) => !isComparisonWord(name))
  if (words.length > 0 && other !== undefined) {
    const near = closest(other, Object.keys(comparisonWords))
    throw new UsageError(`${JSON.stringify(other)} is no comparison and cannot stand beside ${words.join(' and ')}`, {
      hint: near === undefined ? `There are ${Object.keys(comparisonWords).join(', ')}` : `Did you mean ${near}?`,
    })
  }
  const {matches} = plain
  if (isComparison(plain) && typeof matches === 'string' && !matches.includes('${')) pattern(matches)
  Object.values(plain).forEach(checkComparisons)
}

/** A regular expression in a text, or between slashes with flags. @throws UsageError */
export function pattern(text: string): RegExp {
  const [, body = text, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(text) ?? []
  try {
    return new RegExp(body, flags.includes('u') ? flags : `${flags}u`)
  } catch (cause) {
    throw new UsageError(`${JSON.stringify(text)} is no regular expression`, {
      cause,
      hint: 'They are those of JavaScript',
    })
  }
}
