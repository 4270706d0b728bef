import fc from 'fast-check'
import {expect, it} from 'vitest'
import {TtlvError} from '../../../src/ttlv/error.ts'
import {parseJson} from '../../../src/ttlv/json-parser.ts'
import type {JsonValue} from '../../../src/ttlv/json-value.ts'

function plain(json: JsonValue): unknown {
  if (json.kind === 'null') return null
  if (json.kind === 'array') return json.items.map(plain)
  if (json.kind === 'object') return Object.fromEntries([...json.members].map(([name, value]) => [name, plain(value)]))
  if (json.kind === 'string') return json.text
  return json.kind === 'number' ? Number(json.text) : json.text === 'true'
}

it('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json({depthSize: 'medium'}), fc.constantFrom(0, 2), (text, indent) => {
      const value: unknown = JSON.parse(text)
      expect(plain(parseJson(JSON.stringify(value, null, indent), 100))).toEqual(value)
    }),
  )
})

it('accepts and refuses what JSON.parse does, but for members given twice', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '\\',
    ' ',
    '1',
    '-',
    '0',
    '.5',
    'e+1',
    'true',
    'nul',
    'null',
    '\n',
  )
  fc.assert(
    fc.property(fc.array(pieces, {maxLength: 8}), (parts) => {
      const text = parts.join('')
      let expected: unknown
      try {
        expected = JSON.parse(text)
      } catch {
        expect(() => parseJson(text, 100)).toThrow(TtlvError)
        return
      }
      expect(plain(parseJson(text, 100))).toEqual(expected)
    }),
    {numRuns: 1000},
  )
})
