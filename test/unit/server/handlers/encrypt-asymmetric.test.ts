import {describe, expect, it} from 'vitest'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import {ecPair, rsaPrivate, rsaPublic, spkiPublic} from '../../../support/key-pairs.ts'
import {
  attributeOf,
  maskOf,
  opaque,
  register,
  repeated,
  utf8,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const oaep: CryptographicParameters = {paddingMethod: 'OAEP', hashingAlgorithm: 'SHA_256'}
const usable: AttributeValues = {CryptographicUsageMask: maskOf('Encrypt', 'Decrypt'), ActivationDate: new Date(0)}
const data = utf8('a key for something else')

async function registerPair(t: TestEngine, values: AttributeValues = {}) {
  return {
    publicKey: await register(t, rsaPublic(), {...usable, ...values}),
    privateKey: await register(t, rsaPrivate(), {...usable, ...values}),
  }
}

describe('Encrypt and Decrypt with RSA', () => {
  it.each(['OAEP', 'PKCS1V1_5'] as const)('undo each other with %s', async (paddingMethod) => {
    const t = await createTestEngine()
    const {publicKey, privateKey} = await registerPair(t)
    const cryptographicParameters = {paddingMethod}
    const version = {version: '1.2'} as const
    const encrypted = await t.call(Encrypt, {uniqueIdentifier: publicKey, cryptographicParameters, data}, version)
    const request = {uniqueIdentifier: privateKey, cryptographicParameters, data: encrypted.data}
    expect(await t.call(Decrypt, request, version)).toEqual({uniqueIdentifier: privateKey, data})
  })

  it('take the parameters of the key', async () => {
    const t = await createTestEngine()
    const {publicKey, privateKey} = await registerPair(t, {CryptographicParameters: oaep})
    const encrypted = await t.call(Encrypt, {uniqueIdentifier: publicKey, data})
    expect((await t.call(Decrypt, {uniqueIdentifier: privateKey, data: encrypted.data})).data).toEqual(data)
  })

  it('encrypt with the public half of a private key', async () => {
    const t = await createTestEngine()
    const {privateKey: uniqueIdentifier} = await registerPair(t, {CryptographicParameters: oaep})
    const encrypted = await t.call(Encrypt, {uniqueIdentifier, data})
    expect((await t.call(Decrypt, {uniqueIdentifier, data: encrypted.data})).data).toEqual(data)
  })

  it('take data in several parts', async () => {
    const t = await createTestEngine()
    const {publicKey, privateKey} = await registerPair(t)
    const first = await t.call(Encrypt, {
      uniqueIdentifier: publicKey,
      cryptographicParameters: oaep,
      data: data.subarray(0, 4),
      initIndicator: true,
    })
    expect(first.data).toBeUndefined()
    const {correlationValue} = first
    const last = await t.call(Encrypt, {data: data.subarray(4), correlationValue, finalIndicator: true})
    const request = {uniqueIdentifier: privateKey, cryptographicParameters: oaep, data: last.data}
    expect((await t.call(Decrypt, request)).data).toEqual(data)
  })

  it('count what they protect', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 30n, usageLimitsCount: 30n, usageLimitsUnit: 'Byte'} as const
    const {publicKey} = await registerPair(t, {UsageLimits, CryptographicParameters: oaep})
    await t.call(Encrypt, {uniqueIdentifier: publicKey, data})
    expect((await attributeOf(t, publicKey, 'UsageLimits'))?.usageLimitsCount).toBe(30n - BigInt(data.length))
    expect(await t.reason(Encrypt, {uniqueIdentifier: publicKey, data})).toBe('PermissionDenied')
  })
})

describe('Encrypt and Decrypt refuse', () => {
  it('to decrypt with a public key', async () => {
    const t = await createTestEngine()
    const {publicKey} = await registerPair(t)
    const request = {uniqueIdentifier: publicKey, cryptographicParameters: oaep, data: repeated(1, 256)}
    expect(await t.reason(Decrypt, request)).toBe('PermissionDenied')
  })

  it('keys on curves, and objects that are no keys', async () => {
    const t = await createTestEngine()
    const curve = await register(t, spkiPublic(ecPair()), usable)
    expect(await t.reason(Encrypt, {uniqueIdentifier: curve, cryptographicParameters: oaep, data})).toBe('InvalidField')
    const thing = await register(t, opaque('o'))
    expect(await t.reason(Encrypt, {uniqueIdentifier: thing, data})).toBe('PermissionDenied')
  })

  it('keys without the usage', async () => {
    const t = await createTestEngine()
    const {publicKey} = await registerPair(t, {CryptographicUsageMask: maskOf('Verify')})
    const request = {uniqueIdentifier: publicKey, cryptographicParameters: oaep, data}
    expect(await t.reason(Encrypt, request)).toBe('PermissionDenied')
  })

  it.each([
    ['no parameters', {data}, 'MissingData'],
    ['no data', {cryptographicParameters: oaep}, 'MissingData'],
    ['too much data', {cryptographicParameters: oaep, data: repeated(1, 200)}, 'InvalidField'],
    ['an IV', {cryptographicParameters: oaep, data, ivCounterNonce: repeated(1, 16)}, 'InvalidField'],
    [
      'additional data',
      {cryptographicParameters: oaep, data, authenticatedEncryptionAdditionalData: repeated(1, 4)},
      'InvalidField',
    ],
  ] as const)('%s', async (_, request, reason) => {
    const t = await createTestEngine()
    const {publicKey} = await registerPair(t)
    expect(await t.reason(Encrypt, {uniqueIdentifier: publicKey, ...request})).toBe(reason)
    expect(t.internalErrors).toEqual([])
  })

  it('a ciphertext of another key, with a reason that tells nothing', async () => {
    const t = await createTestEngine()
    const {privateKey} = await registerPair(t, {CryptographicParameters: oaep})
    expect(await t.reason(Decrypt, {uniqueIdentifier: privateKey, data: repeated(7, 256)})).toBe('CryptographicFailure')
  })
})
