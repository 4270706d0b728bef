import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {isContinued, shellWords, wordsSoFar} from '../../../../src/cli/shell/shell-words.ts'
import {UsageError} from '../../../../src/errors.ts'

const words = (line: string) => shellWords(line, (name) => `<${name}>`)

describe('the words of a line', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['  locate   --max 1 ', ['locate', '--max', '1']],
    ["create --attribute 'Contact Information=me'", ['create', '--attribute', 'Contact Information=me']],
    ['a"b c"d', ['ab cd']],
    [String.raw`"a \"b\" \\ \n"`, [String.raw`a "b" \ \n`]],
    [String.raw`a\ b \'c`, ['a b', "'c"]],
    ["'' x", ['', 'x']],
    ['get $last # the last one', ['get', '<last>']],
    ['a#b', ['a#b']],
    ['# all of it', []],
    ['"$key-1" ${key}s $1', ['<key>-1', '<key>s', '<1>']],
    [String.raw`'$key' \$key 5$ $-`, ['$key', '$key', '5$', '$-']],
  ])('of %j are %j', (line, expected) => {
    expect(words(line)).toEqual(expected)
  })

  it.each(["get 'abc", 'get "abc'])('are none where a quote is not closed: %s', (line) => {
    expect(() => words(line)).toThrow(UsageError)
    expect(() => words(line)).toThrow('is not closed')
  })

  it('are whatever stands in single quotes', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        const line = texts.map((text) => `'${text.replaceAll("'", String.raw`'\''`)}'`).join(' ')
        expect(words(line)).toEqual(texts)
      }),
    )
  })

  it('are found in anything that is being typed, the last one where the cursor stands', () => {
    expect(wordsSoFar('op get')).toEqual([
      {text: 'op', start: 0},
      {text: 'get', start: 3},
    ])
    expect(wordsSoFar('get ')).toEqual([
      {text: 'get', start: 0},
      {text: '', start: 4},
    ])
    fc.assert(
      fc.property(fc.string({unit: fc.constantFrom('a', ' ', "'", '"', '\\', '$', '#', '{')}), (line) => {
        for (const {start} of wordsSoFar(line)) expect(start).toBeLessThanOrEqual(line.length)
      }),
    )
  })
})

it.each<[string, boolean]>([
  ['get \\', true],
  ['get \\\\', false],
  ['get \\\\\\', true],
  ['get', false],
  ['# a comment \\', false],
])('a line goes on behind one backslash: %s', (line, expected) => {
  expect(isContinued(line)).toBe(expected)
})
