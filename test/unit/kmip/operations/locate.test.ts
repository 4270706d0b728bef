import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {decodePayload, encodePayload, plainHex} from './payload.ts'

const attribute = `
  42 00 08 | 01 | 00 00 00 28
    42 00 0a | 07 | 00 00 00 0b | 4f 62 6a 65 63 74 20 54 79 70 65 00 00 00 00 00
    42 00 0b | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00`

const withOffset = `
42 00 79 | 01 | 00 00 00 50
  42 00 4f | 02 | 00 00 00 04 | 00 00 00 10 00 00 00 00
  42 00 d4 | 02 | 00 00 00 04 | 00 00 00 01 00 00 00 00 ${attribute}`

const found = `
42 00 7c | 01 | 00 00 00 30
  42 00 d5 | 02 | 00 00 00 04 | 00 00 00 02 00 00 00 00
  42 00 94 | 07 | 00 00 00 01 | 31 00 00 00 00 00 00 00
  42 00 94 | 07 | 00 00 00 01 | 32 00 00 00 00 00 00 00`

describe('Locate', () => {
  it('reads Offset Items that a client sends before 1.3', () => {
    const request = decodePayload(Locate.request, withOffset)
    expect(request).toMatchObject({maximumItems: 16, offsetItems: 1})
    expect(request.attributes?.get('ObjectType')).toBe('SymmetricKey')
  })

  it('does not write Offset Items before 1.3', () => {
    const attributes = new AttributeSet().set('ObjectType', 'SymmetricKey')
    const request = {maximumItems: 16, offsetItems: 1, attributes}
    expect(encodePayload(Locate.request, request, '1.0')).toBe(
      plainHex(`42 00 79 | 01 | 00 00 00 40 | 42 00 4f | 02 | 00 00 00 04 | 00 00 00 10 00 00 00 00 ${attribute}`),
    )
    expect(encodePayload(Locate.request, request, '1.3')).toBe(plainHex(withOffset))
  })

  it('writes the attributes as one structure since 2.0', () => {
    const attributes = new AttributeSet().set('ObjectType', 'SymmetricKey')
    expect(encodePayload(Locate.request, {attributes}, '2.1')).toBe(
      plainHex(`42 00 79 | 01 | 00 00 00 18
                  42 01 25 | 01 | 00 00 00 10
                    42 00 57 | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00`),
    )
  })

  it('accepts a Template-Attribute in place of attributes', () => {
    const request = decodePayload(
      Locate.request,
      `42 00 79 | 01 | 00 00 00 38 | 42 00 91 | 01 | 00 00 00 30 ${attribute}`,
    )
    expect(request.attributes?.get('ObjectType')).toBe('SymmetricKey')
  })

  it('puts Located Items first, and only since 1.3', () => {
    const response = {locatedItems: 2, uniqueIdentifier: ['1', '2']}
    expect(decodePayload(Locate.response, found)).toEqual(response)
    expect(encodePayload(Locate.response, response, '1.3', Tag.ResponsePayload)).toBe(plainHex(found))
    expect(Locate.response.encodeItems(response, '1.2').map(({tag}) => tag)).toEqual([
      Tag.UniqueIdentifier,
      Tag.UniqueIdentifier,
    ])
  })
})
