import {createHash, sign} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import {SignatureVerify} from '../../../../src/kmip/operations/signature-verify.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {certify} from '../../../support/certificates.ts'
import {ecPair, ecPrivate, rsaPair, rsaPublic, spkiPublic} from '../../../support/key-pairs.ts'
import {
  createActiveKey,
  endLife,
  maskOf,
  register,
  repeated,
  utf8,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const verifier: AttributeValues = {CryptographicUsageMask: maskOf('Verify'), ActivationDate: new Date(0)}
const ecdsa: CryptographicParameters = {hashingAlgorithm: 'SHA_256', cryptographicAlgorithm: 'ECDSA'}
const data = utf8('sign me')
const signatureData = Uint8Array.from(sign('sha256', data, ecPair().privateKey))

async function registerEc(t: TestEngine, values: AttributeValues = {}): Promise<string> {
  return register(t, spkiPublic(ecPair()), {...verifier, ...values})
}

describeAddressing(SignatureVerify, {
  arrange: registerEc,
  request: (uniqueIdentifier) => ({uniqueIdentifier, cryptographicParameters: ecdsa, data, signatureData}),
})

describe('Signature Verify', () => {
  it('tells a signature of the data from any other', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await registerEc(t), cryptographicParameters: ecdsa, data, signatureData}
    const indicator = async (
      changes: Partial<Omit<typeof request, 'data' | 'signatureData'>> & {
        data?: Uint8Array
        signatureData?: Uint8Array
      },
    ) => (await t.call(SignatureVerify, {...request, ...changes}, {version: '1.2'})).validityIndicator
    expect(await indicator({})).toBe('Valid')
    expect(await indicator({data: utf8('sign you')})).toBe('Invalid')
    expect(await indicator({signatureData: changed(signatureData)})).toBe('Invalid')
    expect(await indicator({signatureData: utf8('no signature')})).toBe('Invalid')
    expect(await indicator({cryptographicParameters: {hashingAlgorithm: 'SHA_1'}})).toBe('Invalid')
  })

  it('finds no signature of another algorithm valid', async () => {
    const t = await createTestEngine()
    const cryptographicParameters = {
      cryptographicAlgorithm: 'RSA',
      paddingMethod: 'PSS',
      hashingAlgorithm: 'SHA_1',
    } as const
    const request = {uniqueIdentifier: await registerEc(t), cryptographicParameters, data, signatureData}
    expect((await t.call(SignatureVerify, request)).validityIndicator).toBe('Invalid')
  })

  it('takes the parameters of the key, and a digest for the data', async () => {
    const t = await createTestEngine()
    const CryptographicParameters = {digitalSignatureAlgorithm: 'SHA_256WithRSAEncryption'} as const
    const uniqueIdentifier = await register(t, rsaPublic(), {...verifier, CryptographicParameters})
    const signature = Uint8Array.from(sign('sha256', data, rsaPair().privateKey))
    const digestedData = Uint8Array.from(createHash('sha256').update(data).digest())
    const answer = await t.call(SignatureVerify, {uniqueIdentifier, digestedData, signatureData: signature})
    expect(answer.validityIndicator).toBe('Valid')
  })

  it('verifies with the public half of a private key', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, ecPrivate(), {
      ...verifier,
      CryptographicUsageMask: maskOf('Sign', 'Verify'),
    })
    const signed = await t.call(Sign, {uniqueIdentifier, cryptographicParameters: ecdsa, data})
    const request = {uniqueIdentifier, cryptographicParameters: ecdsa, data, signatureData: signed.signatureData}
    expect((await t.call(SignatureVerify, request)).validityIndicator).toBe('Valid')
  })

  it('verifies with the key in a certificate', async () => {
    const t = await createTestEngine()
    const publicKey = await register(t, spkiPublic(ecPair()), verifier)
    const uniqueIdentifier = await certify(t, publicKey, verifier)
    const request = {uniqueIdentifier, cryptographicParameters: ecdsa, data, signatureData}
    expect((await t.call(SignatureVerify, request)).validityIndicator).toBe('Valid')
  })

  it.each(['first', 'last'] as const)('takes data in parts, and the signature with the %s of them', async (where) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t)
    const {correlationValue, validityIndicator} = await t.call(SignatureVerify, {
      uniqueIdentifier,
      cryptographicParameters: ecdsa,
      data: data.subarray(0, 3),
      initIndicator: true,
      ...(where === 'first' ? {signatureData} : {}),
    })
    expect(validityIndicator).toBeUndefined()
    const last = await t.call(SignatureVerify, {
      data: data.subarray(3),
      correlationValue,
      finalIndicator: true,
      ...(where === 'last' ? {signatureData} : {}),
    })
    expect(last).toMatchObject({uniqueIdentifier, validityIndicator: 'Valid'})
    expect(last.correlationValue).toBeUndefined()
  })

  it('goes on after the end of the key, but not before its Process Start Date', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t)
    const request = {cryptographicParameters: ecdsa, data, signatureData}
    await endLife(t, uniqueIdentifier, 'Compromised')
    await t.call(SignatureVerify, {...request, uniqueIdentifier})
    const later = await registerEc(t, {ProcessStartDate: at(60)})
    expect(await t.reason(SignatureVerify, {...request, uniqueIdentifier: later})).toBe('PermissionDenied')
  })
})

describe('Signature Verify refuses', () => {
  it('a symmetric key, and a key without the usage', async () => {
    const t = await createTestEngine()
    const request = {cryptographicParameters: ecdsa, data, signatureData}
    const symmetric = await createActiveKey(t, {CryptographicUsageMask: maskOf('Verify')})
    const other = await registerEc(t, {CryptographicUsageMask: maskOf('Encrypt')})
    for (const uniqueIdentifier of [symmetric, other]) {
      expect(await t.reason(SignatureVerify, {...request, uniqueIdentifier})).toBe('PermissionDenied')
    }
  })

  it.each([
    ['no signature', {cryptographicParameters: ecdsa, data}, 'MissingData'],
    ['no data', {cryptographicParameters: ecdsa, signatureData}, 'MissingData'],
    ['no hash', {data, signatureData}, 'MissingData'],
  ] as const)('%s', async (_, request, reason) => {
    const t = await createTestEngine()
    expect(await t.reason(SignatureVerify, {uniqueIdentifier: await registerEc(t), ...request})).toBe(reason)
  })

  it('another signature than the one it began with', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerEc(t)
    const opening = {uniqueIdentifier, cryptographicParameters: ecdsa, data, signatureData, initIndicator: true}
    const {correlationValue} = await t.call(SignatureVerify, opening)
    const last = {data, correlationValue, signatureData: repeated(1, 64), finalIndicator: true}
    expect(await t.reason(SignatureVerify, last)).toBe('InvalidField')
  })
})

function changed(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte))
}
