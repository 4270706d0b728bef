import {expect, it} from 'vitest'
import {durationText} from '../../../../src/cli/views/duration-text.ts'

it.each([
  [0, '0s'],
  [59, '59s'],
  [5400, '1h30m'],
  [86_400, '1d'],
  [365 * 86_400, '365d'],
  [90_061, '1d1h1m1s'],
])('writes %i seconds as %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text)
})
