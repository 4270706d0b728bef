import {constants, createHash, generateKeyPairSync, verify} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {ecPair, ecPrivate, rsaPair, rsaPrivate, rsaPublic} from '../../../support/key-pairs.ts'
import {
  attributeOf,
  attributes,
  createActiveKey,
  endLife,
  maskOf,
  register,
  repeated,
  utf8,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, watchModes, type TestEngine} from '../../../support/test-engine.ts'

const signer: AttributeValues = {CryptographicUsageMask: maskOf('Sign'), ActivationDate: new Date(0)}
const ecdsa: CryptographicParameters = {hashingAlgorithm: 'SHA_256', cryptographicAlgorithm: 'ECDSA'}
const data = utf8('sign me')

async function registerEc(t: TestEngine, values: AttributeValues = {}): Promise<string> {
  return register(t, ecPrivate(), {...signer, ...values})
}

describeAddressing(Sign, {
  arrange: registerEc,
  request: (uniqueIdentifier) => ({uniqueIdentifier, cryptographicParameters: ecdsa, data}),
})

describe('Sign', () => {
  it('signs with the parameters of the request', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t)
    const {signatureData} = await t.call(
      Sign,
      {uniqueIdentifier, cryptographicParameters: ecdsa, data},
      {version: '1.2'},
    )
    expect(verify('sha256', data, ecPair().publicKey, signatureData ?? data)).toBe(true)
  })

  it('signs with those of the key where the request has none', async () => {
    const t = await createTestEngine()
    const parameters: CryptographicParameters = {hashingAlgorithm: 'SHA_512', paddingMethod: 'PKCS1V1_5'}
    const uniqueIdentifier = await register(t, rsaPrivate(), {...signer, CryptographicParameters: parameters})
    const {signatureData} = await t.call(Sign, {uniqueIdentifier, data})
    expect(verify('sha512', data, rsaPair().publicKey, signatureData ?? data)).toBe(true)
  })

  it('signs with a key that the server made', async () => {
    const t = await createTestEngine()
    const {privateKeyUniqueIdentifier: uniqueIdentifier} = await t.call(CreateKeyPair, {
      commonAttributes: attributes({CryptographicAlgorithm: 'EC', ...signer}),
    })
    const {signatureData} = await t.call(Sign, {uniqueIdentifier, cryptographicParameters: ecdsa, data})
    expect(signatureData?.length).toBeGreaterThan(60)
  })

  it('signs a digest', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t)
    const digestedData = Uint8Array.from(createHash('sha256').update(data).digest())
    const {signatureData} = await t.call(Sign, {uniqueIdentifier, cryptographicParameters: ecdsa, digestedData})
    expect(verify('sha256', data, ecPair().publicKey, signatureData ?? data)).toBe(true)
  })

  it('signs data that come in several requests', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t)
    const first = await t.call(Sign, {
      uniqueIdentifier,
      cryptographicParameters: ecdsa,
      data: data.subarray(0, 2),
      initIndicator: true,
    })
    expect(first.signatureData).toBeUndefined()
    const {correlationValue} = first
    await t.call(Sign, {uniqueIdentifier, data: data.subarray(2, 5), correlationValue})
    const last = await t.call(Sign, {uniqueIdentifier, data: data.subarray(5), correlationValue, finalIndicator: true})
    expect(last.correlationValue).toBeUndefined()
    expect(verify('sha256', data, ecPair().publicKey, last.signatureData ?? data)).toBe(true)
  })

  it('lets long RSA keys sign outside the transaction', async () => {
    const t = await createTestEngine()
    const pair = rsaPair(4096)
    const uniqueIdentifier = await register(t, rsaPrivate(pair), signer)
    const modes = watchModes(t)
    for (const paddingMethod of ['PKCS1V1_5', 'PSS'] as const) {
      const cryptographicParameters = {hashingAlgorithm: 'SHA_256', paddingMethod, saltLength: 32} as const
      const {signatureData} = await t.call(Sign, {uniqueIdentifier, cryptographicParameters, data})
      const padding = constants[paddingMethod === 'PSS' ? 'RSA_PKCS1_PSS_PADDING' : 'RSA_PKCS1_PADDING']
      expect(verify('sha256', data, {key: pair.publicKey, padding, saltLength: 32}, signatureData ?? data)).toBe(true)
    }
    expect(modes).toEqual(['read', 'read', 'read', 'read'])
    const tooLong = {hashingAlgorithm: 'SHA_256', paddingMethod: 'PSS', saltLength: 600} as const
    expect(await t.reason(Sign, {uniqueIdentifier, cryptographicParameters: tooLong, data})).toBe('InvalidField')
    expect(t.internalErrors).toEqual([])
  })

  it('counts operations, whether or not they come in parts', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 2n, usageLimitsCount: 2n, usageLimitsUnit: 'Object'} as const
    const uniqueIdentifier = await registerEc(t, {UsageLimits})
    const request = {uniqueIdentifier, cryptographicParameters: ecdsa, data}
    const {correlationValue} = await t.call(Sign, {...request, initIndicator: true})
    await t.call(Sign, {uniqueIdentifier, correlationValue, finalIndicator: true})
    expect((await attributeOf(t, uniqueIdentifier, 'UsageLimits'))?.usageLimitsCount).toBe(1n)
    await t.call(Sign, request)
    expect(await t.reason(Sign, request)).toBe('PermissionDenied')
  })
})

describe('Sign refuses', () => {
  it('objects that are no private keys', async () => {
    const t = await createTestEngine()
    const request = {cryptographicParameters: {hashingAlgorithm: 'SHA_256'}, data} as const
    const symmetric = await createActiveKey(t, {CryptographicUsageMask: maskOf('Sign')})
    for (const uniqueIdentifier of [symmetric, await register(t, rsaPublic(), signer)]) {
      expect(await t.reason(Sign, {...request, uniqueIdentifier})).toBe('PermissionDenied')
    }
  })

  it.each([
    ['without the usage', {CryptographicUsageMask: maskOf('Verify')}],
    ['that are not active yet', {ActivationDate: at(60)}],
    ['past their Protect Stop Date', {ProtectStopDate: at(-60)}],
  ])('keys %s', async (_, values) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t, values)
    expect(await t.reason(Sign, {uniqueIdentifier, cryptographicParameters: ecdsa, data})).toBe('PermissionDenied')
  })

  it('a key whose life has ended', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t)
    await endLife(t, uniqueIdentifier, 'Deactivated')
    expect(await t.reason(Sign, {uniqueIdentifier, cryptographicParameters: ecdsa, data})).toBe('PermissionDenied')
  })

  it('a key whose value is not at hand', async () => {
    const t = await createTestEngine()
    const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'prime256v1'})
    const keyMaterial = Uint8Array.from(
      privateKey.export({format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret'}),
    )
    const object = {
      type: 'PrivateKey',
      value: {keyBlock: {keyFormatType: 'PKCS_8', keyValue: {kind: 'plain', keyMaterial}}},
    } as const
    const values = {...signer, CryptographicAlgorithm: 'EC', CryptographicLength: 256} as const
    const uniqueIdentifier = await register(t, object, values)
    const request = {uniqueIdentifier, cryptographicParameters: ecdsa, data}
    expect(await t.reason(Sign, request)).toBe('KeyValueNotPresent')
  })

  it.each([
    ['nothing to sign', {cryptographicParameters: ecdsa}, 'MissingData'],
    ['data and a digest', {cryptographicParameters: ecdsa, data, digestedData: repeated(1, 32)}, 'InvalidField'],
    [
      'a digest in parts',
      {cryptographicParameters: ecdsa, digestedData: repeated(1, 32), initIndicator: true},
      'InvalidField',
    ],
    ['a digest of another hash', {cryptographicParameters: ecdsa, digestedData: repeated(1, 20)}, 'InvalidField'],
    ['no parameters at all', {data}, 'MissingData'],
    [
      'another algorithm',
      {cryptographicParameters: {cryptographicAlgorithm: 'RSA', hashingAlgorithm: 'SHA_256'}, data},
      'InvalidField',
    ],
    [
      'parameters that make no signature, in the first part already',
      {cryptographicParameters: {digitalSignatureAlgorithm: 'RSASSA_PSS'}, data, initIndicator: true},
      'InvalidField',
    ],
  ] as const)('%s', async (_, request, reason) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t)
    expect(await t.reason(Sign, {uniqueIdentifier, ...request})).toBe(reason)
    expect(t.internalErrors).toEqual([])
  })

  it('to go on with a stream that it does not know, or of another key', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t)
    expect(await t.reason(Sign, {uniqueIdentifier, data, correlationValue: repeated(1, 16)})).toBe('ItemNotFound')
    const request = {uniqueIdentifier, cryptographicParameters: ecdsa, data, initIndicator: true}
    const {correlationValue} = await t.call(Sign, request)
    const other = await registerEc(t)
    expect(await t.reason(Sign, {uniqueIdentifier: other, data, correlationValue})).toBe('ItemNotFound')
  })
})
