import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {decodeText, encodeText} from '../../../../src/storage/sql/sql-text.ts'

const text = fc.string({unit: fc.constantFrom('\0', '\u0001', '\u0002', 'a', 'é', '\u{1f600}'), maxLength: 6})
const order = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

describe('text of the database', () => {
  it('has no NUL and decodes to what it was', () => {
    fc.assert(
      fc.property(text, (original) => {
        expect(encodeText(original)).not.toContain('\0')
        expect(decodeText(encodeText(original))).toBe(original)
      }),
    )
  })

  it('keeps the order of texts', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(order(encodeText(a), encodeText(b))).toBe(order(a, b))
      }),
    )
  })

  it('is the same as the original where nothing is special', () => {
    expect(encodeText('Käse 7')).toBe('Käse 7')
  })
})
