import {describe, expect, it} from 'vitest'
import {wrapKey} from '../../../../src/crypto/key-wrap.ts'
import type {KeyBlock} from '../../../../src/kmip/objects/key-block.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {
  aes,
  attributeOf,
  attributes,
  endLife,
  hex,
  maskOf,
  register,
  registerAes,
  repeated,
} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const kek = hex('000102030405060708090a0b0c0d0e0f')
const key = hex('00112233445566778899aabbccddeeff')
const nistKeyWrap = {blockCipherMode: 'NISTKeyWrap'} as const
const aes128 = {...aes, CryptographicLength: 128}

function wrappingKey(t: TestEngine, mask = maskOf('UnwrapKey')): Promise<string> {
  return registerAes(t, kek, {CryptographicUsageMask: mask})
}

type Form = 'structure' | 'bytes'

function wrappedKey(id: string, form: Form = 'structure', more: Partial<KeyBlock> = {}): ManagedObject<'SymmetricKey'> {
  const bytes = Uint8Array.from(wrapKey(kek, key))
  const keyWrappingData = {
    wrappingMethod: 'Encrypt',
    encryptionKeyInformation: {uniqueIdentifier: id, cryptographicParameters: nistKeyWrap},
    encodingOption: 'NoEncoding',
  } as const
  const keyValue =
    form === 'bytes' ? ({kind: 'wrapped', bytes} as const) : ({kind: 'plain', keyMaterial: bytes} as const)
  return {type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw', keyValue, keyWrappingData, ...more}}}
}

describe('A key that was registered wrapped', () => {
  it.each(['structure', 'bytes'] as const)(
    'is kept in the form %s, and opened when that is asked for',
    async (form) => {
      const t = await createTestEngine()
      const object = wrappedKey(await wrappingKey(t), form)
      const uniqueIdentifier = await register(t, object, aes128)
      const stored = await t.call(Get, {uniqueIdentifier})
      expect(stored.object).toMatchObject(object)
      expect(await t.call(Get, {uniqueIdentifier, keyWrapType: 'AsRegistered'})).toEqual(stored)
      expect(keyBlockOf((await t.call(Get, {uniqueIdentifier, keyWrapType: 'NotWrapped'})).object)).toEqual({
        keyFormatType: 'Raw',
        keyValue: {kind: 'plain', keyMaterial: key},
        cryptographicAlgorithm: 'AES',
        cryptographicLength: 128,
      })
    },
  )

  it.each(['structure', 'bytes'] as const)('is wrapped with another key in its form, %s', async (form) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, wrappedKey(await wrappingKey(t), form), aes128)
    const other = await wrappingKey(t, maskOf('WrapKey'))
    const answer = await t.call(Get, {
      uniqueIdentifier,
      keyWrappingSpecification: {
        wrappingMethod: 'Encrypt',
        encryptionKeyInformation: {uniqueIdentifier: other, cryptographicParameters: nistKeyWrap},
        encodingOption: 'NoEncoding',
      },
    })
    expect(answer.object).toMatchObject(wrappedKey(other, form))
  })

  it('cannot be wrapped once more as it is', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const uniqueIdentifier = await register(t, wrappedKey(id), aes128)
    const keyWrappingSpecification = {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: id},
    } as const
    const request = {uniqueIdentifier, keyWrapType: 'AsRegistered', keyWrappingSpecification} as const
    expect(await t.reason(Get, request)).toBe('FeatureNotSupported')
  })

  it('leaves as it came even when it is sensitive, and is not opened then', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, wrappedKey(await wrappingKey(t)), {...aes128, Sensitive: true})
    await t.call(Get, {uniqueIdentifier})
    expect(await t.reason(Get, {uniqueIdentifier, keyWrapType: 'NotWrapped'})).toBe('Sensitive')
  })

  it('has the digest of the key inside, when that can be opened', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const plain = await registerAes(t, key)
    const digest = await attributeOf(t, plain, 'Digest')
    expect(await attributeOf(t, await register(t, wrappedKey(id), aes128), 'Digest')).toEqual(digest)
    expect(await attributeOf(t, await register(t, wrappedKey('unknown'), aes128), 'Digest')).not.toEqual(digest)
  })

  it('is refused when the wrapping key is here and does not open it', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t)
    const keyValue = {kind: 'wrapped', bytes: repeated(8, 24)} as const
    await expect(register(t, wrappedKey(id, 'bytes', {keyValue}), aes128)).rejects.toThrow('CryptographicFailure')
    const cut = {kind: 'wrapped', bytes: repeated(8, 20)} as const
    await expect(register(t, wrappedKey(id, 'bytes', {keyValue: cut}), aes128)).rejects.toThrow('InvalidField')
  })

  it('is refused when it has another length than the attributes say', async () => {
    const t = await createTestEngine()
    await expect(register(t, wrappedKey(await wrappingKey(t)), aes)).rejects.toThrow('InvalidField')
  })
})

describe('Opening', () => {
  it('is done by keys that may wrap, too, and by deactivated ones', async () => {
    const t = await createTestEngine()
    const id = await wrappingKey(t, maskOf('WrapKey'))
    const uniqueIdentifier = await register(t, wrappedKey(id), aes128)
    await t.call(Get, {uniqueIdentifier, keyWrapType: 'NotWrapped'})
    await endLife(t, id, 'Deactivated')
    await t.call(Get, {uniqueIdentifier, keyWrapType: 'NotWrapped'})
  })

  it('is refused without a wrapping key that can be used, which does not keep the wrapped key from being kept', async () => {
    const t = await createTestEngine()
    const destroyed = await wrappingKey(t)
    await endLife(t, destroyed, 'Destroyed')
    const archived = await wrappingKey(t)
    await t.call(Archive, {uniqueIdentifier: archived})
    const useless = await wrappingKey(t, maskOf('Encrypt'))
    for (const [id, reason] of [
      ['nothing', 'ItemNotFound'],
      [destroyed, 'PermissionDenied'],
      [archived, 'ObjectArchived'],
      [useless, 'PermissionDenied'],
    ] as const) {
      const uniqueIdentifier = await register(t, wrappedKey(id), aes128)
      expect(await t.reason(Get, {uniqueIdentifier, keyWrapType: 'NotWrapped'})).toBe(reason)
    }
  })

  it('happens before an Import stores the object, when that says Not Wrapped', async () => {
    const t = await createTestEngine()
    const object = wrappedKey(await wrappingKey(t))
    const request = {attributes: attributes(aes128), object}
    await t.call(Import, {...request, uniqueIdentifier: 'opened', keyWrapType: 'NotWrapped'})
    await t.call(Import, {...request, uniqueIdentifier: 'kept'})
    const stored = keyBlockOf((await t.call(Get, {uniqueIdentifier: 'opened'})).object)
    expect(stored?.keyValue).toEqual({kind: 'plain', keyMaterial: key})
    expect(stored?.keyWrappingData).toBeUndefined()
    expect((await t.call(Get, {uniqueIdentifier: 'kept'})).object).toMatchObject(object)
  })
})
