import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Export} from '../../../../src/kmip/operations/export.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {JoinSplitKey} from '../../../../src/kmip/operations/join-split-key.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {MAC} from '../../../../src/kmip/operations/mac.ts'
import {CryptographicUsageMask} from '../../../../src/kmip/spec/masks.ts'
import {LastUses} from '../../../../src/server/lifecycle/last-uses.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'
import {addObjects, addScopes, storedObject} from '../../../contract/records.ts'
import {attributes, type AttributeValues} from '../../../support/managed-objects.ts'
import {createTestEngine, entry, start, type TestEngine, watchModes} from '../../../support/test-engine.ts'

const mask = CryptographicUsageMask.of('Encrypt', 'Decrypt', 'MACGenerate', 'DeriveKey', 'WrapKey')
const aes: AttributeValues = {
  CryptographicAlgorithm: 'AES',
  CryptographicLength: 128,
  CryptographicUsageMask: mask,
  CryptographicParameters: {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'},
}
const data = Buffer.from('data')

async function activeKey(t: TestEngine, values: AttributeValues = aes): Promise<string> {
  const {uniqueIdentifier} = await t.call(Create, {objectType: 'SymmetricKey', attributes: attributes(values)})
  await t.call(Activate, {uniqueIdentifier})
  return uniqueIdentifier
}

/** Which of the objects were used. */
async function used({engine}: TestEngine, ...ids: string[]): Promise<readonly string[]> {
  await engine.uses.write()
  return [...(await engine.store.read(({objects}) => objects.lastUsed('one', ids))).keys()]
}

describe('the last use of an object', () => {
  it.each([
    ['Get', (t: TestEngine, uniqueIdentifier: string) => t.call(Get, {uniqueIdentifier})],
    ['Export', (t: TestEngine, uniqueIdentifier: string) => t.call(Export, {uniqueIdentifier})],
    ['Encrypt', (t: TestEngine, uniqueIdentifier: string) => t.call(Encrypt, {uniqueIdentifier, data})],
    [
      'MAC',
      (t: TestEngine, uniqueIdentifier: string) =>
        t.call(MAC, {uniqueIdentifier, data, cryptographicParameters: {cryptographicAlgorithm: 'HMAC_SHA256'}}),
    ],
    [
      'Derive Key',
      (t: TestEngine, uniqueIdentifier: string) =>
        t.call(DeriveKey, {
          objectType: 'SymmetricKey',
          uniqueIdentifier: [uniqueIdentifier],
          derivationMethod: 'HMAC',
          derivationParameters: {
            cryptographicParameters: {hashingAlgorithm: 'SHA_256'},
            derivationData: [data],
          },
          attributes: attributes(aes),
        }),
    ],
    [
      'Create Split Key',
      (t: TestEngine, uniqueIdentifier: string) =>
        t.call(CreateSplitKey, {
          objectType: 'SplitKey',
          uniqueIdentifier,
          splitKeyParts: 2,
          splitKeyThreshold: 2,
          splitKeyMethod: 'XOR',
          attributes: attributes({}),
        }),
    ],
  ])('is %s', async (_, use) => {
    const t = await createTestEngine()
    const id = await activeKey(t)
    expect(await used(t, id)).toEqual([])
    await use(t, id)
    expect(await used(t, id)).toEqual([id])
  })

  it('is that of Decrypt, of the key that wraps, and of the parts of a key', async () => {
    const t = await createTestEngine()
    const [key, wrapping] = [await activeKey(t), await activeKey(t, {...aes, CryptographicLength: 256})]
    const {data: sealed, ivCounterNonce} = await t.call(Encrypt, {uniqueIdentifier: key, data})
    t.setNow(new Date(start.getTime() + 5000))
    await t.call(Decrypt, {uniqueIdentifier: key, data: sealed, ivCounterNonce})
    const wrappingMethod = 'Encrypt'
    const specification = {wrappingMethod, encryptionKeyInformation: {uniqueIdentifier: wrapping}} as const
    await t.call(Get, {uniqueIdentifier: key, keyWrappingSpecification: specification})
    const {uniqueIdentifier: parts = []} = await t.call(CreateSplitKey, {
      objectType: 'SplitKey',
      splitKeyParts: 2,
      splitKeyThreshold: 2,
      splitKeyMethod: 'XOR',
      attributes: attributes(aes),
    })
    await t.call(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier: parts})
    expect(await used(t, key, wrapping, ...parts)).toEqual([key, wrapping, ...parts])
    const times = await t.engine.store.read(({objects}) => objects.lastUsed('one', [key]))
    expect(times.get(key)).toBe(start.getTime() + 5000)
  })

  it('is no look at its attributes, no search, and nothing that was refused', async () => {
    const t = await createTestEngine()
    const id = await activeKey(t)
    const sensitive = await activeKey(t, {...aes, Sensitive: true})
    await t.call(GetAttributes, {uniqueIdentifier: id})
    await t.call(Locate, {})
    await t.reason(Decrypt, {uniqueIdentifier: id, data: Buffer.alloc(15), ivCounterNonce: Buffer.alloc(16)})
    await t.reason(Get, {uniqueIdentifier: sensitive})
    expect(await used(t, id, sensitive)).toEqual([])
  })

  it('is in a batch that of the items that succeed, and nothing when all is undone', async () => {
    const t = await createTestEngine()
    const [first, second] = [await activeKey(t), await activeKey(t)]
    const failing = entry(Decrypt, {uniqueIdentifier: second, data: Buffer.alloc(15), ivCounterNonce: Buffer.alloc(16)})
    const items = [entry(Get, {uniqueIdentifier: first}), failing]
    await t.batch(items, {header: {batchErrorContinuationOption: 'Undo'}})
    expect(await used(t, first, second)).toEqual([])
    await t.batch(items, {header: {batchErrorContinuationOption: 'Continue'}})
    expect(await used(t, first, second)).toEqual([first])
  })

  it('costs a Get no write', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await activeKey(t)
    await t.call(Get, {uniqueIdentifier})
    const modes = watchModes(t)
    await t.call(Get, {uniqueIdentifier})
    expect(modes).toEqual(['read'])
  })
})

describe('LastUses', () => {
  let store: MemoryStore
  const reported: unknown[] = []
  const lastUsed = (...ids: string[]) => store.read(({objects}) => objects.lastUsed('s', ids))

  beforeEach(async () => {
    vi.useFakeTimers()
    store = new MemoryStore()
    await addScopes(store, 's')
    reported.length = 0
  })
  afterEach(() => vi.useRealTimers())

  it('writes once a minute what was noted, the latest use of each object', async () => {
    await addObjects(store, storedObject('1'), storedObject('2'))
    const uses = new LastUses(store, (error) => reported.push(error))
    uses.note('s', ['1', '2'], new Date(1000))
    uses.note('s', ['1'], new Date(2000))
    await vi.advanceTimersByTimeAsync(59_000)
    expect(await lastUsed('1', '2')).toEqual(new Map())
    await vi.advanceTimersByTimeAsync(2000)
    expect(Object.fromEntries(await lastUsed('1', '2'))).toEqual({1: 2000, 2: 1000})
    const transaction = vi.spyOn(store, 'transaction')
    await vi.advanceTimersByTimeAsync(600_000)
    expect(transaction).not.toHaveBeenCalled()
    uses.note('s', ['2'], new Date(3000))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(Object.fromEntries(await lastUsed('1', '2'))).toEqual({1: 2000, 2: 3000})
  })

  it('writes in pieces of a hundred, and all that is left when it stops', async () => {
    const ids = Array.from({length: 250}, (_, index) => String(index))
    await addObjects(store, ...ids.map((id) => storedObject(id)))
    const uses = new LastUses(store, (error) => reported.push(error))
    const transaction = vi.spyOn(store, 'transaction')
    uses.note('s', ids, new Date(1000))
    await uses.stop()
    expect(transaction).toHaveBeenCalledTimes(3)
    expect((await lastUsed(...ids)).size).toBe(250)
  })

  it('reports what cannot be written and tries it again a minute later, unless there is a newer use', async () => {
    await addObjects(store, storedObject('1'), storedObject('2'))
    const uses = new LastUses(store, (error) => reported.push(error))
    vi.spyOn(store, 'transaction').mockRejectedValueOnce(new Error('busy'))
    uses.note('s', ['1', '2'], new Date(1000))
    const writing = uses.write()
    uses.note('s', ['2'], new Date(2000))
    await writing
    expect(reported).toEqual([new Error('busy')])
    await vi.advanceTimersByTimeAsync(61_000)
    expect(Object.fromEntries(await lastUsed('1', '2'))).toEqual({1: 1000, 2: 2000})
  })

  it('forgets uses of a scope that is gone', async () => {
    const uses = new LastUses(store, (error) => reported.push(error))
    uses.note('nowhere', ['1'], new Date(1000))
    await uses.stop()
    expect(reported).toEqual([])
  })
})
