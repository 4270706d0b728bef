import {describe, expect, it} from 'vitest'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Export} from '../../../../src/kmip/operations/export.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {JoinSplitKey} from '../../../../src/kmip/operations/join-split-key.ts'
import {MACVerify} from '../../../../src/kmip/operations/mac-verify.ts'
import {MAC} from '../../../../src/kmip/operations/mac.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {SignatureVerify} from '../../../../src/kmip/operations/signature-verify.ts'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import {
  aes,
  attributeOf,
  attributes,
  createKey,
  locate,
  maskOf,
  register,
  utf8,
} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const location = {keyValueLocationValue: 'HSM-13345', keyValueLocationType: 'UninterpretedTextString'} as const
const everyUse = maskOf('Encrypt', 'Decrypt', 'MACGenerate', 'MACVerify', 'Sign', 'Verify', 'DeriveKey', 'WrapKey')
const keyBlock = {keyFormatType: 'Raw', cryptographicAlgorithm: 'AES', cryptographicLength: 256} as const

/** A key of which the server has all but its value. */
function absentKey(t: TestEngine): Promise<string> {
  const values = {CryptographicUsageMask: everyUse, ActivationDate: new Date(0), KeyValueLocation: location}
  return register(t, {type: 'SymmetricKey', value: {keyBlock}}, {...aes, ...values})
}

function absentPrivateKey(t: TestEngine): Promise<string> {
  const block = {keyFormatType: 'PKCS_8', cryptographicAlgorithm: 'RSA', cryptographicLength: 2048} as const
  const values = {CryptographicUsageMask: everyUse, ActivationDate: new Date(0), KeyValueLocation: location}
  return register(t, {type: 'PrivateKey', value: {keyBlock: block}}, values)
}

describe('A key whose value is kept elsewhere', () => {
  it('says so, and where', async () => {
    const t = await createTestEngine()
    const id = await absentKey(t)
    const here = await createKey(t)
    expect(await attributeOf(t, id, 'KeyValuePresent')).toBe(false)
    expect(await attributeOf(t, id, 'KeyValueLocation')).toEqual(location)
    expect(await attributeOf(t, id, 'Digest')).toBeUndefined()
    expect(await locate(t, {KeyValuePresent: false})).toEqual([id])
    expect(await attributeOf(t, here, 'KeyValuePresent')).toBeUndefined()
  })

  it('is given out as what is known of it', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await absentKey(t)
    const object = {type: 'SymmetricKey', value: {keyBlock}}
    expect((await t.call(Get, {uniqueIdentifier})).object).toEqual(object)
    expect((await t.call(Export, {uniqueIdentifier})).object).toEqual(object)
  })

  it.each(['1.0', '1.1'] as const)(
    'is refused by Get at %s, where a Key Block always has its value',
    async (version) => {
      const t = await createTestEngine()
      expect(await t.reason(Get, {uniqueIdentifier: await absentKey(t)}, {version})).toBe('IllegalOperation')
    },
  )

  it('cannot be used', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await absentKey(t)
    const data = utf8('sixteen bytes!!!')
    const cryptographicParameters = {blockCipherMode: 'ECB'} as const
    const reasons = [
      await t.reason(Encrypt, {uniqueIdentifier, cryptographicParameters, data}),
      await t.reason(Decrypt, {uniqueIdentifier, cryptographicParameters, data}),
      await t.reason(MAC, {uniqueIdentifier, data}),
      await t.reason(MACVerify, {uniqueIdentifier, data, macData: data}),
      await t.reason(ReKey, {uniqueIdentifier}),
      await t.reason(DeriveKey, {
        objectType: 'SymmetricKey',
        uniqueIdentifier: [uniqueIdentifier],
        derivationMethod: 'HASH',
        derivationParameters: {cryptographicParameters: {hashingAlgorithm: 'SHA_256'}},
        attributes: attributes(aes),
      }),
      await t.reason(CreateSplitKey, {
        objectType: 'SplitKey',
        uniqueIdentifier,
        splitKeyParts: 3,
        splitKeyThreshold: 3,
        splitKeyMethod: 'XOR',
        attributes: attributes({}),
      }),
    ]
    expect(reasons).toEqual(reasons.map(() => 'KeyValueNotPresent'))
  })

  it('cannot wrap, nor be wrapped', async () => {
    const t = await createTestEngine()
    const id = await absentKey(t)
    const keyWrappingSpecification = {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: id},
    } as const
    for (const uniqueIdentifier of [await createKey(t), id]) {
      expect(await t.reason(Export, {uniqueIdentifier, keyWrappingSpecification})).toBe('IllegalOperation')
      expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification}, {version: '1.0'})).toBe(
        'IllegalOperation',
      )
    }
  })

  it('cannot sign or verify', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await absentPrivateKey(t)
    const cryptographicParameters = {digitalSignatureAlgorithm: 'SHA_256WithRSAEncryption'} as const
    const data = utf8('data')
    expect(await t.reason(Sign, {uniqueIdentifier, cryptographicParameters, data})).toBe('KeyValueNotPresent')
    const verify = {uniqueIdentifier, cryptographicParameters, data, signatureData: data}
    expect(await t.reason(SignatureVerify, verify)).toBe('KeyValueNotPresent')
  })

  it('cannot be joined from parts whose values are not here', async () => {
    const t = await createTestEngine()
    const parts: string[] = []
    for (const keyPartIdentifier of [1, 2]) {
      const sharing = {splitKeyParts: 2, splitKeyThreshold: 2, splitKeyMethod: 'XOR', keyPartIdentifier} as const
      parts.push(await register(t, {type: 'SplitKey', value: {...sharing, keyBlock: {keyFormatType: 'Raw'}}}))
    }
    const request = {objectType: 'SecretData', uniqueIdentifier: parts} as const
    expect(await t.reason(JoinSplitKey, request)).toBe('KeyValueNotPresent')
  })

  it('has no Key Value Present of the client', async () => {
    const t = await createTestEngine()
    await expect(
      register(t, {type: 'SymmetricKey', value: {keyBlock}}, {...aes, KeyValuePresent: true}),
    ).rejects.toThrow('InvalidField')
  })
})
