import {describe, expect, it} from 'vitest'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import {attributeOf, createActiveKey, endLife, maskOf, repeated, utf8} from '../../../support/managed-objects.ts'
import {at, createTestEngine, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const cbc = {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'} as const
const ivCounterNonce = repeated(3, 16)
const text = utf8('a text that is longer than two blocks of AES, by a few characters')

interface Stream {
  readonly parts: readonly Uint8Array[]
  readonly cryptographicParameters: CryptographicParameters
  readonly version?: '1.3' | '1.4'
}

/** Sends the parts one after the other; the answer is all the output there was. */
async function stream(
  t: TestEngine,
  operation: typeof Encrypt | typeof Decrypt,
  uniqueIdentifier: string,
  {parts, cryptographicParameters, version = '1.4'}: Stream,
): Promise<Uint8Array> {
  const outputs: Uint8Array[] = []
  let correlationValue: Uint8Array | undefined
  for (const [index, data] of parts.entries()) {
    const first = index === 0 ? {cryptographicParameters, ivCounterNonce, initIndicator: true} : {correlationValue}
    const last = index === parts.length - 1 ? {finalIndicator: true} : {}
    const answer = await t.call(operation, {uniqueIdentifier, data, ...first, ...last}, {version})
    if (answer.data !== undefined) outputs.push(answer.data)
    if (index === parts.length - 1) expect(answer.correlationValue).toBeUndefined()
    else if (index > 0) expect(answer.correlationValue).toEqual(correlationValue)
    correlationValue = answer.correlationValue
  }
  return Uint8Array.from(Buffer.concat(outputs))
}

function cut(data: Uint8Array, ...lengths: readonly number[]): Uint8Array[] {
  let offset = 0
  const parts = lengths.map((length) => data.subarray(offset, (offset += length)))
  return [...parts, data.subarray(offset)]
}

describe('A stream', () => {
  it.each([
    {name: 'CBC', parameters: cbc},
    {name: 'CTR', parameters: {blockCipherMode: 'CTR'}},
    {name: 'CFB', parameters: {blockCipherMode: 'CFB'}},
    {name: 'OFB', parameters: {blockCipherMode: 'OFB'}},
    {name: 'ECB', parameters: {blockCipherMode: 'ECB', paddingMethod: 'PKCS5'}},
  ] as const)('gives in $name what one request gives, however it is cut', async ({parameters}) => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    const request = {uniqueIdentifier: id, cryptographicParameters: parameters, ivCounterNonce, data: text}
    const whole = (await t.call(Encrypt, request)).data ?? repeated(0, 0)
    for (const lengths of [[1], [16, 16], [5, 0, 27], [40, 20]]) {
      const options = {cryptographicParameters: parameters, version: '1.3'} as const
      expect(await stream(t, Encrypt, id, {...options, parts: cut(text, ...lengths)})).toEqual(whole)
      expect(await stream(t, Decrypt, id, {...options, parts: cut(whole, ...lengths)})).toEqual(text)
    }
  })

  it('keeps its Correlation Value from the first answer to the last request', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const data = repeated(1, 8)
    const begun = await t.call(Encrypt, {uniqueIdentifier, cryptographicParameters: cbc, data, initIndicator: true})
    expect(begun).toEqual({
      uniqueIdentifier,
      ivCounterNonce: expect.any(Uint8Array),
      correlationValue: expect.any(Uint8Array),
    })
    const {correlationValue} = begun
    expect(await t.call(Encrypt, {correlationValue, data})).toMatchObject({data: {length: 16}, correlationValue})
    const ended = await t.call(Encrypt, {correlationValue, finalIndicator: true})
    expect(ended).toEqual({uniqueIdentifier, data: expect.any(Uint8Array)})
    expect(await t.reason(Encrypt, {correlationValue, data})).toBe('ItemNotFound')
  })

  it('that begins and ends in one request is an ordinary request', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const request = {uniqueIdentifier, cryptographicParameters: {blockCipherMode: 'GCM'}, data: text} as const
    const answer = await t.call(Encrypt, {...request, initIndicator: true, finalIndicator: true})
    expect(answer).toMatchObject({data: {length: text.length}, authenticatedEncryptionTag: {length: 16}})
  })

  it('survives a part that fails', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const begin = {uniqueIdentifier, cryptographicParameters: {blockCipherMode: 'CBC'}, ivCounterNonce} as const
    const {correlationValue} = await t.call(Encrypt, {...begin, data: repeated(1, 8), initIndicator: true})
    expect(await t.reason(Encrypt, {correlationValue, data: repeated(1, 3), finalIndicator: true})).toBe('InvalidField')
    const rest = {correlationValue, data: repeated(1, 8), finalIndicator: true}
    expect((await t.call(Encrypt, rest)).data).toHaveLength(16)
  })
})

describe('A stream and its key', () => {
  it('belongs to one scope, one key and one direction', async () => {
    const t = await createTestEngine()
    const CryptographicUsageMask = maskOf('Encrypt', 'Decrypt')
    const [id, other] = [await createActiveKey(t, {CryptographicUsageMask}), await createActiveKey(t)]
    const begin = {uniqueIdentifier: id, cryptographicParameters: cbc, data: text, initIndicator: true}
    const {correlationValue} = await t.call(Encrypt, begin)
    const part = {correlationValue, data: text}
    expect(await t.reason(Encrypt, part, {identity: identityOf('two')})).toBe('ItemNotFound')
    expect(await t.reason(Encrypt, {...part, uniqueIdentifier: other})).toBe('ItemNotFound')
    expect(await t.reason(Decrypt, part)).toBe('ItemNotFound')
    await t.call(Encrypt, {...part, uniqueIdentifier: id})
  })

  it('ends with the life of the key', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const begin = {uniqueIdentifier, cryptographicParameters: cbc, data: text, initIndicator: true}
    const {correlationValue} = await t.call(Encrypt, begin)
    await endLife(t, uniqueIdentifier, 'Deactivated')
    expect(await t.reason(Encrypt, {correlationValue, data: text})).toBe('PermissionDenied')
  })

  it('is forgotten after a day', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const begin = {uniqueIdentifier, cryptographicParameters: cbc, data: text, initIndicator: true}
    const {correlationValue} = await t.call(Encrypt, begin)
    t.setNow(at(24 * 60 * 60))
    await t.call(Encrypt, {correlationValue, data: text})
    t.setNow(at(2 * 24 * 60 * 60 + 1))
    expect(await t.reason(Encrypt, {correlationValue, data: text})).toBe('ItemNotFound')
  })

  it('costs one operation, or as many bytes as it has', async () => {
    const t = await createTestEngine()
    const counted = async (usageLimitsUnit: 'Object' | 'Byte') => {
      const UsageLimits = {usageLimitsTotal: 100n, usageLimitsUnit} as const
      const id = await createActiveKey(t, {UsageLimits})
      await stream(t, Encrypt, id, {cryptographicParameters: cbc, parts: cut(text, 10, 10)})
      return (await attributeOf(t, id, 'UsageLimits'))?.usageLimitsCount
    }
    expect(await counted('Object')).toBe(99n)
    expect(await counted('Byte')).toBe(100n - BigInt(text.length))
  })
})

describe('A stream refuses', () => {
  it.each([Encrypt, Decrypt])(
    'additional data and tags, for its modes do not authenticate: $name',
    async (operation) => {
      const t = await createTestEngine()
      const uniqueIdentifier = await createActiveKey(t)
      const begin = {uniqueIdentifier, cryptographicParameters: cbc, ivCounterNonce, data: text, initIndicator: true}
      const additional = {authenticatedEncryptionAdditionalData: utf8('header')}
      expect(await t.reason(operation, {...begin, ...additional})).toBe('InvalidField')
      const {correlationValue} = await t.call(operation, begin)
      expect(await t.reason(operation, {correlationValue, data: text, ...additional})).toBe('InvalidField')
    },
  )

  it('a tag on Decrypt', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const begin = {uniqueIdentifier, cryptographicParameters: cbc, ivCounterNonce, data: text, initIndicator: true}
    const tagged = {...begin, authenticatedEncryptionTag: repeated(1, 16)}
    expect(await t.reason(Decrypt, tagged)).toBe('InvalidField')
  })

  it('a Correlation Value that it never gave', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    for (const correlationValue of [repeated(9, 16), repeated(9, 0)]) {
      expect(await t.reason(Encrypt, {uniqueIdentifier, correlationValue, data: text})).toBe('ItemNotFound')
    }
  })

  it('more bytes than the Usage Limits leave, and keeps what was left', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 20n, usageLimitsUnit: 'Byte'} as const
    const uniqueIdentifier = await createActiveKey(t, {UsageLimits})
    const begin = {uniqueIdentifier, cryptographicParameters: cbc, data: repeated(1, 15), initIndicator: true}
    const {correlationValue} = await t.call(Encrypt, begin)
    expect(await t.reason(Encrypt, {correlationValue, data: repeated(1, 6)})).toBe('PermissionDenied')
    await t.call(Encrypt, {correlationValue, data: repeated(1, 5), finalIndicator: true})
    expect(await attributeOf(t, uniqueIdentifier, 'UsageLimits')).toMatchObject({usageLimitsCount: 0n})
  })
})
