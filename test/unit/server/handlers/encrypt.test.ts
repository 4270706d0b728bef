import {describe, expect, it} from 'vitest'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  aes,
  attributeOf,
  attributes,
  createActiveKey,
  createKey,
  endLife,
  hex,
  maskOf,
  register,
  registerAes,
  repeated,
  secret,
  utf8,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine} from '../../../support/test-engine.ts'

const cbc = {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'} as const
const data = utf8('attack at dawn')

describeAddressing(Encrypt, {
  arrange: createActiveKey,
  request: (uniqueIdentifier) => ({uniqueIdentifier, cryptographicParameters: cbc, data}),
})

describe('Encrypt', () => {
  it('encrypts with the IV of the client and does not repeat it', async () => {
    const t = await createTestEngine()
    // FIPS 197 appendix C.1, as CBC with an IV of zeros
    const id = await registerAes(t, hex('000102030405060708090a0b0c0d0e0f'))
    const answer = await t.call(Encrypt, {
      uniqueIdentifier: id,
      cryptographicParameters: {blockCipherMode: 'CBC'},
      data: hex('00112233445566778899aabbccddeeff'),
      ivCounterNonce: new Uint8Array(16),
    })
    expect(answer).toEqual({uniqueIdentifier: id, data: hex('69c4e0d86a7b0430d8cdb78070b4c55a')})
  })

  it('makes an IV where none came and returns it', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const answer = await t.call(Encrypt, {uniqueIdentifier, cryptographicParameters: cbc, data})
    expect(answer.ivCounterNonce).toHaveLength(16)
    expect(answer.data).toHaveLength(16)
    const back = {uniqueIdentifier, cryptographicParameters: cbc, ivCounterNonce: answer.ivCounterNonce}
    expect((await t.call(Decrypt, {...back, data: answer.data})).data).toEqual(data)
  })

  it('takes the parameters of the key with the lowest index when the request has none', async () => {
    const t = await createTestEngine()
    const set = attributes({...aes, ActivationDate: at(-1)})
    set.add('CryptographicParameters', {blockCipherMode: 'ECB', paddingMethod: 'PKCS5'})
    set.add('CryptographicParameters', {blockCipherMode: 'CTR'})
    const key = repeated(7, 32)
    const object = {
      type: 'SymmetricKey',
      value: {keyBlock: {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial: key}}},
    } as const
    const uniqueIdentifier = await register(t, object, set)
    const answer = await t.call(Encrypt, {uniqueIdentifier, data})
    expect(answer.ivCounterNonce).toBeUndefined()
    const cryptographicParameters = {blockCipherMode: 'ECB', paddingMethod: 'PKCS5'} as const
    expect((await t.call(Decrypt, {uniqueIdentifier, cryptographicParameters, data: answer.data})).data).toEqual(data)
  })

  it('encrypts nothing at all', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const answer = await t.call(Encrypt, {uniqueIdentifier, cryptographicParameters: cbc, data: new Uint8Array(0)})
    expect(answer.data).toHaveLength(16)
  })
})

describe('Encrypt in GCM', () => {
  const gcm = {blockCipherMode: 'GCM', tagLength: 16} as const
  const authenticatedEncryptionAdditionalData = utf8('header')

  it('gives the tag in its own field at 1.4', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const request = {uniqueIdentifier, cryptographicParameters: gcm, authenticatedEncryptionAdditionalData}
    const answer = await t.call(Encrypt, {...request, data})
    expect(answer.data).toHaveLength(data.length)
    expect(answer.authenticatedEncryptionTag).toHaveLength(16)
    const {ivCounterNonce, authenticatedEncryptionTag} = answer
    const back = {...request, ivCounterNonce, authenticatedEncryptionTag, data: answer.data}
    expect((await t.call(Decrypt, back)).data).toEqual(data)
    const other = {...back, authenticatedEncryptionAdditionalData: utf8('Header')}
    expect(await t.reason(Decrypt, other)).toBe('CryptographicFailure')
  })

  it.each(['1.2', '1.3'] as const)('appends the tag to the data at %s', async (version) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const request = {uniqueIdentifier, cryptographicParameters: gcm}
    const answer = await t.call(Encrypt, {...request, data}, {version})
    expect(answer.data).toHaveLength(data.length + 16)
    const back = {...request, ivCounterNonce: answer.ivCounterNonce, data: answer.data}
    expect((await t.call(Decrypt, back, {version})).data).toEqual(data)
  })
})

describe('Encrypt refuses', () => {
  it('does not exist before 1.2', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await createActiveKey(t), cryptographicParameters: cbc, data}
    expect(await t.reason(Encrypt, request, {version: '1.1'})).toBe('OperationNotSupported')
  })

  it.each([
    ['a key that is Pre-Active', {ActivationDate: at(60)}, 'PermissionDenied'],
    ['a key that may only decrypt', {CryptographicUsageMask: maskOf('Decrypt')}, 'PermissionDenied'],
    ['a key without a usage mask', {CryptographicUsageMask: 0}, 'PermissionDenied'],
    ['a key after its Protect Stop Date', {ProtectStopDate: at(0)}, 'PermissionDenied'],
  ] as const)('%s', async (_, values, reason) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, values)
    const request = {uniqueIdentifier, cryptographicParameters: cbc, data}
    expect(await t.reason(Encrypt, request)).toBe(reason)
    expect(await t.reason(Encrypt, request, {version: '1.2'})).toBe(reason)
  })

  it.each(['Deactivated', 'Compromised', 'Destroyed'] as const)('a key that is %s', async (state) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    await endLife(t, uniqueIdentifier, state)
    expect(await t.reason(Encrypt, {uniqueIdentifier, cryptographicParameters: cbc, data})).toBe('PermissionDenied')
  })

  it('an object that is no symmetric key', async () => {
    const t = await createTestEngine()
    const values = {CryptographicUsageMask: maskOf('Encrypt'), ActivationDate: at(-1)}
    const uniqueIdentifier = await register(t, secret('s'), values)
    expect(await t.reason(Encrypt, {uniqueIdentifier, cryptographicParameters: cbc, data})).toBe('PermissionDenied')
  })

  it('a key whose value it does not hold', async () => {
    const t = await createTestEngine()
    const set = attributes({...aes, State: 'Active'})
    const object = {type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw'}}} as const
    await t.call(Import, {uniqueIdentifier: 'elsewhere', attributes: set, object})
    const request = {uniqueIdentifier: 'elsewhere', cryptographicParameters: cbc, data}
    expect(await t.reason(Encrypt, request)).toBe('KeyValueNotPresent')
    expect(await t.reason(Encrypt, request, {version: '1.2'})).toBe('KeyValueNotPresent')
  })

  it.each([
    ['no mode at all', {cryptographicParameters: {paddingMethod: 'PKCS5'}, data}, 'MissingData'],
    ['no data', {cryptographicParameters: cbc}, 'MissingData'],
    [
      'another algorithm than the key has',
      {cryptographicParameters: {...cbc, cryptographicAlgorithm: 'DES3'}, data},
      'InvalidField',
    ],
    [
      'an IV that does not fit',
      {cryptographicParameters: cbc, data, ivCounterNonce: new Uint8Array(8)},
      'InvalidField',
    ],
    ['a mode it does not have', {cryptographicParameters: {blockCipherMode: 'PCBC'}, data}, 'FeatureNotSupported'],
    ['half a block without padding', {cryptographicParameters: {blockCipherMode: 'CBC'}, data}, 'InvalidField'],
    [
      'additional data in a mode without authentication',
      {cryptographicParameters: cbc, data, authenticatedEncryptionAdditionalData: utf8('a')},
      'InvalidField',
    ],
  ] as const)('a request with %s', async (_, request, reason) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    expect(await t.reason(Encrypt, {uniqueIdentifier, ...request})).toBe(reason)
  })

  it('and then takes nothing from the Usage Limits', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 9n, usageLimitsUnit: 'Object'} as const
    const uniqueIdentifier = await createActiveKey(t, {UsageLimits})
    await t.reason(Encrypt, {uniqueIdentifier, cryptographicParameters: {blockCipherMode: 'CBC'}, data})
    expect(await attributeOf(t, uniqueIdentifier, 'UsageLimits')).toMatchObject({usageLimitsCount: 9n})
  })

  it('a key that is Pre-Active although nobody said so', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    expect(await t.reason(Encrypt, {uniqueIdentifier, cryptographicParameters: cbc, data})).toBe('PermissionDenied')
  })
})
