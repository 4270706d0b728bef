import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {textWidth} from '../../../../src/cli/output/text-width.ts'
import {wrap} from '../../../../src/cli/output/wrap.ts'

describe('a text on a terminal', () => {
  it('is broken between words, and goes on with an indent', () => {
    expect(wrap('Hint: Use one of a, b and c', {width: 14, indent: 2})).toBe('Hint: Use one\n  of a, b and\n  c')
  })

  it('is left alone where it fits or there is no terminal', () => {
    expect(wrap('one two', {width: 7, indent: 2})).toBe('one two')
    expect(wrap('one two', {width: undefined, indent: 2})).toBe('one two')
  })

  it('keeps its lines, their margins and words that are too long for any line', () => {
    expect(wrap('a\n  Wrote /a/very/long/path', {width: 12, indent: 2})).toBe('a\n  Wrote /a/very/long/path')
    expect(wrap('  one two three', {width: 10, indent: 2})).toBe('  one two\n    three')
  })

  it('does not count colours', () => {
    expect(wrap('\u001B[31mError:\u001B[39m a b', {width: 10, indent: 2})).toBe('\u001B[31mError:\u001B[39m a b')
  })

  it('never loses a word, and is never too wide for words that have room', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), {minLength: 1})
    fc.assert(
      fc.property(words, fc.integer({min: 12, max: 30}), (all, width) => {
        const wrapped = wrap(all.join(' '), {width, indent: 2})
        expect(wrapped.split(/\s+/)).toEqual(all)
        for (const line of wrapped.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
      }),
    )
  })
})

it.each<[string, number]>([
  ['', 0],
  ['abc', 3],
  ['é', 1],
  ['e\u0301', 1],
  ['密钥', 4],
  ['ｋ', 2],
  ['🔑', 2],
  ['👩‍💻', 2],
  ['❤️', 2],
  ['…', 1],
  ['\u001B[36mid\u001B[39m', 2],
])('the width of %j is %i columns', (text, width) => {
  expect(textWidth(text)).toBe(width)
})
