import {describe, expect, it} from 'vitest'
import {parameterValues} from '../../../../src/vault-api/client/parameter-values.ts'

function read(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(parameterValues(fields))
}

describe('Vault section 7: parameters', () => {
  it('takes an object, with numbers and truth values as text', () => {
    expect(read({params: {altname: 'kek', length: 256, yes: true}})).toEqual({
      altname: 'kek',
      length: '256',
      yes: 'true',
    })
  })

  it('takes what the command line makes of params=altname=kek', () => {
    expect(read({params: 'altname=kek=1'})).toEqual({altname: 'kek=1'})
    expect(read({params: ['a=1', 'b=']})).toEqual({a: '1', b: ''})
    expect(read({params: '{"a": "1"}'})).toEqual({a: '1'})
  })

  it('takes the shortcuts beside params for the same', () => {
    expect(read({name: 'kek', params: {name: 'kek', other: 'x'}})).toEqual({name: 'kek', other: 'x'})
  })

  it('takes nothing for no parameters', () => {
    for (const params of [undefined, null, '', {}, []]) expect(read({params})).toEqual({})
  })

  it.each([[true], [7], ['novalue'], [['=x']], [[5]], ['{"a": [1]}'], ['{'], [{a: null}]])('refuses %j', (params) => {
    expect(() => read({params})).toThrow(/^params is no object|is no text$/)
  })
})
