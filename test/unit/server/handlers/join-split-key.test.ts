import {describe, expect, it} from 'vitest'
import type {SplitKey} from '../../../../src/kmip/objects/split-key.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {JoinSplitKey} from '../../../../src/kmip/operations/join-split-key.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {
  aes,
  attributeOf,
  attributes,
  createKey,
  endLife,
  hex,
  maskOf,
  nameOf,
  register,
  registerAes,
  repeated,
  secret,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry, type TestEngine} from '../../../support/test-engine.ts'

const key = hex('0102030405060708090a0b0c0d0e0f10')
const methods = ['PolynomialSharingGF2_8', 'PolynomialSharingGF2_16', 'PolynomialSharingPrimeField', 'XOR'] as const

interface Splitting {
  readonly splitKeyMethod?: (typeof methods)[number]
  readonly splitKeyParts?: number
  readonly splitKeyThreshold?: number
}

async function partsOf(t: TestEngine, id: string, splitting: Splitting = {}, values: AttributeValues = {}) {
  const {uniqueIdentifier = []} = await t.call(CreateSplitKey, {
    objectType: 'SplitKey',
    uniqueIdentifier: id,
    splitKeyParts: 4,
    splitKeyThreshold: splitting.splitKeyMethod === 'XOR' ? 4 : 3,
    splitKeyMethod: 'PolynomialSharingGF2_8',
    attributes: attributes(values),
    ...splitting,
  })
  return uniqueIdentifier
}

/** A part as somebody else may have made it: the first two bytes of TC-SJ-2. */
function registered(more: Partial<SplitKey> = {}, keyMaterial = hex('66c4')) {
  const value = {
    splitKeyParts: 4,
    keyPartIdentifier: 1,
    splitKeyThreshold: 2,
    splitKeyMethod: 'PolynomialSharingGF2_8',
    keyBlock: {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial}},
    ...more,
  } as const
  return {type: 'SplitKey', value} as const
}

describeRoles(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier: ['id-1']})

describe('Join Split Key', () => {
  it.each(methods)('makes the key again that was split by %s', async (splitKeyMethod) => {
    const t = await createTestEngine()
    const [a = '', b = '', c = '', d = ''] = await partsOf(t, await registerAes(t, key), {splitKeyMethod})
    const chosen = splitKeyMethod === 'XOR' ? [d, b, a, c] : [d, b, a]
    const {uniqueIdentifier} = await t.call(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier: chosen})
    expect(keyBlockOf((await t.call(Get, {uniqueIdentifier})).object)).toEqual({
      keyFormatType: 'Raw',
      keyValue: {kind: 'plain', keyMaterial: key},
      cryptographicAlgorithm: 'AES',
      cryptographicLength: 128,
    })
    expect(await attributeOf(t, uniqueIdentifier, 'CryptographicUsageMask')).toBe(maskOf('Encrypt', 'Decrypt'))
  })

  it('keeps zeros at the front, in a prime field too', async () => {
    const t = await createTestEngine()
    const zeros = new Uint8Array(16)
    const splitKeyMethod = 'PolynomialSharingPrimeField'
    const parts = await partsOf(t, await registerAes(t, zeros), {splitKeyMethod})
    const {uniqueIdentifier} = await t.call(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier: parts})
    expect((await t.call(Get, {uniqueIdentifier})).object).toMatchObject({
      value: {keyBlock: {keyValue: {keyMaterial: zeros}}},
    })
  })

  it('joins parts that were made elsewhere, with the attributes of the request', async () => {
    const t = await createTestEngine()
    const one = await register(t, registered())
    const three = await register(t, registered({keyPartIdentifier: 3}, hex('a855')))
    const request = {
      objectType: 'SecretData',
      secretDataType: 'Seed',
      uniqueIdentifier: [one, three],
      attributes: attributes({Name: nameOf('joined')}),
    } as const
    const {batchItems = []} = await t.batch([entry(JoinSplitKey, request), entry(Get, {})])
    expect(answerOf(Get, batchItems[1]).object).toEqual({
      type: 'SecretData',
      value: {
        secretDataType: 'Seed',
        keyBlock: {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial: hex('0102')}},
      },
    })
    expect(await attributeOf(t, answerOf(JoinSplitKey, batchItems[0]).uniqueIdentifier, 'Name')).toEqual(
      nameOf('joined'),
    )
  })

  it('keeps the key as closely as the closest of its parts', async () => {
    const t = await createTestEngine()
    const parts = await partsOf(t, await createKey(t, {Sensitive: true, Extractable: false}))
    const open = attributes({Sensitive: false, Extractable: true})
    const request = {objectType: 'SymmetricKey', uniqueIdentifier: parts, attributes: open} as const
    const {uniqueIdentifier} = await t.call(JoinSplitKey, request)
    expect(await t.reason(Get, {uniqueIdentifier})).toBe('NotExtractable')
    expect(await attributeOf(t, uniqueIdentifier, 'Sensitive')).toBe(true)
    expect(await attributeOf(t, uniqueIdentifier, 'AlwaysSensitive')).toBe(true)
    expect(await attributeOf(t, uniqueIdentifier, 'NeverExtractable')).toBe(true)
  })

  it('says the Object Type at 1.2 alone, where the answer has it', async () => {
    const t = await createTestEngine()
    const request = {objectType: 'SymmetricKey', uniqueIdentifier: await partsOf(t, await createKey(t))} as const
    expect((await t.call(JoinSplitKey, request, {version: '1.2'})).objectType).toBe('SymmetricKey')
    expect((await t.call(JoinSplitKey, request, {version: '1.3'})).objectType).toBeUndefined()
  })
})

describe('Join Split Key refuses', () => {
  it.each(methods)('parts of %s that are too few, or are one part twice', async (splitKeyMethod) => {
    const t = await createTestEngine()
    const [a = '', b = ''] = await partsOf(t, await createKey(t), {splitKeyMethod})
    for (const uniqueIdentifier of [[a], [a, b], [a, b, a, b]]) {
      expect(await t.reason(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier})).toBe('CryptographicFailure')
    }
  })

  it('parts of different keys, and of different ways to split one', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    const [a = '', b = '', c = '', d = ''] = await partsOf(t, id)
    const [, , other = ''] = await partsOf(t, await createKey(t))
    const [, , wider = ''] = await partsOf(t, id, {splitKeyParts: 5})
    const [, , , again = ''] = await partsOf(t, id)
    for (const uniqueIdentifier of [
      [a, b, other],
      [a, b, wider],
      [a, b, c, d, other],
      [a, b, c, again],
    ]) {
      expect(await t.reason(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier})).toBe('CryptographicFailure')
    }
  })

  it('objects that are no Split Keys, are archived, gone or not there', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    const [a = '', b = '', archived = '', gone = ''] = await partsOf(t, id, {}, {ActivationDate: new Date(0)})
    await t.call(Archive, {uniqueIdentifier: archived})
    await endLife(t, gone, 'Destroyed')
    for (const [third, reason] of [
      [id, 'InvalidField'],
      ['nothing', 'ItemNotFound'],
      [archived, 'ObjectArchived'],
      [gone, 'PermissionDenied'],
    ] as const) {
      const request = {objectType: 'SymmetricKey', uniqueIdentifier: [a, b, third]} as const
      expect(await t.reason(JoinSplitKey, request)).toBe(reason)
    }
  })

  it('types that parts cannot form, and values that are not of the type', async () => {
    const t = await createTestEngine()
    const parts = await partsOf(t, await register(t, secret('a password')))
    for (const objectType of ['SplitKey', 'Template', 'Certificate', 'SymmetricKey'] as const) {
      const request = {objectType, uniqueIdentifier: parts}
      expect(await t.reason(JoinSplitKey, request)).toBe('InvalidField')
    }
    const request = {objectType: 'SymmetricKey', uniqueIdentifier: parts, attributes: attributes(aes)} as const
    expect(await t.reason(JoinSplitKey, request)).toBe('InvalidField')
  })

  it('a request that names no part', async () => {
    const t = await createTestEngine()
    expect(await t.reason(JoinSplitKey, {objectType: 'SymmetricKey'})).toBe('ItemNotFound')
  })
})

describe('A registered Split Key', () => {
  it('is kept as it came', async () => {
    const t = await createTestEngine()
    const object = registered({splitKeyMethod: 'PolynomialSharingPrimeField', primeFieldSize: 65_537n}, repeated(1, 2))
    const uniqueIdentifier = await register(t, object)
    expect((await t.call(Get, {uniqueIdentifier})).object).toEqual(object)
  })

  it.each([
    ['an identifier of 0', {keyPartIdentifier: 0}],
    ['an identifier beyond the parts', {keyPartIdentifier: 5}],
    ['a threshold beyond the parts', {splitKeyThreshold: 5}],
    ['no prime where one is needed', {splitKeyMethod: 'PolynomialSharingPrimeField'}],
    ['a prime where none is needed', {primeFieldSize: 257n}],
    ['a threshold that XOR does not have', {splitKeyMethod: 'XOR'}],
  ] as const)('is refused with %s', async (_, more) => {
    const t = await createTestEngine()
    await expect(register(t, registered(more))).rejects.toThrow('InvalidField')
  })
})
