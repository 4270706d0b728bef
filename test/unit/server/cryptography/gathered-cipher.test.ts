import {describe, expect, it} from 'vitest'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import {
  attributeOf,
  createActiveKey,
  hex,
  maskOf,
  register,
  registerAes,
  repeated,
  secret,
  utf8,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const text = utf8('a text that is longer than two blocks of AES, by a few characters, of which 16 more')
const authenticatedEncryptionAdditionalData = utf8('header')
const gcm = {blockCipherMode: 'GCM', tagLength: 16} as const

interface Stream {
  readonly parts: readonly Uint8Array[]
  readonly first: {
    readonly cryptographicParameters?: CryptographicParameters
    readonly ivCounterNonce?: Uint8Array | undefined
    readonly authenticatedEncryptionAdditionalData?: Uint8Array
    readonly authenticatedEncryptionTag?: Uint8Array | undefined
  }
  readonly version?: '1.3' | '1.4'
}

/** Sends the parts one after the other; the answers. */
async function stream(
  t: TestEngine,
  operation: typeof Encrypt | typeof Decrypt,
  uniqueIdentifier: string,
  {parts, first, version = '1.4'}: Stream,
) {
  const answers = []
  let correlationValue: Uint8Array | undefined
  for (const [index, data] of parts.entries()) {
    const begin = index === 0 ? {...first, initIndicator: true} : {correlationValue}
    const end = index === parts.length - 1 ? {finalIndicator: true} : {}
    const answer = await t.call<typeof Encrypt.request.fields, typeof Encrypt.response.fields>(
      operation as typeof Encrypt,
      {uniqueIdentifier, data, ...begin, ...end},
      {version},
    )
    answers.push(answer)
    correlationValue = answer.correlationValue
  }
  return answers
}

function joined(answers: readonly {readonly data?: Uint8Array | undefined}[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(answers.map(({data}) => data ?? repeated(0, 0))))
}

function cut(data: Uint8Array, ...lengths: readonly number[]): Uint8Array[] {
  let offset = 0
  const parts = lengths.map((length) => data.subarray(offset, (offset += length)))
  return [...parts, data.subarray(offset)]
}

const cuts = [[1], [16, 16], [5, 0, 27], [40, 20]] as const

describe('Authenticated encryption in several parts', () => {
  // Test case 5 of the GCM submission
  const key = hex('feffe9928665731c6d6a8f9467308308')
  const plain = hex(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  )
  const first = {
    cryptographicParameters: gcm,
    ivCounterNonce: hex('cafebabefacedbad'),
    authenticatedEncryptionAdditionalData: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
  }
  const sealed = hex(
    '61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c742373806900e49f24b22b097544d4896b424989b5e1ebac0f07c23f4598',
  )
  const authenticatedEncryptionTag = hex('3612d2e79e3b0785561be14aaca2fccb')

  it('gives each part at once and the tag with the last', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, key)
    const answers = await stream(t, Encrypt, id, {first, parts: cut(plain, 32, 5)})
    expect(answers.map(({data}) => data)).toEqual(cut(sealed, 32, 5))
    expect(answers.map((answer) => answer.authenticatedEncryptionTag)).toEqual([
      undefined,
      undefined,
      authenticatedEncryptionTag,
    ])
    expect(answers.map(({ivCounterNonce}) => ivCounterNonce)).toEqual([undefined, undefined, undefined])
  })

  it('puts the tag behind the last part at 1.3, which has no field for it', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, key)
    const start = {cryptographicParameters: gcm, ivCounterNonce: first.ivCounterNonce}
    const answers = await stream(t, Encrypt, id, {first: start, parts: cut(plain, 32), version: '1.3'})
    expect(joined(answers)).toHaveLength(plain.length + 16)
    const decrypted = await stream(t, Decrypt, id, {first: start, parts: cut(joined(answers), 7), version: '1.3'})
    expect(joined(decrypted)).toEqual(plain)
  })

  it('gives nothing of a decryption before the end', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, key)
    const answers = await stream(t, Decrypt, id, {
      first: {...first, authenticatedEncryptionTag},
      parts: cut(sealed, 32, 5),
    })
    expect(answers.map(({data}) => data)).toEqual([undefined, undefined, plain])
  })

  it('gives nothing at all of data that is not genuine', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, key)
    const begin = {uniqueIdentifier: id, ...first, authenticatedEncryptionTag, data: sealed, initIndicator: true}
    const {correlationValue, data} = await t.call(Decrypt, begin)
    expect(data).toBeUndefined()
    const last = {correlationValue, data: repeated(0, 1), finalIndicator: true}
    expect(await t.reason(Decrypt, last)).toBe('CryptographicFailure')
  })

  it('makes an IV where none came and returns it with the first part only', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    const start = {cryptographicParameters: gcm}
    const answers = await stream(t, Encrypt, id, {first: start, parts: cut(text, 20, 20)})
    const ivCounterNonce = answers[0]?.ivCounterNonce
    expect(ivCounterNonce).toHaveLength(12)
    expect(answers.slice(1).every((answer) => answer.ivCounterNonce === undefined)).toBe(true)
    const tag = answers.at(-1)?.authenticatedEncryptionTag
    const back = {...start, ivCounterNonce, authenticatedEncryptionTag: tag}
    expect(joined(await stream(t, Decrypt, id, {first: back, parts: cut(joined(answers), 9)}))).toEqual(text)
  })

  it('goes on with the parameters that the key had at its beginning', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, {CryptographicParameters: gcm})
    const {correlationValue} = await t.call(Encrypt, {uniqueIdentifier, data: text, initIndicator: true})
    const last = {correlationValue, finalIndicator: true}
    expect((await t.call(Encrypt, last)).authenticatedEncryptionTag).toHaveLength(16)
  })
})

describe('Ciphers that need all of the data', () => {
  interface Case {
    readonly name: string
    readonly key: (t: TestEngine) => Promise<string>
    readonly parameters: CryptographicParameters
    readonly iv?: number
    readonly data?: Uint8Array
  }

  const values: AttributeValues = {
    CryptographicUsageMask: maskOf('Encrypt', 'Decrypt'),
    ActivationDate: new Date(0),
  }
  const chacha = (CryptographicAlgorithm: 'ChaCha20' | 'ChaCha20Poly1305') => (t: TestEngine) =>
    createActiveKey(t, {CryptographicAlgorithm, CryptographicLength: 256})
  const aes = (t: TestEngine) => createActiveKey(t)
  const pairOfKeys = Uint8Array.from({length: 32}, (_, index) => index)

  const cases: readonly Case[] = [
    {name: 'GCM', key: aes, parameters: gcm, iv: 12},
    {name: 'GCM with padding', key: aes, parameters: {...gcm, paddingMethod: 'PKCS5'}, iv: 12},
    {name: 'CCM', key: aes, parameters: {blockCipherMode: 'CCM', tagLength: 8}, iv: 11},
    {name: 'ChaCha20Poly1305', key: chacha('ChaCha20Poly1305'), parameters: {blockCipherMode: 'AEAD'}, iv: 12},
    {name: 'ChaCha20', key: chacha('ChaCha20'), parameters: {}, iv: 8},
    {name: 'XTS', key: (t) => registerAes(t, pairOfKeys), parameters: {blockCipherMode: 'XTS'}, iv: 16},
    {name: 'NISTKeyWrap', key: aes, parameters: {blockCipherMode: 'NISTKeyWrap'}, data: repeated(7, 40)},
    {name: 'AESKeyWrapPadding', key: aes, parameters: {blockCipherMode: 'AESKeyWrapPadding'}},
    {
      name: 'a one-time pad',
      key: (t) => register(t, secret(String(text)), {...values, CryptographicAlgorithm: 'OneTimePad'}),
      parameters: {},
    },
  ]

  it.each(cases)('give with $name in several requests what one gives', async ({key, parameters, iv, data = text}) => {
    const t = await createTestEngine()
    const id = await key(t)
    const first = {
      cryptographicParameters: parameters,
      ...(iv === undefined ? {} : {ivCounterNonce: repeated(3, iv)}),
    }
    const whole = await t.call(Encrypt, {uniqueIdentifier: id, ...first, data})
    const {authenticatedEncryptionTag} = whole
    for (const lengths of cuts) {
      const encrypted = await stream(t, Encrypt, id, {first, parts: cut(data, ...lengths)})
      expect(joined(encrypted)).toEqual(whole.data)
      expect(encrypted.at(-1)?.authenticatedEncryptionTag).toEqual(authenticatedEncryptionTag)
      const back = {...first, authenticatedEncryptionTag}
      const decrypted = await stream(t, Decrypt, id, {first: back, parts: cut(joined(encrypted), ...lengths)})
      expect(joined(decrypted)).toEqual(data)
    }
  })

  it('are answered at once by ChaCha20, which has no tag to wait for, unless the IV is still to come', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t, {
      CryptographicAlgorithm: 'ChaCha20',
      CryptographicLength: 256,
      CryptographicUsageMask: maskOf('Encrypt', 'Decrypt'),
    })
    const first = {ivCounterNonce: repeated(9, 12), cryptographicParameters: {initialCounterValue: 5}}
    const whole = (await t.call(Encrypt, {uniqueIdentifier: id, data: text, ...first})).data ?? repeated(0, 0)
    expect((await stream(t, Encrypt, id, {first, parts: cut(text, 3, 70)})).map(({data}) => data)).toEqual(
      cut(whole, 3, 70),
    )
    expect((await stream(t, Decrypt, id, {first, parts: cut(whole, 70, 3)})).map(({data}) => data)).toEqual(
      cut(text, 70, 3),
    )
    const named = {cryptographicParameters: {initialCounterValue: 5, cryptographicAlgorithm: 'ChaCha20'}} as const
    const parts = cut(Buffer.concat([first.ivCounterNonce, whole]), 4, 30)
    const answers = await stream(t, Decrypt, id, {first: named, parts})
    expect(answers.map(({data}) => data)).toEqual([undefined, undefined, text])
  })

  it('cost one operation, or as many bytes as there are', async () => {
    const t = await createTestEngine()
    const counted = async (usageLimitsUnit: 'Object' | 'Byte') => {
      const id = await createActiveKey(t, {UsageLimits: {usageLimitsTotal: 100n, usageLimitsUnit}})
      await stream(t, Encrypt, id, {first: {cryptographicParameters: gcm}, parts: cut(text, 10, 10)})
      return (await attributeOf(t, id, 'UsageLimits'))?.usageLimitsCount
    }
    expect(await counted('Object')).toBe(99n)
    expect(await counted('Byte')).toBe(100n - BigInt(text.length))
  })
})

describe('A gathered cipher refuses', () => {
  it('additional data, a tag or an IV that the first request did not have', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const begin = {uniqueIdentifier, cryptographicParameters: gcm, ivCounterNonce: repeated(3, 12), initIndicator: true}
    for (const operation of [Encrypt, Decrypt]) {
      const {correlationValue} = await t.call(operation, {...begin, data: text})
      const next = {correlationValue, data: text}
      expect(await t.reason(operation, {...next, authenticatedEncryptionAdditionalData})).toBe('InvalidField')
      expect(await t.reason(operation, {...next, ivCounterNonce: repeated(4, 12)})).toBe('InvalidField')
      await t.call(operation, {...next, ivCounterNonce: repeated(3, 12)})
    }
    const {correlationValue} = await t.call(Decrypt, begin)
    const late = {correlationValue, data: text, authenticatedEncryptionTag: repeated(1, 16), finalIndicator: true}
    expect(await t.reason(Decrypt, late)).toBe('InvalidField')
  })

  it('at the first request what it would have to refuse in the end', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const begin = {uniqueIdentifier, data: text, initIndicator: true}
    const badTag = {cryptographicParameters: {...gcm, tagLength: 1}}
    expect(await t.reason(Encrypt, {...begin, ...badTag})).toBe('GeneralFailure')
    expect(await t.reason(Decrypt, {...begin, cryptographicParameters: gcm})).toBe('InvalidMessage')
    const wrap = {cryptographicParameters: {blockCipherMode: 'NISTKeyWrap'}} as const
    expect(await t.reason(Encrypt, {...begin, ...wrap, authenticatedEncryptionAdditionalData})).toBe('InvalidField')
    expect(await t.reason(Encrypt, {...begin, ...wrap, ivCounterNonce: repeated(1, 8)})).toBe('InvalidField')
  })

  it('to decrypt on what began as an encryption', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const begin = {uniqueIdentifier, cryptographicParameters: gcm, data: text, initIndicator: true}
    const {correlationValue} = await t.call(Encrypt, begin)
    expect(await t.reason(Decrypt, {correlationValue, data: text})).toBe('ItemNotFound')
  })
})

describe('Encrypt and Decrypt with a one-time pad', () => {
  it('take a secret or a key of that algorithm, and no other secret', async () => {
    const t = await createTestEngine()
    const values: AttributeValues = {
      CryptographicUsageMask: maskOf('Encrypt', 'Decrypt'),
      ActivationDate: new Date(0),
    }
    const pad = await register(t, secret('pad'), {...values, CryptographicAlgorithm: 'OneTimePad'})
    const encrypted = await t.call(Encrypt, {uniqueIdentifier: pad, data: utf8('abc')})
    expect(encrypted).toEqual({uniqueIdentifier: pad, data: hex('110307')})
    expect((await t.call(Decrypt, {uniqueIdentifier: pad, data: hex('110307')})).data).toEqual(utf8('abc'))
    expect(await t.reason(Encrypt, {uniqueIdentifier: pad, data: utf8('abcd')})).toBe('InvalidField')
    const other = await register(t, secret('pad'), values)
    expect(await t.reason(Encrypt, {uniqueIdentifier: other, data: utf8('abc')})).toBe('PermissionDenied')
  })
})
