import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {fromHex} from '../../ttlv/golden.ts'
import {decodePayload, encodePayload, plainHex, shown} from './payload.ts'

const golden = `
42 00 79 | 01 | 00 00 00 d0
  42 00 57 | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00
  42 00 91 | 01 | 00 00 00 00
  42 00 8f | 01 | 00 00 00 b0
    42 00 40 | 01 | 00 00 00 a8
      42 00 42 | 05 | 00 00 00 04 | 00 00 00 01 00 00 00 00
      42 00 45 | 08 | 00 00 00 18 | 1f a6 8b 0a 81 12 b4 47 ae f3 4b d8 fb 5a 7b 82 9d 3e 86 23 71 d2 cf e5
      42 00 28 | 05 | 00 00 00 04 | 00 00 00 03 00 00 00 00
      42 00 2a | 02 | 00 00 00 04 | 00 00 00 80 00 00 00 00
      42 00 46 | 01 | 00 00 00 50
        42 00 9e | 05 | 00 00 00 04 | 00 00 00 01 00 00 00 00
        42 00 36 | 01 | 00 00 00 28
          42 00 94 | 07 | 00 00 00 03 | 6b 65 6b 00 00 00 00 00
          42 00 2b | 01 | 00 00 00 10
            42 00 11 | 05 | 00 00 00 04 | 00 00 00 0d 00 00 00 00
        42 00 a3 | 05 | 00 00 00 04 | 00 00 00 01 00 00 00 00`

const request = {
  objectType: 'SymmetricKey',
  attributes: new AttributeSet(),
  object: {
    type: 'SymmetricKey',
    value: {
      keyBlock: {
        keyFormatType: 'Raw',
        keyValue: {kind: 'wrapped', bytes: fromHex('1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5')},
        cryptographicAlgorithm: 'AES',
        cryptographicLength: 128,
        keyWrappingData: {
          wrappingMethod: 'Encrypt',
          encryptionKeyInformation: {
            uniqueIdentifier: 'kek',
            cryptographicParameters: {blockCipherMode: 'NISTKeyWrap'},
          },
          encodingOption: 'NoEncoding',
        },
      },
    },
  },
} as const

describe('Register', () => {
  it('takes a wrapped key', () => {
    expect(shown(decodePayload(Register.request, golden))).toEqual(shown(request))
    expect(encodePayload(Register.request, request, '1.1')).toBe(plainHex(golden))
  })

  it('leaves the object out as 1.0 allows', () => {
    const without = decodePayload(
      Register.request,
      `42 00 79 | 01 | 00 00 00 18
         42 00 57 | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00
         42 00 91 | 01 | 00 00 00 00`,
    )
    expect(without.object).toBeUndefined()
  })

  it('names the path to a fault inside the object', () => {
    expect(() => decodePayload(Register.request, golden.replace('42 00 42 | 05', '42 00 42 | 02'))).toThrow(
      'Expected Enumeration, found Integer in SymmetricKey > KeyBlock > KeyFormatType',
    )
  })

  it('refuses two objects', () => {
    const two = `
42 00 79 | 01 | 00 00 00 28
  42 00 57 | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00
  42 00 91 | 01 | 00 00 00 00
  42 00 13 | 01 | 00 00 00 00
  42 00 8f | 01 | 00 00 00 00`
    expect(() => decodePayload(Register.request, two)).toThrow('More than one managed object where one is allowed')
  })
})
