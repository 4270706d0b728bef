import {describe, expect, it} from 'vitest'
import {mac} from '../../../../src/crypto/mac.ts'
import {decrypt} from '../../../../src/crypto/symmetric-cipher.ts'
import type {KeyBlock} from '../../../../src/kmip/objects/key-block.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import type {KeyWrappingSpecification} from '../../../../src/kmip/structures/key-wrapping-specification.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {
  activate,
  aes,
  attributeOf,
  createKey,
  hex,
  maskOf,
  nameOf,
  rawKey,
  register,
  registerAes,
  repeated,
  secret,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const kek = hex('000102030405060708090a0b0c0d0e0f')
const key = repeated(5, 32)
const wrapMask = maskOf('WrapKey', 'UnwrapKey', 'MACGenerate', 'MACVerify')

function wrappingKey(t: TestEngine, values: AttributeValues = {}): Promise<string> {
  return registerAes(t, kek, {CryptographicUsageMask: wrapMask, ...values})
}

function encryption(uniqueIdentifier: string, cryptographicParameters?: CryptographicParameters) {
  return {wrappingMethod: 'Encrypt', encryptionKeyInformation: {uniqueIdentifier, cryptographicParameters}} as const
}

async function wrapped(
  t: TestEngine,
  uniqueIdentifier: string,
  keyWrappingSpecification: KeyWrappingSpecification,
): Promise<KeyBlock> {
  const block = keyBlockOf((await t.call(Get, {uniqueIdentifier, keyWrappingSpecification})).object)
  if (block === undefined) throw new Error('No key block')
  return block
}

/** Registers what the server wrapped, and has it opened again. */
async function opened(t: TestEngine, keyBlock: KeyBlock): Promise<KeyBlock | undefined> {
  const id = await register(t, {type: 'SymmetricKey', value: {keyBlock}}, aes)
  return keyBlockOf((await t.call(Get, {uniqueIdentifier: id, keyWrapType: 'NotWrapped'})).object)
}

function bytesOf({keyValue}: KeyBlock): Uint8Array {
  const bytes = keyValue?.kind === 'wrapped' ? keyValue.bytes : keyValue?.keyMaterial
  if (!(bytes instanceof Uint8Array)) throw new Error('No bytes')
  return bytes
}

describe('The modes of the method Encrypt', () => {
  it.each([
    ['CBC', {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'}],
    ['GCM', {blockCipherMode: 'GCM'}],
    ['CTR', {blockCipherMode: 'CTR'}],
    ['CFB', {blockCipherMode: 'CFB'}],
    ['OFB', {blockCipherMode: 'OFB'}],
    ['ECB', {blockCipherMode: 'ECB'}],
    ['NISTKeyWrap', {blockCipherMode: 'NISTKeyWrap'}],
    ['AESKeyWrapPadding', {blockCipherMode: 'AESKeyWrapPadding'}],
  ] as const)('include %s, which the server opens again', async (_, parameters) => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    for (const encodingOption of ['NoEncoding', 'TTLVEncoding'] as const) {
      const block = await wrapped(t, await registerAes(t, key), {...encryption(id, parameters), encodingOption})
      expect(block.keyValue).not.toEqual({kind: 'plain', keyMaterial: key})
      expect(await opened(t, block)).toEqual({
        keyFormatType: 'Raw',
        keyValue: {kind: 'plain', keyMaterial: key},
        cryptographicAlgorithm: 'AES',
        cryptographicLength: 256,
      })
    }
  })

  it('say the IV that they made', async () => {
    const t = await createTestEngine()
    const specification = encryption(await wrappingKey(t), {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'})
    const block = await wrapped(t, await registerAes(t, key), {...specification, encodingOption: 'NoEncoding'})
    const iv = block.keyWrappingData?.ivCounterNonce
    expect(iv).toHaveLength(16)
    const plain = decrypt(kek, {algorithm: 'AES', mode: 'CBC', padding: 'PKCS5'}, {data: bytesOf(block), iv})
    expect(Uint8Array.from(plain)).toEqual(key)
  })

  it('wrap keys of odd lengths where they can', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const password = await register(t, secret('odd'))
    const padded = {...encryption(id, {blockCipherMode: 'AESKeyWrapPadding'}), encodingOption: 'NoEncoding'} as const
    expect(bytesOf(await wrapped(t, password, padded))).toHaveLength(16)
    const plain = {...encryption(id, {blockCipherMode: 'NISTKeyWrap'}), encodingOption: 'NoEncoding'} as const
    expect(await t.reason(Get, {uniqueIdentifier: password, keyWrappingSpecification: plain})).toBe('InvalidField')
  })
})

describe('Cryptographic Parameters of the wrapping key', () => {
  it('decide where the request says nothing', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t, {CryptographicParameters: {blockCipherMode: 'AESKeyWrapPadding'}})
    const block = await wrapped(t, await registerAes(t, key), encryption(id))
    expect(block.keyWrappingData?.encryptionKeyInformation?.cryptographicParameters).toEqual({
      blockCipherMode: 'AESKeyWrapPadding',
    })
  })

  it('must allow what the request says', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t, {CryptographicParameters: {blockCipherMode: 'NISTKeyWrap'}})
    const uniqueIdentifier = await registerAes(t, key)
    await wrapped(t, uniqueIdentifier, encryption(id, {blockCipherMode: 'NISTKeyWrap'}))
    const keyWrappingSpecification = encryption(id, {blockCipherMode: 'AESKeyWrapPadding'})
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification})).toBe('ItemNotFound')
  })
})

describe('The methods with a MAC', () => {
  const hmac = {cryptographicAlgorithm: 'HMAC_SHA256'} as const
  const cbc = {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'} as const

  function authenticated(id: string, more: Partial<KeyWrappingSpecification>): KeyWrappingSpecification {
    return {
      wrappingMethod: 'MACSign',
      macSignatureKeyInformation: {uniqueIdentifier: id, cryptographicParameters: hmac},
      encodingOption: 'NoEncoding',
      ...more,
    }
  }

  it('MACSign leaves the value readable and adds its MAC', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const block = await wrapped(t, await registerAes(t, key), authenticated(id, {}))
    expect(block.keyValue).toEqual({kind: 'plain', keyMaterial: key})
    expect(block.keyWrappingData).toEqual({
      wrappingMethod: 'MACSign',
      macSignatureKeyInformation: {uniqueIdentifier: id, cryptographicParameters: hmac},
      macSignature: Uint8Array.from(mac(kek, {algorithm: 'HMAC_SHA256'}, [key])),
      encodingOption: 'NoEncoding',
    })
  })

  it('MACSign is no wrapping for a sensitive key', async () => {
    const t = await createTestEngine()
    const keyWrappingSpecification = authenticated(await wrappingKey(t), {})
    const uniqueIdentifier = await createKey(t, {Sensitive: true})
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification})).toBe('Sensitive')
  })

  it('EncryptThenMACSign covers the ciphertext, MACSignThenEncrypt the value', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const encryptionKeyInformation = {uniqueIdentifier: id, cryptographicParameters: cbc}
    const uniqueIdentifier = await registerAes(t, key)
    const over = async (wrappingMethod: 'EncryptThenMACSign' | 'MACSignThenEncrypt') => {
      const block = await wrapped(t, uniqueIdentifier, authenticated(id, {wrappingMethod, encryptionKeyInformation}))
      return {mac: block.keyWrappingData?.macSignature, bytes: bytesOf(block)}
    }
    const first = await over('EncryptThenMACSign')
    expect(first.mac).toEqual(Uint8Array.from(mac(kek, {algorithm: 'HMAC_SHA256'}, [first.bytes])))
    const second = await over('MACSignThenEncrypt')
    expect(second.mac).toEqual(Uint8Array.from(mac(kek, {algorithm: 'HMAC_SHA256'}, [key])))
  })

  it.each(['MACSign', 'EncryptThenMACSign', 'MACSignThenEncrypt'] as const)(
    '%s is verified when the key comes back, attributes and all',
    async (wrappingMethod) => {
      const t = await createTestEngine()
      const id = await wrappingKey(t)
      const encryptionKeyInformation =
        wrappingMethod === 'MACSign' ? undefined : {uniqueIdentifier: id, cryptographicParameters: cbc}
      const named = await registerAes(t, key, {Name: nameOf('payroll')})
      const specification = authenticated(id, {wrappingMethod, encryptionKeyInformation})
      const withName = {...specification, encodingOption: undefined, attributeName: ['Name', 'Contact Information']}
      for (const block of [await wrapped(t, named, specification), await wrapped(t, named, withName)]) {
        expect((await opened(t, block))?.keyValue).toMatchObject({kind: 'plain', keyMaterial: key})
        const macSignature = block.keyWrappingData?.macSignature?.map((byte, at) => (at === 3 ? byte ^ 1 : byte))
        const forged = {...block, keyWrappingData: {...block.keyWrappingData, wrappingMethod, macSignature}}
        const object = {type: 'SymmetricKey', value: {keyBlock: forged}} as const
        await expect(register(t, object, aes)).rejects.toThrow('CryptographicFailure')
      }
    },
  )

  it('need a key that may make MACs', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerAes(t, key)
    const id = await wrappingKey(t, {CryptographicUsageMask: maskOf('WrapKey')})
    const keyWrappingSpecification = authenticated(id, {})
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification})).toBe('PermissionDenied')
    const missing = {uniqueIdentifier, keyWrappingSpecification: authenticated('nothing', {})}
    expect(await t.reason(Get, missing)).toBe('ItemNotFound')
  })
})

describe('Attributes', () => {
  it('wrapped with a key are those of the object that takes it in, where the request does not say otherwise', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const named = await registerAes(t, key, {Name: nameOf('payroll'), ContactInformation: 'me'})
    const attributeName = ['Name', 'Contact Information', 'State', 'Object Group']
    const block = await wrapped(t, named, {...encryption(id), attributeName})
    const copy = await register(
      t,
      {type: 'SymmetricKey', value: {keyBlock: block}},
      {CryptographicUsageMask: maskOf('Encrypt'), ContactInformation: 'you'},
    )
    expect(await attributeOf(t, copy, 'Name')).toEqual(nameOf('payroll'))
    expect(await attributeOf(t, copy, 'ContactInformation')).toBe('you')
    expect(await attributeOf(t, copy, 'State')).toBe('PreActive')
  })
})

describe('Usage Limits of a wrapping key', () => {
  it('count each wrapping', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t, {UsageLimits: {usageLimitsTotal: 2n, usageLimitsUnit: 'Object'}})
    const uniqueIdentifier = await registerAes(t, key)
    await wrapped(t, uniqueIdentifier, encryption(id))
    await wrapped(t, uniqueIdentifier, encryption(id))
    const third = {uniqueIdentifier, keyWrappingSpecification: encryption(id)}
    expect(await t.reason(Get, third)).toBe('PermissionDenied')
  })
})

describe('A 3DES key', () => {
  it('wraps in block modes, not in those of AES alone', async () => {
    const t = await createTestEngine()
    const values = {CryptographicAlgorithm: 'DES3', CryptographicUsageMask: wrapMask} as const
    const id = await register(t, rawKey(Uint8Array.from({length: 24}, (_, at) => 2 * at + 1)), values)
    await activate(t, id)
    const uniqueIdentifier = await registerAes(t, key)
    const block = await wrapped(t, uniqueIdentifier, encryption(id, {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'}))
    expect((await opened(t, block))?.keyValue).toMatchObject({keyMaterial: key})
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification: encryption(id)})).toBe(
      'FeatureNotSupported',
    )
  })
})
