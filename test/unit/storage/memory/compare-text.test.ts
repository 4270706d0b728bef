import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {compareText} from '../../../../src/storage/memory/compare-text.ts'

describe('compareText', () => {
  it('orders as the UTF-8 bytes are ordered', () => {
    const text = fc.string({unit: 'binary', maxLength: 6})
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })

  it('puts what lies beyond the basic plane after all that lies in it', () => {
    expect(compareText('\u{10000}', '\u{ffff}')).toBeGreaterThan(0)
    expect(['\u{10000}', '\u{ffff}'].sort()).toEqual(['\u{10000}', '\u{ffff}'])
    expect(['\u{10000}', '\u{ffff}'].sort(compareText)).toEqual(['\u{ffff}', '\u{10000}'])
  })
})
