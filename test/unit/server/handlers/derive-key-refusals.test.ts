import {describe, expect, it} from 'vitest'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {aes128, baseKey, derive, registerKey, registerSecret, requestFor, sha256} from '../../../support/derivation.ts'
import {createKey, endLife, maskOf, opaque, register, repeated, utf8} from '../../../support/managed-objects.ts'
import {createTestEngine, entry, identityOf} from '../../../support/test-engine.ts'

const CryptographicUsageMask = maskOf('DeriveKey')

describe('Derive Key refuses', () => {
  const hash = {derivationParameters: {cryptographicParameters: sha256}} as const
  const data = [utf8('data')]

  it('objects that do not exist, are another scope’s, or are archived', async () => {
    const t = await createTestEngine()
    const id = await registerKey(t)
    expect(await t.reason(DeriveKey, requestFor('nothing', hash))).toBe('ItemNotFound')
    expect(await t.reason(DeriveKey, requestFor(id, {...hash, uniqueIdentifier: [id, 'nothing']}))).toBe('ItemNotFound')
    expect(await t.reason(DeriveKey, requestFor(id, hash), {identity: identityOf('two')})).toBe('ItemNotFound')
    await t.call(Archive, {uniqueIdentifier: id})
    expect(await t.reason(DeriveKey, requestFor(id, hash))).toBe('ObjectArchived')
  })

  it('objects that may not derive', async () => {
    const t = await createTestEngine()
    const without = await registerKey(t, baseKey, {CryptographicUsageMask: maskOf('Encrypt')})
    const preActive = await createKey(t, {CryptographicUsageMask})
    const opaqueObject = await register(t, opaque('o'))
    const ended = await registerKey(t)
    await endLife(t, ended, 'Deactivated')
    const destroyed = await registerKey(t)
    await endLife(t, destroyed, 'Destroyed')
    for (const id of [without, preActive, opaqueObject, ended, destroyed]) {
      expect(await t.reason(DeriveKey, requestFor(id, hash))).toBe('InvalidField')
    }
  })

  it('to take the ID Placeholder for the object', async () => {
    const t = await createTestEngine()
    const {batchItems = []} = await t.batch([
      entry(DeriveKey, requestFor(await registerKey(t), hash)),
      entry(DeriveKey, requestFor('', {...hash, uniqueIdentifier: []})),
    ])
    expect(batchItems.map(({resultReason}) => resultReason)).toEqual([undefined, 'InvalidField'])
  })

  it('a length that is missing, does not fit, or is more than the method gives', async () => {
    const t = await createTestEngine()
    const id = await registerKey(t)
    const {CryptographicLength: _, ...noLength} = aes128
    const {CryptographicAlgorithm: __, ...noAlgorithm} = aes128
    for (const values of [noLength, noAlgorithm, {...aes128, CryptographicLength: 129}]) {
      expect(await t.reason(DeriveKey, requestFor(id, hash, values))).toBe('InvalidField')
    }
    const long = requestFor(id, {...hash, objectType: 'SecretData'}, {CryptographicLength: 264})
    expect(await t.reason(DeriveKey, long)).toBe('CryptographicFailure')
    const odd = requestFor(id, {...hash, objectType: 'SecretData'}, {CryptographicLength: 9})
    expect(await t.reason(DeriveKey, odd)).toBe('InvalidField')
  })

  it('data that are there twice, of a secret as ambiguous', async () => {
    const t = await createTestEngine()
    const [key, text] = [await registerKey(t), await registerSecret(t)]
    const both = {derivationParameters: {cryptographicParameters: sha256, derivationData: data}} as const
    expect(await t.reason(DeriveKey, requestFor(text, both))).toBe('InvalidMessage')
    expect(await t.reason(DeriveKey, requestFor(key, both))).toBe('InvalidField')
    const hmac = {...both, derivationMethod: 'HMAC', uniqueIdentifier: [key, text]} as const
    expect(await t.reason(DeriveKey, requestFor(key, hmac))).toBe('InvalidMessage')
    const several = {
      derivationMethod: 'HMAC',
      derivationParameters: {...both.derivationParameters, derivationData: [...data, ...data]},
    } as const
    expect(await t.reason(DeriveKey, requestFor(key, several))).toBe('InvalidField')
  })

  it.each([
    ['HASH without a hash', {}],
    ['HMAC without data', {...hash, derivationMethod: 'HMAC'}],
    ['HMAC without a hash', {derivationMethod: 'HMAC', derivationParameters: {derivationData: data}}],
    ['ENCRYPT without a mode', {derivationMethod: 'ENCRYPT', derivationParameters: {derivationData: data}}],
    [
      'ENCRYPT in GCM without an IV',
      {
        derivationMethod: 'ENCRYPT',
        derivationParameters: {cryptographicParameters: {blockCipherMode: 'GCM'}, derivationData: data},
      },
    ],
    ['PBKDF2 without a salt', {derivationMethod: 'PBKDF2', derivationParameters: {iterationCount: 1}}],
    ['PBKDF2 without iterations', {derivationMethod: 'PBKDF2', derivationParameters: {salt: utf8('salt')}}],
    [
      'PBKDF2 with far too many iterations',
      {derivationMethod: 'PBKDF2', derivationParameters: {salt: utf8('salt'), iterationCount: 2 ** 31 - 1}},
    ],
    ['a method of its own', {derivationMethod: 0x80000001}],
    ['another type than a key or a secret', {objectType: 'OpaqueObject', ...hash}],
  ] as const)('%s', async (_, changes) => {
    const t = await createTestEngine()
    expect(await t.reason(DeriveKey, requestFor(await registerKey(t), changes))).toBe('InvalidField')
  })

  it.each([
    ['HKDF with two Derivation Data', 'HKDF', 2],
    ['AWSSignatureVersion4 without a service', 'AWSSignatureVersion4', 2],
    ['AWSSignatureVersion4 with more than a service', 'AWSSignatureVersion4', 4],
  ] as const)('%s', async (_, derivationMethod, count) => {
    const t = await createTestEngine()
    const derivationParameters = {derivationData: Array.from({length: count}, () => utf8('data'))}
    const request = requestFor(await registerKey(t), {derivationMethod, derivationParameters})
    expect(await t.reason(DeriveKey, request, {version: '2.0'})).toBe('InvalidField')
  })

  it('a hash that OpenSSL lacks', async () => {
    const t = await createTestEngine()
    const derivationParameters = {cryptographicParameters: {hashingAlgorithm: 'Tiger'}} as const
    const request = requestFor(await registerKey(t), {derivationParameters})
    expect(await t.reason(DeriveKey, request)).toBe('FeatureNotSupported')
  })

  it('a mode that the parameters of the key do not have', async () => {
    const t = await createTestEngine()
    const id = await registerKey(t, baseKey, {
      CryptographicParameters: {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'},
    })
    const derivationParameters = {
      cryptographicParameters: {blockCipherMode: 'ECB'},
      derivationData: [repeated(1, 16)],
    } as const
    expect(await t.reason(DeriveKey, requestFor(id, {derivationMethod: 'ENCRYPT', derivationParameters}))).toBe(
      'InvalidField',
    )
    const asKey = {derivationMethod: 'ENCRYPT', derivationParameters: {derivationData: [repeated(1, 16)]}} as const
    expect(await derive(t, requestFor(id, asKey))).toHaveLength(16)
  })

  it('the same object twice, and more keys than the method takes', async () => {
    const t = await createTestEngine()
    const [one, other] = [await registerKey(t), await registerKey(t)]
    expect(await t.reason(DeriveKey, requestFor(one, {...hash, uniqueIdentifier: [one, one]}))).toBe('InvalidField')
    expect(await t.reason(DeriveKey, requestFor(one, {...hash, uniqueIdentifier: [one, other]}))).toBe('InvalidField')
  })

  it('a Name that is taken, where names are unique', async () => {
    const t = await createTestEngine({policy: {uniqueNames: true}})
    const Name = {nameValue: 'taken', nameType: 'UninterpretedTextString'} as const
    const id = await registerKey(t, baseKey, {Name})
    expect(await t.reason(DeriveKey, requestFor(id, hash, {...aes128, Name}))).toBe('InvalidField')
  })

  it('and then leaves no trace', async () => {
    const t = await createTestEngine()
    const id = await registerKey(t)
    await t.reason(DeriveKey, requestFor(id, {...hash, objectType: 'SecretData'}, {CryptographicLength: 264}))
    const {attributes: set} = await t.call(GetAttributes, {uniqueIdentifier: id})
    expect(set?.has('Link')).toBe(false)
  })
})
