import {describe, expect, it} from 'vitest'
import {writeAsymmetricKey} from '../../../../src/crypto/keys/asymmetric-key.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {ecPair, keyOf} from '../../../support/key-pairs.ts'
import {
  aes,
  attributeOf,
  createActiveKey,
  createKey,
  endLife,
  opaque,
  rawKey,
  register,
  registerAes,
  repeated,
  secret,
} from '../../../support/managed-objects.ts'
import {createTestEngine, watchModes, type TestEngine} from '../../../support/test-engine.ts'

describeAddressing(Get, {arrange: createKey, request: (uniqueIdentifier) => ({uniqueIdentifier})})

const bytes = repeated(5, 32)

async function keyBlock(t: TestEngine, uniqueIdentifier: string, keyFormatType?: 'Raw' | 'TransparentSymmetricKey') {
  return keyBlockOf((await t.call(Get, {uniqueIdentifier, keyFormatType})).object)
}

describe('Get', () => {
  it('gives a symmetric key Raw, with algorithm and length, also where only the attributes had them', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, bytes)
    expect(await t.call(Get, {uniqueIdentifier: id})).toEqual({
      objectType: 'SymmetricKey',
      uniqueIdentifier: id,
      object: {
        type: 'SymmetricKey',
        value: {
          keyBlock: {
            keyFormatType: 'Raw',
            keyValue: {kind: 'plain', keyMaterial: bytes},
            cryptographicAlgorithm: 'AES',
            cryptographicLength: 256,
          },
        },
      },
    })
  })

  it.each([secret('a password'), opaque('some bytes')])('gives a $type as it was registered', async (object) => {
    const t = await createTestEngine()
    const id = await register(t, object)
    expect(await t.call(Get, {uniqueIdentifier: id}, {version: '1.0'})).toEqual({
      objectType: object.type,
      uniqueIdentifier: id,
      object,
    })
  })

  it('serves keys in every state before destruction', async () => {
    const t = await createTestEngine()
    const [preActive, deactivated, compromised] = [
      await createKey(t),
      await createActiveKey(t),
      await createActiveKey(t),
    ]
    await endLife(t, deactivated, 'Deactivated')
    await endLife(t, compromised, 'Compromised')
    for (const uniqueIdentifier of [preActive, deactivated, compromised]) await t.call(Get, {uniqueIdentifier})
  })

  it('converts between Raw and Transparent Symmetric Key', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, bytes)
    const transparent = await keyBlock(t, id, 'TransparentSymmetricKey')
    expect(transparent).toMatchObject({
      keyFormatType: 'TransparentSymmetricKey',
      keyValue: {keyMaterial: {value: [{tag: Tag.Key, value: bytes}]}},
      cryptographicLength: 256,
    })
    if (transparent === undefined) throw new Error('No key block')
    const other = await register(t, {type: 'SymmetricKey', value: {keyBlock: transparent}}, aes)
    expect(await keyBlock(t, other)).toEqual(transparent)
    expect(await keyBlock(t, other, 'Raw')).toMatchObject({keyFormatType: 'Raw', keyValue: {keyMaterial: bytes}})
  })

  it('gives what it has of a key whose value is elsewhere', async () => {
    const t = await createTestEngine()
    const object = {type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw'}}} as const
    const id = await register(t, object, aes)
    const expected = {keyFormatType: 'Raw', cryptographicAlgorithm: 'AES', cryptographicLength: 256}
    expect(await keyBlock(t, id)).toEqual(expected)
    expect(await attributeOf(t, id, 'KeyValuePresent')).toBe(false)
  })

  it('makes a key stale the first time and writes only then', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const modes = watchModes(t)
    await t.call(Get, {uniqueIdentifier})
    expect(modes).toEqual(['read', 'transaction'])
    await t.call(Get, {uniqueIdentifier})
    expect(modes).toEqual(['read', 'transaction', 'read'])
    expect(await attributeOf(t, uniqueIdentifier, 'Fresh')).toBe(false)
  })
})

describe('Get refuses', () => {
  it.each(['1.0', '1.4'] as const)('a destroyed object at %s', async (version) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    await endLife(t, uniqueIdentifier, 'Destroyed')
    expect(await t.reason(Get, {uniqueIdentifier}, {version})).toBe('IllegalOperation')
  })

  it.each([
    ['a format it cannot make', {keyFormatType: 'PKCS_1'}, 'KeyFormatTypeNotSupported'],
    [
      'a compression it cannot make',
      {keyCompressionType: 'ECPublicKeyTypeX9_62CompressedPrime'},
      'KeyCompressionTypeNotSupported',
    ],
    ['a way of wrapping that nobody knows', {keyWrapType: 0x80000001}, 'FeatureNotSupported'],
  ] as const)('%s, and leaves the key fresh', async (_, request, reason) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    expect(await t.reason(Get, {uniqueIdentifier, ...request})).toBe(reason)
    expect(await attributeOf(t, uniqueIdentifier, 'Fresh')).toBe(true)
  })

  it('another format for a secret', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('s'))
    expect(await t.reason(Get, {uniqueIdentifier, keyFormatType: 'Raw'})).toBe('KeyFormatTypeNotSupported')
    await t.call(Get, {uniqueIdentifier, keyFormatType: 'Opaque'})
  })

  it('a sensitive object, with a reason that 1.3 knows too', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {Sensitive: true})
    expect(await t.reason(Get, {uniqueIdentifier})).toBe('Sensitive')
    expect(await t.reason(Get, {uniqueIdentifier}, {version: '1.3'})).toBe('PermissionDenied')
  })

  it('an object that is not extractable, with a reason that 1.3 knows too', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, rawKey(bytes), {...aes, Extractable: false})
    expect(await t.reason(Get, {uniqueIdentifier})).toBe('NotExtractable')
    expect(await t.reason(Get, {uniqueIdentifier}, {version: '1.3'})).toBe('PermissionDenied')
  })

  it('a format that the version of the request does not have', async () => {
    const t = await createTestEngine()
    const format = 'TransparentECPrivateKey'
    const material = writeAsymmetricKey('PrivateKey', format, ecPair().privateKey)
    const id = await register(t, keyOf('PrivateKey', format, material ?? bytes))
    expect(await t.reason(Get, {uniqueIdentifier: id}, {version: '1.2'})).toBe('FeatureNotSupported')
    await t.call(Get, {uniqueIdentifier: id}, {version: '1.3'})
  })
})
