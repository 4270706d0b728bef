import {describe, expect, it} from 'vitest'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {Check} from '../../../../src/kmip/operations/check.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {Export} from '../../../../src/kmip/operations/export.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {JoinSplitKey} from '../../../../src/kmip/operations/join-split-key.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ObtainLease} from '../../../../src/kmip/operations/obtain-lease.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {ReKeyKeyPair} from '../../../../src/kmip/operations/re-key-key-pair.ts'
import {Recover} from '../../../../src/kmip/operations/recover.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {ItemType} from '../../../../src/ttlv/node.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import type {ResponseBatchItem} from '../../../../src/kmip/message/batch-item.ts'
import {
  aes,
  attributes,
  createActiveKey,
  createKey,
  maskOf,
  nameOf,
  rawKey,
  repeated,
} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry, type BatchEntry, type TestEngine} from '../../../support/test-engine.ts'

type Prepare = (t: TestEngine) => Promise<BatchEntry>

const ec = attributes({
  CryptographicAlgorithm: 'EC',
  CryptographicDomainParameters: {recommendedCurve: 'P_256'},
  CryptographicUsageMask: maskOf('Sign'),
})
const object = rawKey(repeated(1, 16))
const split = {
  objectType: 'SplitKey',
  splitKeyParts: 2,
  splitKeyThreshold: 2,
  splitKeyMethod: 'XOR',
  attributes: attributes(aes),
} as const

/** The operations of KMIP 1.4 section 4 that leave an identifier behind. */
const setting: readonly (readonly [string, Prepare])[] = [
  ['Create', async () => entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})],
  ['Create Key Pair', async () => entry(CreateKeyPair, {commonAttributes: ec})],
  [
    'Register',
    async () =>
      entry(Register, {objectType: 'SymmetricKey', attributes: attributes({CryptographicAlgorithm: 'AES'}), object}),
  ],
  [
    'Derive Key',
    async (t) =>
      entry(DeriveKey, {
        objectType: 'SecretData',
        uniqueIdentifier: [await createActiveKey(t, {CryptographicUsageMask: maskOf('DeriveKey')})],
        derivationMethod: 'HASH',
        derivationParameters: {cryptographicParameters: {hashingAlgorithm: 'SHA_256'}},
        attributes: attributes({CryptographicLength: 128}),
      }),
  ],
  ['Re-key', async (t) => entry(ReKey, {uniqueIdentifier: await createKey(t)})],
  [
    'Re-key Key Pair',
    async (t) => {
      const {privateKeyUniqueIdentifier} = await t.call(CreateKeyPair, {commonAttributes: ec})
      return entry(ReKeyKeyPair, {privateKeyUniqueIdentifier})
    },
  ],
  [
    'Certify',
    async (t) => {
      const {publicKeyUniqueIdentifier: uniqueIdentifier} = await t.call(CreateKeyPair, {commonAttributes: ec})
      return entry(Certify, {uniqueIdentifier, attributes: attributes({CertificateType: 'X_509'})})
    },
  ],
  [
    'Locate',
    async (t) => {
      await createKey(t, {Name: nameOf('sought')})
      return entry(Locate, {attributes: attributes({Name: nameOf('sought')})})
    },
  ],
  [
    'Recover',
    async (t) => {
      const uniqueIdentifier = await createKey(t)
      await t.call(Archive, {uniqueIdentifier})
      return entry(Recover, {uniqueIdentifier})
    },
  ],
  ['Create Split Key', async () => entry(CreateSplitKey, split)],
  [
    'Join Split Key',
    async (t) => {
      const {uniqueIdentifier = []} = await t.call(CreateSplitKey, split)
      return entry(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier})
    },
  ],
  [
    'Import',
    async () =>
      entry(Import, {
        uniqueIdentifier: 'imported',
        objectType: 'SymmetricKey',
        attributes: attributes({CryptographicAlgorithm: 'AES'}),
        object,
      }),
  ],
  ['Export', async (t) => entry(Export, {uniqueIdentifier: await createKey(t)})],
]

const others: readonly (readonly [string, Prepare])[] = [
  ['Get', async (t) => entry(Get, {uniqueIdentifier: await createKey(t)})],
  ['Get Attributes', async (t) => entry(GetAttributes, {uniqueIdentifier: await createKey(t)})],
  ['Check', async (t) => entry(Check, {uniqueIdentifier: await createKey(t)})],
  ['Obtain Lease', async (t) => entry(ObtainLease, {uniqueIdentifier: await createKey(t)})],
  ['Activate', async (t) => entry(Activate, {uniqueIdentifier: await createKey(t)})],
]

/** The first identifier in an answer: of a pair it is the private key's. */
function firstIdentifier(item: ResponseBatchItem | undefined): string | undefined {
  if (item?.payload?.type !== ItemType.Structure) throw new Error(`${item?.operation} failed: ${item?.resultMessage}`)
  const tags: readonly number[] = [Tag.UniqueIdentifier, Tag.PrivateKeyUniqueIdentifier]
  const found = item.payload.value.find(({tag}) => tags.includes(tag))
  return found?.type === ItemType.TextString ? found.value : undefined
}

describe('The ID Placeholder', () => {
  it.each(setting)('is what %s answers with', async (_, prepare) => {
    const t = await createTestEngine()
    const {batchItems = []} = await t.batch([await prepare(t), entry(GetAttributes, {})])
    expect(answerOf(GetAttributes, batchItems[1]).uniqueIdentifier).toBe(firstIdentifier(batchItems[0]))
  })

  it.each(others)('stays as it is after %s', async (_, prepare) => {
    const t = await createTestEngine()
    const create = entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})
    const {batchItems = []} = await t.batch([create, await prepare(t), entry(GetAttributes, {})])
    expect(answerOf(GetAttributes, batchItems[2]).uniqueIdentifier).toBe(firstIdentifier(batchItems[0]))
  })
})
