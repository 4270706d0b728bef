import {describe, expect, it} from 'vitest'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Login} from '../../../../src/kmip/operations/login.ts'
import {PKCS_11} from '../../../../src/kmip/operations/pkcs-11.ts'
import {ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {fromHex} from '../../ttlv/golden.ts'

const tags = (nodes: readonly TtlvNode[]) => nodes.map(({tag}) => tag)

describe('fields whose form depends on the version', () => {
  it('Encrypt drops what is newer than the version', () => {
    const request = {
      uniqueIdentifier: '7',
      data: fromHex('00'),
      correlationValue: fromHex('01'),
      initIndicator: true,
      authenticatedEncryptionAdditionalData: fromHex('02'),
    }
    const known = [Tag.UniqueIdentifier, Tag.Data]
    const streaming = [...known, Tag.CorrelationValue, Tag.InitIndicator]
    expect(tags(Encrypt.request.encodeItems(request, '1.2'))).toEqual(known)
    expect(tags(Encrypt.request.encodeItems(request, '1.3'))).toEqual(streaming)
    expect(tags(Encrypt.request.encodeItems(request, '1.4'))).toEqual([
      ...streaming,
      Tag.AuthenticatedEncryptionAdditionalData,
    ])
  })

  it('Encrypt takes its data from another batch item since 2.0', () => {
    for (const data of [{placeholder: 'Decrypt'}, {index: 2}, fromHex('00ff')] as const) {
      const nodes = Encrypt.request.encodeItems({data}, '2.0')
      expect(Encrypt.request.decodeItems(nodes)).toEqual({data})
    }
    expect(Encrypt.request.encodeItems({data: {placeholder: 'Decrypt'}}, '1.4')).toEqual([])
    expect(Encrypt.request.encodeItems({data: {index: 2}}, '1.4')).toEqual([])
    expect(() => Encrypt.request.decodeItems([{tag: Tag.Data, type: ItemType.TextString, value: 'text'}])).toThrow(
      'Data is neither Byte String, Enumeration nor Integer',
    )
  })

  it('Certify writes the request bytes under the tag of the version and reads both', () => {
    const request = {certificateRequestType: 'PKCS_10', certificateRequest: fromHex('3000')} as const
    const old = Certify.request.encodeItems(request, '1.4')
    const current = Certify.request.encodeItems(request, '2.0')
    expect(tags(old)).toEqual([Tag.CertificateRequestType, Tag.CertificateRequest])
    expect(tags(current)).toEqual([Tag.CertificateRequestType, Tag.CertificateRequestValue])
    expect(Certify.request.decodeItems(old)).toEqual(request)
    expect(Certify.request.decodeItems(current)).toEqual(request)
  })

  it('Create Split Key returns the object type in 1.2 only', () => {
    const response = {objectType: 'SplitKey', uniqueIdentifier: ['1', '2']} as const
    expect(CreateSplitKey.response.encodeItems(response, '1.2')).toHaveLength(3)
    expect(CreateSplitKey.response.encodeItems(response, '1.3')).toHaveLength(2)
  })

  it('Login takes a duration or a date', () => {
    for (const leaseTime of [3600, new Date('2030-01-01T00:00:00Z')]) {
      expect(Login.request.decodeItems(Login.request.encodeItems({leaseTime}, '2.0'))).toEqual({leaseTime})
    }
  })

  it('PKCS#11 tells standard functions from vendors ones', () => {
    for (const pkcs11Function of ['C_Initialize', {vendorFunction: 1}] as const) {
      const nodes = PKCS_11.request.encodeItems({pkcs11Function}, '2.1')
      expect(nodes[0]?.type).toBe(typeof pkcs11Function === 'string' ? ItemType.Enumeration : ItemType.Integer)
      expect(PKCS_11.request.decodeItems(nodes)).toEqual({pkcs11Function})
    }
  })
})
