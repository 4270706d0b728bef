import {describe, expect, it} from 'vitest'
import {fromBytes} from '../../../../src/crypto/secret-sharing/modular.ts'
import type {SplitKey} from '../../../../src/kmip/objects/split-key.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {JoinSplitKey} from '../../../../src/kmip/operations/join-split-key.ts'
import type {RequestOf} from '../../../../src/kmip/schema/operation.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {rsaPrivate} from '../../../support/key-pairs.ts'
import {
  aes,
  attributeOf,
  attributes,
  createActiveKey,
  createKey,
  endLife,
  locate,
  maskOf,
  nameOf,
  opaque,
  register,
  registerAes,
  repeated,
  secret,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry, type TestEngine} from '../../../support/test-engine.ts'

type Request = RequestOf<typeof CreateSplitKey>

function request(more: Partial<Request> = {}, values: AttributeValues = {}): Request {
  return {
    objectType: 'SplitKey',
    splitKeyParts: 5,
    splitKeyThreshold: 3,
    splitKeyMethod: 'PolynomialSharingGF2_8',
    attributes: attributes(values),
    ...more,
  }
}

async function partOf(t: TestEngine, uniqueIdentifier: string): Promise<SplitKey> {
  const {object} = await t.call(Get, {uniqueIdentifier})
  if (object.type !== 'SplitKey') throw new Error('No Split Key')
  return object.value
}

function linksOf(t: TestEngine, uniqueIdentifier: string) {
  return t
    .call(GetAttributes, {uniqueIdentifier, attributeReferences: ['Link']})
    .then(({attributes: all}) => all?.all('Link').map((link) => [link.linkType, link.linkedObjectIdentifier]) ?? [])
}

describeRoles(CreateSplitKey, request({}, aes))

describe('Create Split Key', () => {
  it('makes the parts of an existing key, in the order of their identifiers, and links them', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, repeated(5, 32))
    const {uniqueIdentifier: ids = []} = await t.call(CreateSplitKey, request({uniqueIdentifier: id}))
    expect(ids).toHaveLength(5)
    for (const [index, part] of ids.entries()) {
      expect(await partOf(t, part)).toEqual({
        splitKeyParts: 5,
        keyPartIdentifier: index + 1,
        splitKeyThreshold: 3,
        splitKeyMethod: 'PolynomialSharingGF2_8',
        keyBlock: {
          keyFormatType: 'Raw',
          keyValue: {kind: 'plain', keyMaterial: expect.any(Uint8Array) as Uint8Array},
          cryptographicAlgorithm: 'AES',
          cryptographicLength: 256,
        },
      })
      expect(await linksOf(t, part)).toEqual([['ParentLink', id]])
    }
    expect(await linksOf(t, id)).toEqual(ids.map((part) => ['ChildLink', part]))
  })

  it('makes the parts of a new key that nobody has as a whole', async () => {
    const t = await createTestEngine()
    const values = {...aes, Name: nameOf('shared')}
    const {uniqueIdentifier: ids = []} = await t.call(CreateSplitKey, request({}, values))
    expect(await locate(t, {Name: nameOf('shared')})).toHaveLength(5)
    expect(await locate(t, {ObjectType: 'SymmetricKey'})).toHaveLength(0)
    expect((await partOf(t, ids[0] ?? '')).keyBlock).toMatchObject({
      keyValue: {keyMaterial: {length: 32}},
      cryptographicAlgorithm: 'AES',
      cryptographicLength: 256,
    })
    expect(await linksOf(t, ids[0] ?? '')).toEqual([])
  })

  it('gives the parts what is true of the key, whatever the request says, and the rest of the request', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, repeated(5, 16), {CryptographicUsageMask: maskOf('MACGenerate')})
    const values = {
      ...aes,
      CryptographicAlgorithm: 'Camellia',
      ActivationDate: new Date(0),
      ContactInformation: 'me',
    } as const
    const {uniqueIdentifier: ids = []} = await t.call(CreateSplitKey, request({uniqueIdentifier: id}, values))
    for (const part of ids) {
      expect(await attributeOf(t, part, 'CryptographicAlgorithm')).toBe('AES')
      expect(await attributeOf(t, part, 'CryptographicLength')).toBe(128)
      expect(await attributeOf(t, part, 'CryptographicUsageMask')).toBe(maskOf('MACGenerate'))
      expect(await attributeOf(t, part, 'ContactInformation')).toBe('me')
      expect(await attributeOf(t, part, 'State')).toBe('Active')
      expect(await attributeOf(t, part, 'ObjectType')).toBe('SplitKey')
    }
  })

  it('leaves the first part to the rest of the batch', async () => {
    const t = await createTestEngine()
    const {batchItems = []} = await t.batch([entry(CreateSplitKey, request({}, aes)), entry(Get, {})])
    const ids = answerOf(CreateSplitKey, batchItems[0]).uniqueIdentifier
    expect(answerOf(Get, batchItems[1]).uniqueIdentifier).toBe(ids?.[0])
  })

  it('says the Object Type at 1.2 alone, where the answer has it', async () => {
    const t = await createTestEngine()
    expect((await t.call(CreateSplitKey, request({}, aes), {version: '1.2'})).objectType).toBe('SplitKey')
    expect((await t.call(CreateSplitKey, request({}, aes), {version: '1.3'})).objectType).toBeUndefined()
  })

  it('chooses the prime field, or checks the one that is sent', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, repeated(255, 16))
    const inPrimeField = {uniqueIdentifier: id, splitKeyMethod: 'PolynomialSharingPrimeField'} as const
    const {uniqueIdentifier: ids = []} = await t.call(CreateSplitKey, request(inPrimeField))
    const {primeFieldSize = 0n, keyBlock} = await partOf(t, ids[0] ?? '')
    expect(primeFieldSize).toBe((1n << 128n) + 51n)
    if (keyBlock.keyValue?.kind !== 'plain' || !(keyBlock.keyValue.keyMaterial instanceof Uint8Array))
      throw new Error('No bytes')
    expect(keyBlock.keyValue.keyMaterial).toHaveLength(17)
    expect(fromBytes(keyBlock.keyValue.keyMaterial) < primeFieldSize).toBe(true)
    await t.call(CreateSplitKey, request({...inPrimeField, primeFieldSize: (1n << 521n) - 1n}))
    for (const wrong of [(1n << 128n) + 53n, 257n, (1n << 521n) + 1n]) {
      expect(await t.reason(CreateSplitKey, request({...inPrimeField, primeFieldSize: wrong}))).toBe('InvalidField')
    }
  })
})

describe('The parts', () => {
  it('are kept as closely as the key', async () => {
    const t = await createTestEngine()
    const sensitive = await createKey(t, {Sensitive: true})
    const held = await createKey(t, {Extractable: false})
    const open = {Sensitive: false, Extractable: true}
    const {uniqueIdentifier: [first = ''] = []} = await t.call(
      CreateSplitKey,
      request({uniqueIdentifier: sensitive}, open),
    )
    expect(await t.reason(Get, {uniqueIdentifier: first})).toBe('Sensitive')
    expect(await attributeOf(t, first, 'AlwaysSensitive')).toBe(true)
    const {uniqueIdentifier: [second = ''] = []} = await t.call(CreateSplitKey, request({uniqueIdentifier: held}, open))
    expect(await t.reason(Get, {uniqueIdentifier: second})).toBe('NotExtractable')
    expect(await attributeOf(t, second, 'NeverExtractable')).toBe(true)
  })

  it('may be kept more closely, which the key itself never was', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    const {uniqueIdentifier: [part = ''] = []} = await t.call(
      CreateSplitKey,
      request({uniqueIdentifier: id}, {Sensitive: true}),
    )
    expect(await t.reason(Get, {uniqueIdentifier: part})).toBe('Sensitive')
    expect(await attributeOf(t, part, 'AlwaysSensitive')).toBe(false)
  })

  it('are wrapped like keys', async () => {
    const t = await createTestEngine()
    const wrapping = await registerAes(t, repeated(6, 16), {CryptographicUsageMask: maskOf('WrapKey')})
    const {uniqueIdentifier: [part = ''] = []} = await t.call(CreateSplitKey, request({}, {...aes, Sensitive: true}))
    const keyWrappingSpecification = {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: wrapping},
    } as const
    const {object} = await t.call(Get, {uniqueIdentifier: part, keyWrappingSpecification})
    expect(object).toMatchObject({type: 'SplitKey', value: {keyBlock: {keyWrappingData: {wrappingMethod: 'Encrypt'}}}})
  })

  it.each([
    ['a secret', secret('a password'), 'SecretData'],
    ['an opaque object', opaque('anything'), 'OpaqueObject'],
    ['a private key', rsaPrivate(), 'PrivateKey'],
  ] as const)('may be those of %s', async (_, object, objectType) => {
    const t = await createTestEngine()
    const id = await register(t, object)
    for (const splitKeyMethod of ['PolynomialSharingGF2_8', 'XOR'] as const) {
      const split = request({uniqueIdentifier: id, splitKeyThreshold: 5, splitKeyMethod})
      const {uniqueIdentifier: ids = []} = await t.call(CreateSplitKey, split)
      const joined = await t.call(JoinSplitKey, {objectType, uniqueIdentifier: ids})
      const copy = await t.call(Get, {uniqueIdentifier: joined.uniqueIdentifier})
      const original = await t.call(Get, {uniqueIdentifier: id})
      expect(copy.object).toEqual(original.object)
    }
  })
})

describe('Create Split Key refuses', () => {
  it.each([
    ['an object type that it does not make', {objectType: 'SymmetricKey'}],
    ['a threshold above the number of parts', {splitKeyThreshold: 6}],
    ['a threshold that makes every part the key', {splitKeyThreshold: 1}],
    ['a single part', {splitKeyParts: 1, splitKeyThreshold: 1}],
    ['too many parts', {splitKeyParts: 256}],
    ['XOR with fewer parts than all', {splitKeyMethod: 'XOR'}],
    ['a method that nobody knows', {splitKeyMethod: 0x80000001}],
    ['a prime for a method that has no use for it', {primeFieldSize: 257n}],
  ] as const)('%s', async (_, more) => {
    const t = await createTestEngine()
    expect(await t.reason(CreateSplitKey, request(more, aes))).toBe('InvalidField')
    expect(await locate(t)).toHaveLength(0)
  })

  it('objects that cannot be split, are gone or are not there', async () => {
    const t = await createTestEngine()
    const gone = await createActiveKey(t)
    await endLife(t, gone, 'Destroyed')
    const {uniqueIdentifier: [part = ''] = []} = await t.call(CreateSplitKey, request({}, aes))
    const absent = await register(t, {type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw'}}}, aes)
    for (const [uniqueIdentifier, reason] of [
      ['nothing', 'ItemNotFound'],
      [gone, 'PermissionDenied'],
      [part, 'InvalidField'],
      [absent, 'KeyValueNotPresent'],
    ] as const) {
      expect(await t.reason(CreateSplitKey, request({uniqueIdentifier}))).toBe(reason)
    }
  })

  it('a new key without an algorithm, and odd secrets in GF(2^16)', async () => {
    const t = await createTestEngine()
    expect(await t.reason(CreateSplitKey, request())).toBe('InvalidField')
    const uniqueIdentifier = await register(t, secret('odd'))
    const odd = request({uniqueIdentifier, splitKeyMethod: 'PolynomialSharingGF2_16'})
    expect(await t.reason(CreateSplitKey, odd)).toBe('InvalidField')
  })

  it('secrets whose length would get lost in the field', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('password'))
    const lost = {
      uniqueIdentifier,
      splitKeyMethod: 'PolynomialSharingPrimeField',
      primeFieldSize: (1n << 127n) - 1n,
    } as const
    expect(await t.reason(CreateSplitKey, request(lost))).toBe('InvalidField')
  })

  it('versions that do not have it', async () => {
    const t = await createTestEngine()
    const all = request({splitKeyMethod: 'XOR', splitKeyThreshold: 5}, aes)
    expect(await t.reason(CreateSplitKey, all, {version: '1.1'})).toBe('OperationNotSupported')
  })
})
