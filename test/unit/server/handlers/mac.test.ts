import {describe, expect, it} from 'vitest'
import {MAC} from '../../../../src/kmip/operations/mac.ts'
import {MACVerify} from '../../../../src/kmip/operations/mac-verify.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  attributeOf,
  createActiveKey,
  endLife,
  hex,
  maskOf,
  register,
  registerAes,
  repeated,
  secret,
  utf8,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const CryptographicUsageMask = maskOf('MACGenerate', 'MACVerify')
const sha256 = {cryptographicAlgorithm: 'HMAC_SHA256'} as const
const data = utf8('what do ya want for nothing?')
// RFC 4231 test case 2
const macData = hex('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')

function createMacKey(t: TestEngine, values: AttributeValues = {}): Promise<string> {
  return createActiveKey(t, {CryptographicUsageMask, ...values})
}

/** The key of RFC 4231 as a secret. */
function registerSecret(t: TestEngine, values: AttributeValues = {}): Promise<string> {
  return register(t, secret('Jefe'), {CryptographicUsageMask, ActivationDate: new Date(0), ...values})
}

describeAddressing(MAC, {
  arrange: createMacKey,
  request: (uniqueIdentifier) => ({uniqueIdentifier, cryptographicParameters: sha256, data}),
})
describeAddressing(MACVerify, {
  arrange: createMacKey,
  request: (uniqueIdentifier) => ({uniqueIdentifier, cryptographicParameters: sha256, data, macData}),
})

describe('MAC and MAC Verify', () => {
  it.each(['1.2', '1.3', '1.4'] as const)('make and verify an HMAC with a secret at %s', async (version) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerSecret(t)
    const request = {uniqueIdentifier, cryptographicParameters: sha256, data}
    expect(await t.call(MAC, request, {version})).toEqual({uniqueIdentifier, macData})
    const verified = {uniqueIdentifier, validityIndicator: 'Valid'}
    expect(await t.call(MACVerify, {...request, macData}, {version})).toEqual(verified)
  })

  it('take the parameters of the key, though they name another algorithm than it has', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerAes(t, hex('0123456789abcdef0123456789abcdef'), {
      CryptographicUsageMask,
      CryptographicParameters: sha256,
    })
    const message = hex('01020304050607080910111213141516')
    const answer = await t.call(MAC, {uniqueIdentifier, data: message})
    expect(answer.macData).toEqual(hex('c911e78196d64c30f631bb079ea37b97a95936d4da764d6a171df030c895ecf9'))
  })

  it('make the CMAC of RFC 4493 with an AES key whose parameters say no more', async () => {
    const t = await createTestEngine()
    const key = hex('2b7e151628aed2a6abf7158809cf4f3c')
    const uniqueIdentifier = await registerAes(t, key, {CryptographicUsageMask})
    const answer = await t.call(MAC, {uniqueIdentifier, data: utf8('')})
    expect(answer.macData).toEqual(hex('bb1d6929e95937287fa37d129b756746'))
    const cryptographicParameters = {blockCipherMode: 'CMAC'} as const
    const verify = {uniqueIdentifier, cryptographicParameters, data: utf8(''), macData: answer.macData}
    expect(await t.call(MACVerify, verify)).toMatchObject({validityIndicator: 'Valid'})
  })

  it.each([
    ['other data', {data: utf8('what do you want for nothing?')}],
    ['another MAC', {macData: repeated(1, 32)}],
    ['a shortened MAC', {macData: macData.subarray(0, 16)}],
    ['another key', {uniqueIdentifier: 'other'}],
  ])('find %s Invalid', async (_, change) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerSecret(t)
    const other = await createMacKey(t)
    const request = {uniqueIdentifier, cryptographicParameters: sha256, data, macData, ...change}
    if (request.uniqueIdentifier === 'other') request.uniqueIdentifier = other
    expect(await t.call(MACVerify, request)).toMatchObject({validityIndicator: 'Invalid'})
  })
})

describe('MAC and MAC Verify in several parts', () => {
  const parts = [data.subarray(0, 5), data.subarray(5, 6), data.subarray(6)] as const

  it('give what one request gives', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerSecret(t)
    const begin = {uniqueIdentifier, cryptographicParameters: sha256, data: parts[0], initIndicator: true}
    const {correlationValue, ...begun} = await t.call(MAC, begin)
    expect(begun).toEqual({uniqueIdentifier})
    expect(await t.call(MAC, {data: parts[1], correlationValue})).toEqual({uniqueIdentifier, correlationValue})
    const last = {uniqueIdentifier, data: parts[2], correlationValue, finalIndicator: true}
    expect(await t.call(MAC, last)).toEqual({uniqueIdentifier, macData})
  })

  it.each([
    ['first', {macData}, {}],
    ['last', {}, {macData}],
    ['first and the last', {macData}, {macData}],
  ])('verify the MAC of the %s request', async (_, first, last) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerSecret(t)
    const verify = async (end: Uint8Array) => {
      const begin = {uniqueIdentifier, cryptographicParameters: sha256, data: parts[0], initIndicator: true, ...first}
      const {correlationValue} = await t.call(MACVerify, begin)
      await t.call(MACVerify, {data: parts[1], correlationValue})
      return t.call(MACVerify, {data: end, correlationValue, finalIndicator: true, ...last})
    }
    expect(await verify(parts[2])).toEqual({uniqueIdentifier, validityIndicator: 'Valid'})
    expect(await verify(utf8('?'))).toEqual({uniqueIdentifier, validityIndicator: 'Invalid'})
  })

  it('refuse a second MAC, and none at all', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerSecret(t)
    const begin = {uniqueIdentifier, cryptographicParameters: sha256, data: parts[0], initIndicator: true}
    const other = repeated(1, 32)
    const {correlationValue} = await t.call(MACVerify, {...begin, macData})
    const middle = {data: parts[1], correlationValue, macData: other}
    expect(await t.reason(MACVerify, middle)).toBe('InvalidField')
    expect(await t.reason(MACVerify, {...middle, finalIndicator: true})).toBe('InvalidField')
    const without = await t.call(MACVerify, begin)
    const continued = {data: parts[1], correlationValue: without.correlationValue}
    expect(await t.reason(MACVerify, {...continued, macData})).toBe('InvalidField')
    expect(await t.reason(MACVerify, {...continued, finalIndicator: true})).toBe('MissingData')
  })

  it('refuse parameters that make no MAC at the first request', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createMacKey(t)
    const cryptographicParameters = {blockCipherMode: 'CBC'} as const
    const begin = {uniqueIdentifier, cryptographicParameters, data: parts[0], initIndicator: true}
    expect(await t.reason(MAC, begin)).toBe('FeatureNotSupported')
  })

  it('end with the life of the key', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerSecret(t)
    const begin = {uniqueIdentifier, cryptographicParameters: sha256, data: parts[0], initIndicator: true}
    const {correlationValue} = await t.call(MAC, begin)
    await endLife(t, uniqueIdentifier, 'Deactivated')
    expect(await t.reason(MAC, {data: parts[1], correlationValue})).toBe('PermissionDenied')
  })

  it('cost one operation, or as many bytes as they have; verifying costs nothing', async () => {
    const t = await createTestEngine()
    const counted = async (usageLimitsUnit: 'Object' | 'Byte') => {
      const UsageLimits = {usageLimitsTotal: 100n, usageLimitsUnit} as const
      const id = await createMacKey(t, {UsageLimits})
      const begin = {uniqueIdentifier: id, cryptographicParameters: sha256, data: parts[0], initIndicator: true}
      const {correlationValue} = await t.call(MAC, begin)
      await t.call(MAC, {data: parts[1], correlationValue})
      await t.call(MAC, {data: parts[2], correlationValue, finalIndicator: true})
      await t.call(MACVerify, {uniqueIdentifier: id, cryptographicParameters: sha256, data, macData})
      return (await attributeOf(t, id, 'UsageLimits'))?.usageLimitsCount
    }
    expect(await counted('Object')).toBe(99n)
    expect(await counted('Byte')).toBe(100n - BigInt(data.length))
  })
})

describe('MAC and MAC Verify refuse', () => {
  it.each([
    ['a key that is Pre-Active', {ActivationDate: at(60)}, 'PermissionDenied', 'PermissionDenied'],
    ['a key that may only verify', {CryptographicUsageMask: maskOf('MACVerify')}, 'PermissionDenied', undefined],
    ['a key that may only generate', {CryptographicUsageMask: maskOf('MACGenerate')}, undefined, 'PermissionDenied'],
    ['a key after its Protect Stop Date', {ProtectStopDate: at(0)}, 'PermissionDenied', undefined],
    ['a key before its Process Start Date', {ProcessStartDate: at(60)}, undefined, 'PermissionDenied'],
  ] as const)('%s', async (_, values, forMac, forVerify) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createMacKey(t, values)
    const request = {uniqueIdentifier, cryptographicParameters: sha256, data}
    if (forMac === undefined) await t.call(MAC, request)
    else expect(await t.reason(MAC, request)).toBe(forMac)
    if (forVerify === undefined) await t.call(MACVerify, {...request, macData})
    else expect(await t.reason(MACVerify, {...request, macData})).toBe(forVerify)
  })

  it('to make a MAC with a Deactivated key, but verify with it', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerSecret(t)
    await endLife(t, uniqueIdentifier, 'Deactivated')
    const request = {uniqueIdentifier, cryptographicParameters: sha256, data}
    expect(await t.reason(MAC, request)).toBe('PermissionDenied')
    expect(await t.call(MACVerify, {...request, macData})).toMatchObject({validityIndicator: 'Valid'})
  })

  it('a request without data or without a MAC', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createMacKey(t)
    expect(await t.reason(MAC, {uniqueIdentifier})).toBe('MissingData')
    expect(await t.reason(MACVerify, {uniqueIdentifier, macData})).toBe('MissingData')
    expect(await t.reason(MACVerify, {uniqueIdentifier, data})).toBe('MissingData')
  })

  it('a secret that no parameters go with', async () => {
    const t = await createTestEngine()
    expect(await t.reason(MAC, {uniqueIdentifier: await registerSecret(t), data})).toBe('MissingData')
  })

  it('versions before 1.2', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await createMacKey(t), cryptographicParameters: sha256, data}
    expect(await t.reason(MAC, request, {version: '1.1'})).toBe('OperationNotSupported')
    expect(await t.reason(MACVerify, {...request, macData}, {version: '1.1'})).toBe('OperationNotSupported')
  })
})
