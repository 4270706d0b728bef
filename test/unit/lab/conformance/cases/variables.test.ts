import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {parseVariable} from '../../../../../src/lab/conformance/cases/variables.ts'

describe('parseVariable', () => {
  it('reads names and times', () => {
    expect(parseVariable('$UNIQUE_IDENTIFIER_0')).toEqual({kind: 'name', name: '$UNIQUE_IDENTIFIER_0'})
    expect(parseVariable('$NOW')).toEqual({kind: 'time', name: '$NOW', seconds: 0})
    expect(parseVariable('$NOW-3600')).toEqual({kind: 'time', name: '$NOW-3600', seconds: -3600})
    expect(parseVariable('$NOW+20')).toEqual({kind: 'time', name: '$NOW+20', seconds: 20})
  })

  it('leaves other texts alone', () => {
    for (const value of ['', '$', '$5', 'US$', '$now', '$A b', ' $NOW']) expect(parseVariable(value)).toBeUndefined()
  })

  it('never takes a text without a dollar for a variable', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        fc.pre(!value.startsWith('$'))
        expect(parseVariable(value)).toBeUndefined()
      }),
    )
  })
})
