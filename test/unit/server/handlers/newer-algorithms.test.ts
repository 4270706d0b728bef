import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Export} from '../../../../src/kmip/operations/export.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Hash} from '../../../../src/kmip/operations/hash.ts'
import {MAC} from '../../../../src/kmip/operations/mac.ts'
import {MACVerify} from '../../../../src/kmip/operations/mac-verify.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {attributes, createActiveKey, hex, maskOf, repeated, utf8} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const active = {ActivationDate: new Date(0)} as const

async function createdKey(t: TestEngine, algorithm: 'ChaCha20' | 'Poly1305'): Promise<string> {
  const usage = maskOf('Encrypt', 'MACGenerate', 'MACVerify')
  const wanted = attributes({CryptographicAlgorithm: algorithm, CryptographicUsageMask: usage, ...active})
  const request = {objectType: 'SymmetricKey', attributes: wanted} as const
  return (await t.call(Create, request, {version: '1.4'})).uniqueIdentifier
}

describe('A key of an algorithm that a version lacks', () => {
  it('is read in that version without saying its algorithm', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createdKey(t, 'ChaCha20')
    for (const [version, algorithm] of [
      ['1.2', undefined],
      ['1.4', 'ChaCha20'],
      ['2.1', 'ChaCha20'],
    ] as const) {
      const {object} = await t.call(Get, {uniqueIdentifier}, {version})
      expect(keyBlockOf(object)).toMatchObject({keyFormatType: 'Raw', cryptographicLength: 256})
      expect(keyBlockOf(object)?.cryptographicAlgorithm).toBe(algorithm)
      const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier}, {version})
      expect(all?.get('CryptographicAlgorithm')).toBe(algorithm)
    }
  })

  it.each(['SPHINCS_256', 'McEliece_6960119', 'McEliece_8192128', 'XMSS'] as const)(
    'is kept although OpenSSL has no %s, and given out as it came',
    async (algorithm) => {
      const t = await createTestEngine()
      for (const type of ['PrivateKey', 'PublicKey'] as const) {
        const keyMaterial = repeated(7, 1000)
        const keyBlock = {
          keyFormatType: 'Raw',
          keyValue: {kind: 'plain', keyMaterial},
          cryptographicAlgorithm: algorithm,
          cryptographicLength: 8000,
        } as const
        const usage = maskOf(type === 'PrivateKey' ? 'Sign' : 'Verify')
        const {uniqueIdentifier} = await t.call(
          Register,
          {
            objectType: type,
            object: {type, value: {keyBlock}},
            attributes: attributes({CryptographicUsageMask: usage, ...active}),
          },
          {version: '2.1'},
        )
        const {object} = await t.call(Get, {uniqueIdentifier}, {version: '2.0'})
        expect(keyBlockOf(object)).toMatchObject(keyBlock)
        const older = await t.call(GetAttributes, {uniqueIdentifier}, {version: '1.4'})
        expect(older.attributes?.has('CryptographicAlgorithm')).toBe(false)
        expect(older.attributes?.get('CryptographicLength')).toBe(8000)
        if (type === 'PublicKey') continue
        const refused = await t.refusal(Sign, {uniqueIdentifier, data: utf8('data')}, {version: '2.1'})
        expect(refused.resultReason).toBe('KeyValueNotPresent')
      }
    },
  )

  it('is given in no form that names its curve, where the version lacks the curve', async () => {
    const t = await createTestEngine()
    const commonAttributes = attributes({
      CryptographicAlgorithm: 'ECDH',
      CryptographicDomainParameters: {recommendedCurve: 'CURVE25519'},
    })
    const {privateKeyUniqueIdentifier: uniqueIdentifier} = await t.call(
      CreateKeyPair,
      {commonAttributes},
      {version: '2.0'},
    )
    const request = {uniqueIdentifier, keyFormatType: 'TransparentECPrivateKey'} as const
    expect(await t.reason(Get, request, {version: '1.4'})).toBe('KeyFormatTypeNotSupported')
    expect(await t.reason(Export, request, {version: '1.4'})).toBe('KeyFormatTypeNotSupported')
    expect(keyBlockOf((await t.call(Get, request, {version: '2.0'})).object)?.keyFormatType).toBe(request.keyFormatType)
    const raw = await t.call(Get, {uniqueIdentifier, keyFormatType: 'Raw'}, {version: '1.4'})
    expect(keyBlockOf(raw.object)?.keyFormatType).toBe('Raw')
  })

  it('is not made where OpenSSL cannot, and the refusal names it', async () => {
    const t = await createTestEngine()
    const wanted = new AttributeSet().set('CryptographicAlgorithm', 'McEliece_6960119')
    const pair = await t.refusal(CreateKeyPair, {commonAttributes: wanted}, {version: '2.1'})
    expect(pair.resultReason).toBe('FeatureNotSupported')
    expect(pair.resultMessage).toContain('McEliece_6960119')
    const key = {objectType: 'SymmetricKey', attributes: wanted} as const
    const single = await t.refusal(Create, key, {version: '2.1'})
    expect(single.resultReason).toBe('InvalidAttributeValue')
    expect(single.resultMessage).toContain('McEliece_6960119')
  })
})

describe('What a key cannot do with Cryptographic Parameters', () => {
  it.each<[CryptographicParameters, string, string]>([
    [{blockCipherMode: 'PCBC'}, 'UnsupportedCryptographicParameters', 'FeatureNotSupported'],
    [{blockCipherMode: 'X9_102AKW1'}, 'UnsupportedCryptographicParameters', 'FeatureNotSupported'],
    [{blockCipherMode: 'GCM', ivLength: 7}, 'BadCryptographicParameters', 'InvalidField'],
    [{cryptographicAlgorithm: 'DES3', blockCipherMode: 'CBC'}, 'BadCryptographicParameters', 'InvalidField'],
  ])('is refused by the closest reason of the version: %j', async (cryptographicParameters, newer, older) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, {CryptographicUsageMask: maskOf('Encrypt')})
    const request = {uniqueIdentifier, cryptographicParameters, data: repeated(0, 16)}
    expect(await t.reason(Encrypt, request, {version: '2.0'})).toBe(newer)
    expect(await t.reason(Encrypt, request, {version: '1.4'})).toBe(older)
  })

  it('is said of a hash in words that Hash has', async () => {
    const t = await createTestEngine()
    for (const parameters of [
      {hashingAlgorithm: 'Tiger'},
      {cryptographicAlgorithm: 'GOSTR34_11_2012'},
    ] as const satisfies readonly CryptographicParameters[]) {
      const request = {cryptographicParameters: parameters, data: utf8('abc')}
      expect(await t.reason(Hash, request, {version: '2.1'})).toBe('FeatureNotSupported')
    }
  })
})

describe('What only a later version has', () => {
  it('is a hash among the Cryptographic Algorithms', async () => {
    const t = await createTestEngine()
    const request = {cryptographicParameters: {cryptographicAlgorithm: 'SM3'}, data: utf8('abc')} as const
    expect((await t.call(Hash, request, {version: '2.0'})).data).toEqual(
      hex('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'),
    )
  })

  it('is a MAC with Poly1305, in one part or in several', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createdKey(t, 'Poly1305')
    const data = utf8('a message in two parts')
    const {macData} = await t.call(MAC, {uniqueIdentifier, data}, {version: '2.1'})
    expect(macData).toHaveLength(16)
    const {correlationValue} = await t.call(
      MAC,
      {uniqueIdentifier, data: data.subarray(0, 5), initIndicator: true},
      {version: '2.1'},
    )
    const rest = {uniqueIdentifier, correlationValue, data: data.subarray(5), finalIndicator: true}
    expect((await t.call(MAC, rest, {version: '2.1'})).macData).toEqual(macData)
    for (const [sent, validityIndicator] of [
      [macData, 'Valid'],
      [repeated(0, 16), 'Invalid'],
    ] as const) {
      const verified = await t.call(MACVerify, {uniqueIdentifier, data, macData: sent}, {version: '2.1'})
      expect(verified.validityIndicator).toBe(validityIndicator)
    }
  })

  it('is a tag over Additional Data alone, which is GMAC', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, {CryptographicUsageMask: maskOf('Encrypt')})
    const answer = await t.call(
      Encrypt,
      {
        uniqueIdentifier,
        cryptographicParameters: {blockCipherMode: 'GCM', tagLength: 16},
        data: new Uint8Array(0),
        ivCounterNonce: repeated(1, 12),
        authenticatedEncryptionAdditionalData: utf8('message'),
      },
      {version: '2.1'},
    )
    expect(answer.authenticatedEncryptionTag).toHaveLength(16)
  })
})
