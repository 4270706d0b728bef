import {describe, expect, it} from 'vitest'
import {wantsColour} from '../../../../src/cli/output/colour.ts'

describe('wantsColour', () => {
  it('colours terminals only', () => {
    expect(wantsColour({isTTY: true}, {noColour: false, environment: {}})).toBe(true)
    expect(wantsColour({}, {noColour: false, environment: {}})).toBe(false)
  })

  it.each([{NO_COLOR: '1'}, {NO_COLOR: 'anything'}, {TERM: 'dumb'}])('obeys %j', (environment) => {
    expect(wantsColour({isTTY: true}, {noColour: false, environment})).toBe(false)
  })

  it('obeys --no-color, and takes an empty NO_COLOR as not set', () => {
    expect(wantsColour({isTTY: true}, {noColour: true, environment: {}})).toBe(false)
    expect(wantsColour({isTTY: true}, {noColour: false, environment: {NO_COLOR: ''}})).toBe(true)
  })
})
