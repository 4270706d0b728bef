import {describe, expect, it} from 'vitest'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {fromHex} from '../../ttlv/golden.ts'
import {decodePayload, encodePayload, plainHex} from './payload.ts'

const golden = `
42 00 7c | 01 | 00 00 00 80
  42 00 57 | 05 | 00 00 00 04 | 00 00 00 02 00 00 00 00
  42 00 94 | 07 | 00 00 00 01 | 37 00 00 00 00 00 00 00
  42 00 8f | 01 | 00 00 00 58
    42 00 40 | 01 | 00 00 00 50
      42 00 42 | 05 | 00 00 00 04 | 00 00 00 01 00 00 00 00
      42 00 45 | 01 | 00 00 00 18
        42 00 43 | 08 | 00 00 00 10 | 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff
      42 00 28 | 05 | 00 00 00 04 | 00 00 00 03 00 00 00 00
      42 00 2a | 02 | 00 00 00 04 | 00 00 00 80 00 00 00 00`

const response = {
  objectType: 'SymmetricKey',
  uniqueIdentifier: '7',
  object: {
    type: 'SymmetricKey',
    value: {
      keyBlock: {
        keyFormatType: 'Raw',
        keyValue: {kind: 'plain', keyMaterial: fromHex('00112233445566778899aabbccddeeff')},
        cryptographicAlgorithm: 'AES',
        cryptographicLength: 128,
      },
    },
  },
} as const

describe('Get', () => {
  it('returns a key in its key block', () => {
    expect(decodePayload(Get.response, golden)).toEqual(response)
    expect(encodePayload(Get.response, response, '1.0', Tag.ResponsePayload)).toBe(plainHex(golden))
    expect(encodePayload(Get.response, response, '2.1', Tag.ResponsePayload)).toBe(plainHex(golden))
  })

  it('does not send an object to a version that lacks its type', () => {
    const certificateRequest = {
      objectType: 'CertificateRequest',
      uniqueIdentifier: '7',
      object: {
        type: 'CertificateRequest',
        value: {certificateRequestType: 'PKCS_10', certificateRequestValue: fromHex('3000')},
      },
    } as const
    expect(() => Get.response.encodeItems(certificateRequest, '1.4')).toThrow(
      expect.objectContaining({reason: 'FeatureNotSupported'}),
    )
    expect(Get.response.encodeItems(certificateRequest, '2.0')).toHaveLength(3)
  })

  it('asks for a key wrap type since 1.4 only', () => {
    const request = {uniqueIdentifier: '7', keyWrapType: 'AsRegistered'} as const
    expect(Get.request.encodeItems(request, '1.3').map(({tag}) => tag)).toEqual([Tag.UniqueIdentifier])
    expect(Get.request.encodeItems(request, '1.4').map(({tag}) => tag)).toEqual([Tag.UniqueIdentifier, Tag.KeyWrapType])
  })
})
