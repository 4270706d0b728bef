import {describe, expect, it} from 'vitest'
import {unwrapKey} from '../../../../src/crypto/key-wrap.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import type {KeyWrappingSpecification} from '../../../../src/kmip/structures/key-wrapping-specification.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'
import {readBinary} from '../../../../src/ttlv/binary-reader.ts'
import {
  aes,
  attributeOf,
  createActiveKey,
  createKey,
  endLife,
  hex,
  maskOf,
  opaque,
  register,
  registerAes,
  repeated,
  secret,
} from '../../../support/managed-objects.ts'
import {createTestEngine, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const kek = hex('000102030405060708090a0b0c0d0e0f')
const key = repeated(5, 32)
const nistKeyWrap = {blockCipherMode: 'NISTKeyWrap'} as const

async function wrappingKey(t: TestEngine): Promise<string> {
  return registerAes(t, kek, {CryptographicUsageMask: maskOf('WrapKey')})
}

function specification(id: string, more: Partial<KeyWrappingSpecification> = {}): KeyWrappingSpecification {
  return {wrappingMethod: 'Encrypt', encryptionKeyInformation: {uniqueIdentifier: id}, ...more}
}

async function wrapped(t: TestEngine, uniqueIdentifier: string, keyWrappingSpecification: KeyWrappingSpecification) {
  return keyBlockOf((await t.call(Get, {uniqueIdentifier, keyWrappingSpecification})).object)
}

describe('A key that the server made, wrapped without encoding,', () => {
  const asked = {
    encodingOption: 'NoEncoding',
    encryptionKeyInformation: {cryptographicParameters: nistKeyWrap},
  } as const

  it.each([
    ['is a Byte String', false, 'wrapped'],
    ['is in a structure where the operator spares clients the Byte String', true, 'plain'],
  ] as const)('%s', async (_, structuredKeyValues, kind) => {
    const t = await createTestEngine({policy: {structuredKeyValues}})
    const uniqueIdentifier = await wrappingKey(t)
    const information = {...asked.encryptionKeyInformation, uniqueIdentifier}
    const block = await wrapped(
      t,
      await createKey(t),
      specification(uniqueIdentifier, {...asked, encryptionKeyInformation: information}),
    )
    expect(block?.keyValue?.kind).toBe(kind)
  })
})

describe('A client that says nothing of how to wrap', () => {
  it('gets the bare key by RFC 3394, 40 bytes for 32, and is told so', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const block = await wrapped(t, await registerAes(t, key), specification(id))
    if (block?.keyValue?.kind !== 'plain' || !(block.keyValue.keyMaterial instanceof Uint8Array))
      throw new Error('No bytes')
    expect(block.keyValue.keyMaterial).toHaveLength(40)
    expect(Uint8Array.from(unwrapKey(kek, block.keyValue.keyMaterial))).toEqual(key)
    expect(block).toMatchObject({keyFormatType: 'Raw', cryptographicAlgorithm: 'AES', cryptographicLength: 256})
    expect(block.keyWrappingData).toEqual({
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: id, cryptographicParameters: nistKeyWrap},
      encodingOption: 'NoEncoding',
    })
  })

  it('gets the encoded Key Value at 1.0, which has no field to say that it is a bare key', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const request = {uniqueIdentifier: await registerAes(t, key), keyWrappingSpecification: specification(id)}
    const block = keyBlockOf((await t.call(Get, request, {version: '1.0'})).object)
    if (block?.keyValue?.kind !== 'wrapped') throw new Error('No Byte String')
    expect(block.keyValue.bytes).toHaveLength(56)
    expect(readBinary(unwrapKey(kek, block.keyValue.bytes)).tag).toBe(Tag.KeyValue)
  })

  it('gets the same bytes as RFC 3394 section 4.1', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const block = await wrapped(t, await registerAes(t, hex('00112233445566778899aabbccddeeff')), specification(id))
    expect(block?.keyValue).toEqual({
      kind: 'plain',
      keyMaterial: hex('1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5'),
    })
  })
})

describe('A client that names Cryptographic Parameters', () => {
  it('gets the whole Key Value as TTLV, wrapped, without an Encoding Option that it did not name', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const encryptionKeyInformation = {uniqueIdentifier: id, cryptographicParameters: nistKeyWrap}
    const block = await wrapped(t, await registerAes(t, key), specification(id, {encryptionKeyInformation}))
    if (block?.keyValue?.kind !== 'wrapped') throw new Error('Not wrapped')
    const value = readBinary(unwrapKey(kek, block.keyValue.bytes))
    expect(value).toEqual(structureNode(Tag.KeyValue, [{tag: Tag.KeyMaterial, type: ItemType.ByteString, value: key}]))
    expect(block.keyWrappingData).toEqual({wrappingMethod: 'Encrypt', encryptionKeyInformation})
  })

  it.each(['TTLVEncoding', 'NoEncoding'] as const)(
    'gets the Encoding Option %s when it names that',
    async (encodingOption) => {
      const t = await createTestEngine()
      const id = await wrappingKey(t)
      const encryptionKeyInformation = {uniqueIdentifier: id, cryptographicParameters: nistKeyWrap}
      const block = await wrapped(
        t,
        await registerAes(t, key),
        specification(id, {encryptionKeyInformation, encodingOption}),
      )
      expect(block?.keyWrappingData?.encodingOption).toBe(encodingOption)
      expect(block?.keyValue).toMatchObject(
        encodingOption === 'NoEncoding'
          ? {kind: 'plain', keyMaterial: {length: 40}}
          : {kind: 'wrapped', bytes: {length: 56}},
      )
    },
  )
})

describe('A key that the server made', () => {
  it('is a Byte String when a client names No Encoding, and a structure when it says nothing', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const made = await createKey(t)
    const named = await wrapped(t, made, specification(id, {encodingOption: 'NoEncoding'}))
    expect(named?.keyValue).toMatchObject({kind: 'wrapped', bytes: {length: 40}})
    const silent = await wrapped(t, made, specification(id))
    expect(silent?.keyValue).toMatchObject({kind: 'plain', keyMaterial: {length: 40}})
  })
})

describe('Wrapping', () => {
  it('lets a sensitive key leave, and makes it stale', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const uniqueIdentifier = await createKey(t, {Sensitive: true})
    expect(await t.reason(Get, {uniqueIdentifier})).toBe('Sensitive')
    await wrapped(t, uniqueIdentifier, specification(id))
    expect(await attributeOf(t, uniqueIdentifier, 'Fresh')).toBe(false)
  })

  it('does not let a key leave that is not extractable', async () => {
    const t = await createTestEngine()
    const keyWrappingSpecification = specification(await wrappingKey(t))
    const uniqueIdentifier = await createKey(t, {Extractable: false})
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification})).toBe('NotExtractable')
  })

  it('wraps secrets too', async () => {
    const t = await createTestEngine()
    const block = await wrapped(t, await register(t, secret('sixteen or more!')), specification(await wrappingKey(t)))
    expect(block).toMatchObject({keyFormatType: 'Opaque', keyValue: {keyMaterial: {length: 24}}})
  })
})

describe('Wrapping fails', () => {
  it('with Item Not Found for a wrapping key that does not exist, or not in the scope', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const missing = {uniqueIdentifier, keyWrappingSpecification: specification('nothing')}
    expect(await t.reason(Get, missing)).toBe('ItemNotFound')
    const keyWrappingSpecification = specification(await wrappingKey(t))
    const theirs = {identity: identityOf('two')}
    const id = await createKey(t, {}, theirs)
    expect(await t.reason(Get, {uniqueIdentifier: id, keyWrappingSpecification}, theirs)).toBe('ItemNotFound')
  })

  it('with Illegal Operation for a wrapping object that is no key', async () => {
    const t = await createTestEngine()
    const values = {CryptographicUsageMask: maskOf('WrapKey'), ActivationDate: new Date(0)}
    const keyWrappingSpecification = specification(await register(t, opaque('o'), values))
    const request = {uniqueIdentifier: await createKey(t), keyWrappingSpecification}
    expect(await t.reason(Get, request)).toBe('IllegalOperation')
    expect(await t.reason(Get, request, {version: '1.0'})).toBe('IllegalOperation')
  })

  it('with Permission Denied for a key that may not wrap, or not any more, or not yet', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const CryptographicUsageMask = maskOf('WrapKey')
    const old = await createActiveKey(t, {CryptographicUsageMask})
    await endLife(t, old, 'Deactivated')
    for (const id of [await createActiveKey(t), await createKey(t, {CryptographicUsageMask}), old]) {
      const request = {uniqueIdentifier, keyWrappingSpecification: specification(id)}
      expect(await t.reason(Get, request)).toBe('PermissionDenied')
      expect(await t.reason(Get, request, {version: '1.0'})).toBe('PermissionDenied')
    }
  })

  it('with Illegal Operation for an object without key value', async () => {
    const t = await createTestEngine()
    const keyWrappingSpecification = specification(await wrappingKey(t))
    const bare = await register(t, opaque('o'))
    expect(await t.reason(Get, {uniqueIdentifier: bare, keyWrappingSpecification})).toBe('IllegalOperation')
    const absent = await register(t, {type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw'}}}, aes)
    expect(await t.reason(Get, {uniqueIdentifier: absent, keyWrappingSpecification})).toBe('IllegalOperation')
  })

  it('with Encoding Option Error for what cannot be encoded so, and as Invalid Field at 1.0', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const uniqueIdentifier = await createKey(t)
    const named = specification(id, {attributeName: ['Name'], encodingOption: 'NoEncoding'})
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification: named})).toBe('EncodingOptionError')
    const vendors = specification(id, {encodingOption: 0x80000001})
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification: vendors})).toBe('EncodingOptionError')
    const bare = {
      uniqueIdentifier,
      keyFormatType: 'TransparentSymmetricKey',
      keyWrappingSpecification: specification(id),
    } as const
    expect(await t.reason(Get, bare)).toBe('EncodingOptionError')
    const unencoded = {...bare, keyWrappingSpecification: specification(id, {encodingOption: 'NoEncoding'})}
    expect(await t.reason(Get, unencoded)).toBe('EncodingOptionError')
  })

  it('with Feature Not Supported for methods and modes that are not available', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const uniqueIdentifier = await createKey(t)
    const modes = ['PCBC', 'X9_102AESKW', 'X9_102TDKW', 'X9_102AKW1', 'X9_102AKW2', 'CMAC'] as const
    for (const more of [
      {wrappingMethod: 'TR_31'},
      {wrappingMethod: 0x80000001},
      ...modes.map((blockCipherMode) => ({
        encryptionKeyInformation: {uniqueIdentifier: id, cryptographicParameters: {blockCipherMode}},
      })),
    ] as const) {
      const request = {uniqueIdentifier, keyWrappingSpecification: specification(id, more)}
      expect(await t.reason(Get, request)).toBe('FeatureNotSupported')
    }
  })

  it('with Invalid Field for keys that the method needs and for those that it has no use for', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const uniqueIdentifier = await createKey(t)
    const information = {uniqueIdentifier: id}
    for (const keyWrappingSpecification of [
      {wrappingMethod: 'Encrypt'},
      {wrappingMethod: 'MACSign'},
      {wrappingMethod: 'Encrypt', encryptionKeyInformation: information, macSignatureKeyInformation: information},
      {wrappingMethod: 'MACSign', encryptionKeyInformation: information, macSignatureKeyInformation: information},
      {wrappingMethod: 'EncryptThenMACSign', encryptionKeyInformation: information},
      {wrappingMethod: 'MACSignThenEncrypt', macSignatureKeyInformation: information},
    ] as const) {
      expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification})).toBe('InvalidField')
    }
  })
})
