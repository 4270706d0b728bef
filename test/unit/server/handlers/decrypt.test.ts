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
  endLife,
  maskOf,
  register,
  registerAes,
  repeated,
  secret,
  utf8,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const cbc = {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'} as const
const plain = utf8('attack at dawn')
const ivCounterNonce = repeated(3, 16)

describeAddressing(Decrypt, {
  arrange: createActiveKey,
  request: (uniqueIdentifier) => ({
    uniqueIdentifier,
    cryptographicParameters: {blockCipherMode: 'CTR'} as const,
    ivCounterNonce,
    data: repeated(0, 32),
  }),
})

async function encrypted(t: TestEngine, uniqueIdentifier: string): Promise<Uint8Array> {
  const request = {uniqueIdentifier, cryptographicParameters: cbc, ivCounterNonce, data: plain}
  return (await t.call(Encrypt, request)).data ?? new Uint8Array(0)
}

describe('Decrypt', () => {
  it('gives the data back', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const data = await encrypted(t, uniqueIdentifier)
    const answer = await t.call(Decrypt, {uniqueIdentifier, cryptographicParameters: cbc, ivCounterNonce, data})
    expect(answer).toEqual({uniqueIdentifier, data: plain})
  })

  it('takes the first bytes of the data for the IV when none is sent and the request names the algorithm', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const data = Buffer.concat([ivCounterNonce, await encrypted(t, uniqueIdentifier)])
    const cryptographicParameters = {...cbc, cryptographicAlgorithm: 'AES'} as const
    expect((await t.call(Decrypt, {uniqueIdentifier, cryptographicParameters, data})).data).toEqual(plain)
  })

  it('refuses data without an IV where the parameters are those of the key', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, {
      CryptographicParameters: {...cbc, cryptographicAlgorithm: 'AES', randomIV: true},
    })
    const {data, ivCounterNonce: made} = await t.call(Encrypt, {uniqueIdentifier, data: plain})
    expect(await t.reason(Decrypt, {uniqueIdentifier, data})).toBe('InvalidMessage')
    expect((await t.call(Decrypt, {uniqueIdentifier, data, ivCounterNonce: made})).data).toEqual(plain)
  })

  it.each(['Deactivated', 'Compromised'] as const)('still works with a key that is %s', async (state) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const data = await encrypted(t, uniqueIdentifier)
    await endLife(t, uniqueIdentifier, state)
    const request = {uniqueIdentifier, cryptographicParameters: cbc, ivCounterNonce, data}
    expect((await t.call(Decrypt, request)).data).toEqual(plain)
  })

  it('works after the Protect Stop Date and costs no usage', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 1n, usageLimitsUnit: 'Object'} as const
    const uniqueIdentifier = await createActiveKey(t, {ProtectStopDate: at(60), UsageLimits})
    const data = await encrypted(t, uniqueIdentifier)
    t.setNow(at(120))
    await t.call(Decrypt, {uniqueIdentifier, cryptographicParameters: cbc, ivCounterNonce, data})
    expect(await attributeOf(t, uniqueIdentifier, 'UsageLimits')).toMatchObject({usageLimitsCount: 0n})
  })
})

describe('Decrypt refuses', () => {
  it.each([
    ['a key that is Pre-Active', {ActivationDate: at(60)}],
    ['a key that may only encrypt', {CryptographicUsageMask: maskOf('Encrypt')}],
    ['a key before its Process Start Date', {ProcessStartDate: at(60)}],
  ] as const)('%s', async (_, values) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, values)
    const request = {uniqueIdentifier, cryptographicParameters: cbc, ivCounterNonce, data: repeated(0, 16)}
    expect(await t.reason(Decrypt, request)).toBe('PermissionDenied')
    expect(await t.reason(Decrypt, request, {version: '1.2'})).toBe('PermissionDenied')
  })

  it('a destroyed key', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    await endLife(t, uniqueIdentifier, 'Destroyed')
    const request = {uniqueIdentifier, cryptographicParameters: cbc, ivCounterNonce, data: repeated(0, 16)}
    expect(await t.reason(Decrypt, request)).toBe('PermissionDenied')
  })

  it('an object that is no symmetric key', async () => {
    const t = await createTestEngine()
    const values = {CryptographicUsageMask: maskOf('Decrypt'), ActivationDate: at(-1)}
    const uniqueIdentifier = await register(t, secret('s'), values)
    const request = {uniqueIdentifier, cryptographicParameters: cbc, data: repeated(0, 32)}
    expect(await t.reason(Decrypt, request)).toBe('PermissionDenied')
  })

  it('a key whose value it does not hold', async () => {
    const t = await createTestEngine()
    const object = {type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw'}}} as const
    await t.call(Import, {uniqueIdentifier: 'elsewhere', attributes: attributes({...aes, State: 'Active'}), object})
    const request = {uniqueIdentifier: 'elsewhere', cryptographicParameters: cbc, data: repeated(0, 32)}
    expect(await t.reason(Decrypt, request)).toBe('KeyValueNotPresent')
  })

  it('data that another key encrypted, without telling why', async () => {
    const t = await createTestEngine()
    const [one, other] = [await createActiveKey(t), await registerAes(t, repeated(9, 32))]
    const data = await encrypted(t, one)
    const request = {uniqueIdentifier: other, cryptographicParameters: cbc, ivCounterNonce, data}
    expect(await t.refusal(Decrypt, request)).toMatchObject({
      resultReason: 'CryptographicFailure',
      resultMessage: 'Decryption failed',
    })
  })

  it.each([
    ['no data', {cryptographicParameters: cbc, ivCounterNonce}, 'MissingData'],
    ['no IV', {cryptographicParameters: cbc, data: repeated(0, 32)}, 'InvalidMessage'],
    [
      'data shorter than the IV it should begin with',
      {cryptographicParameters: {...cbc, cryptographicAlgorithm: 'AES'}, data: repeated(0, 8)},
      'InvalidField',
    ],
    ['half a block', {cryptographicParameters: cbc, ivCounterNonce, data: repeated(0, 24)}, 'InvalidField'],
    [
      'a tag in a mode without authentication',
      {
        cryptographicParameters: cbc,
        ivCounterNonce,
        data: repeated(0, 16),
        authenticatedEncryptionTag: repeated(0, 16),
      },
      'InvalidField',
    ],
    [
      'a tag that does not match',
      {cryptographicParameters: {blockCipherMode: 'GCM'}, ivCounterNonce: repeated(0, 12), data: repeated(0, 20)},
      'CryptographicFailure',
    ],
  ] as const)('a request with %s', async (_, request, reason) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    expect(await t.reason(Decrypt, {uniqueIdentifier, ...request})).toBe(reason)
  })
})
