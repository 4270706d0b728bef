import fc from 'fast-check'
import {expect, it} from 'vitest'
import {UsageError} from '../../../../src/errors.ts'
import {secondsOf} from '../../../../src/vault-api/http/duration.ts'

it.each([
  [60, 60],
  ['60', 60],
  [' 60 ', 60],
  ['24h', 86_400],
  ['1h30m', 5400],
  ['365d', 31_536_000],
  ['', undefined],
  [0, undefined],
  ['0', undefined],
  ['0s', undefined],
  [undefined, undefined],
  [null, undefined],
])('%j is %j seconds', (value, seconds) => {
  expect(secondsOf('ttl', value)).toBe(seconds)
})

it.each([[-1], ['-1'], [1.5], ['1.5s'], ['1'.repeat(30)], [Infinity], ['soon'], [true], [[]], [[5]], [{}]])(
  '%j is refused by the name of the field',
  (value) => {
    expect(() => secondsOf('ttl', value)).toThrow(UsageError)
  },
)

it('anything is whole seconds above zero, nothing or a UsageError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.stringMatching(/^\d{1,25}[smhdwy]$/)), (value) => {
      try {
        const seconds = secondsOf('ttl', value)
        if (seconds !== undefined) expect(Number.isSafeInteger(seconds) && seconds > 0).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError)
      }
    }),
  )
})
