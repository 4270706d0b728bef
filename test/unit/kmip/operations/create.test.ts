import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {decodePayload, encodePayload, plainHex, shown} from './payload.ts'

const request10 = `
42 00 79 | 01 | 00 00 00 90
  42 00 57 | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00
  42 00 91 | 01 | 00 00 00 78
    42 00 08 | 01 | 00 00 00 30
      42 00 0a | 07 | 00 00 00 14 | 43 72 79 70 74 6f 67 72 61 70 68 69 63 20 4c 65 6e 67 74 68 00 00 00 00
      42 00 0b | 02 | 00 00 00 04 | 00 00 01 00 00 00 00 00
    42 00 08 | 01 | 00 00 00 38
      42 00 0a | 07 | 00 00 00 04 | 4e 61 6d 65 00 00 00 00
      42 00 0b | 01 | 00 00 00 20
        42 00 55 | 07 | 00 00 00 02 | 6b 31 00 00 00 00 00 00
        42 00 54 | 05 | 00 00 00 04 | 00 00 00 01 00 00 00 00`

const request21 = `
42 00 79 | 01 | 00 00 00 50
  42 00 57 | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00
  42 01 25 | 01 | 00 00 00 38
    42 00 2a | 02 | 00 00 00 04 | 00 00 01 00 00 00 00 00
    42 00 53 | 01 | 00 00 00 20
      42 00 55 | 07 | 00 00 00 02 | 6b 31 00 00 00 00 00 00
      42 00 54 | 05 | 00 00 00 04 | 00 00 00 01 00 00 00 00`

const name = {nameValue: 'k1', nameType: 'UninterpretedTextString'} as const

describe('Create', () => {
  it('reads the same request from a Template-Attribute and from Attributes', () => {
    const request = decodePayload(Create.request, request10)
    expect(request.objectType).toBe('SymmetricKey')
    expect(request.attributes.get('CryptographicLength')).toBe(256)
    expect(request.attributes.all('Name')).toEqual([name])
    expect(shown(decodePayload(Create.request, request21))).toEqual(shown(request))
  })

  it('writes a Template-Attribute up to 1.4 and Attributes since 2.0', () => {
    const attributes = new AttributeSet().set('CryptographicLength', 256).set('Name', name)
    const request = {objectType: 'SymmetricKey', attributes} as const
    expect(encodePayload(Create.request, request, '1.0')).toBe(plainHex(request10))
    expect(encodePayload(Create.request, request, '1.4')).toBe(plainHex(request10))
    expect(encodePayload(Create.request, request, '2.1')).toBe(plainHex(request21))
  })

  it('returns the attributes that the server chose in 1.x only', () => {
    const attributes = new AttributeSet().set('CryptographicLength', 256)
    const response = {objectType: 'SymmetricKey', uniqueIdentifier: '7', attributes} as const
    const bare = {objectType: 'SymmetricKey', uniqueIdentifier: '7'} as const
    const encode = (value: typeof response | typeof bare, version: '1.4' | '2.0') =>
      encodePayload(Create.response, value, version, Tag.ResponsePayload)
    expect(encode(response, '2.0')).toBe(encode(bare, '2.0'))
    expect(encode(response, '1.4')).not.toBe(encode(bare, '1.4'))
  })

  it('says which required part is missing', () => {
    expect(() => decodePayload(Create.request, '42 00 79 | 01 | 00 00 00 00')).toThrow('ObjectType is missing')
  })
})
