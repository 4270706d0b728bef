import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../../src/errors.ts'
import {parsePath} from '../../../../src/lab/script/answer/path.ts'
import {parseScript} from '../../../../src/lab/script/parse/parse-script.ts'
import {readCsv} from '../../../../src/lab/script/run/csv.ts'
import {generate} from '../../../../src/lab/script/variables/generated.ts'
import {parseTemplate} from '../../../../src/lab/script/variables/template.ts'

describe('parsePath', () => {
  it('reads names, positions and lists', () => {
    expect(parsePath('Attributes.Name[1]').segments).toEqual([
      {name: 'Attributes', index: undefined},
      {name: 'Name', index: 1},
    ])
    expect(parsePath('Unique Identifier[]')).toMatchObject({all: true, segments: [{name: 'Unique Identifier'}]})
    expect(parsePath('Attributes."x-a.b"').segments.at(-1)).toEqual({name: 'x-a.b', index: undefined})
  })

  it.each(['', '.', 'a..b', 'a[', 'a[x]', 'a[].b', 'a.'])('refuses %j', (text) => {
    expect(() => parsePath(text)).toThrow(/is no path to an item/)
  })
})

describe('parseTemplate', () => {
  it('takes references out of a text, and leaves what is doubled', () => {
    expect(parseTemplate('a ${b} $${c} ${row.name}')).toEqual([
      {text: 'a '},
      {reference: 'b'},
      {text: ' ${'},
      {text: 'c} '},
      {reference: 'row.name'},
    ])
  })

  it.each(['${}', '${a b}', '${1}', '${.a}'])('refuses %j', (text) => {
    expect(() => parseTemplate(text)).toThrow(/names no variable/)
  })
})

describe('generate', () => {
  const surroundings = {now: () => new Date('2026-03-01T00:00:00Z'), environment: {HOME: '/home/anna'}}

  it('makes moments, random bytes, identifiers, and reads the environment', () => {
    expect(generate('now+90d', surroundings)).toEqual(new Date('2026-05-30T00:00:00Z'))
    expect(generate('now-1h', surroundings)).toEqual(new Date('2026-02-28T23:00:00Z'))
    expect(generate('random.4', surroundings)).toMatch(/^[0-9a-f]{8}$/)
    expect(generate('uuid', surroundings)).not.toBe(generate('uuid', surroundings))
    expect(generate('env.HOME', surroundings)).toBe('/home/anna')
  })

  it.each(['random', 'random.0', 'random.99999', 'now.x', 'env.NOBODY', 'uuid.4'])('refuses ${%s}', (reference) => {
    expect(() => generate(reference, surroundings)).toThrow(UsageError)
  })
})

describe('readCsv', () => {
  it('reads quoted fields with commas, quotes and line ends in them', () => {
    expect(readCsv('name,note\nanna,"a, b"\n"bert","he said ""no""\nand left"\n\n')).toEqual([
      {name: 'anna', note: 'a, b'},
      {name: 'bert', note: 'he said "no"\nand left'},
    ])
  })

  it('gives back what was written', () => {
    const field = fc.string({unit: fc.constantFrom('a', ',', '"', '\n', ' ', 'ä')})
    const rows = fc.array(fc.record({a: field, b: field}), {maxLength: 5})
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(rows, (records) => {
        const text = ['a,b', ...records.map(({a, b}) => `${quoted(a)},${quoted(b)}`)].join('\n')
        expect(readCsv(text)).toEqual(records)
      }),
    )
  })

  it.each([
    ['', /empty/],
    ['a,a\n', /twice/],
    ['a,\n', /without a name/],
    ['a,b\n1\n', /Line 2 has 1 fields/],
    ['a\n1"2\n', /double quote/],
  ])('refuses %j by its line', (text, sentence) => {
    expect(() => readCsv(text)).toThrow(sentence)
  })
})

describe('parseScript', () => {
  it('fails by nothing but errors with a place, whatever is written', () => {
    const words = fc.constantFrom(
      'steps',
      'operation',
      'Get',
      'request',
      'expect',
      'capture',
      'batch',
      'for each',
      'send',
      'hex',
      'until',
      'retry',
      'name',
      '${a}',
      'status',
      'failed',
      'response',
      'count',
      '>',
      '1',
      'true',
      '[a]',
      '{a: 1}',
      '- a',
      '&x',
      '*x',
      '"',
      ':',
    )
    const line = fc.tuple(fc.nat(6), words, fc.constantFrom(':', ': ', ' ', ''), words)
    const text = fc
      .array(line, {maxLength: 8})
      .map((lines) =>
        lines.map(([indent, key, colon, value]) => `${' '.repeat(indent)}${key}${colon}${value}`).join('\n'),
      )
    fc.assert(
      fc.property(text, (script) => {
        try {
          parseScript(script, 'script.yaml')
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
          expect(String(error)).toMatch(/script\.yaml/)
        }
      }),
      {numRuns: 300},
    )
  })
})
