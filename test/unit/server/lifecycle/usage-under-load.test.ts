import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {MAC} from '../../../../src/kmip/operations/mac.ts'
import {openStore} from '../../../../src/storage/open-store.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import type {Store} from '../../../../src/storage/store.ts'
import {attributeOf, createActiveKey, maskOf, repeated} from '../../../support/managed-objects.ts'
import {createTestEngine, entry, type BatchEntry, type TestEngine} from '../../../support/test-engine.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmipctl-usage-'))
})

afterAll(() => rm(folder, {recursive: true, force: true}))

/** Stores as so many servers have them: all on one file, or a single one in memory. */
async function openStores(kind: 'memory' | 'sqlite', count: number): Promise<Store[]> {
  const seal = keyFileSeal(join(folder, 'key'))
  const location = kind === 'memory' ? 'memory:' : `sqlite:${join(folder, 'store.db')}`
  const stores: Store[] = []
  for (let number = 0; number < count; number++) stores.push(await openStore({location, seal}))
  await stores[0]?.transaction(async ({administration}) => {
    await administration.insertScope({id: 'one', name: 'one', createdAt: 0})
  })
  return stores
}

const ctr = {cryptographicParameters: {blockCipherMode: 'CTR'}, ivCounterNonce: repeated(3, 16)} as const

const operations: readonly {readonly name: string; readonly item: (id: string, data: Uint8Array) => BatchEntry}[] = [
  {name: 'Encrypt', item: (uniqueIdentifier, data) => entry(Encrypt, {uniqueIdentifier, ...ctr, data})},
  {name: 'MAC', item: (uniqueIdentifier, data) => entry(MAC, {uniqueIdentifier, data})},
]

/** How many of so many requests that arrive together succeed. */
async function successes(engines: readonly TestEngine[], count: number, item: BatchEntry): Promise<number> {
  const requests = Array.from({length: count}, async (_, index) => engines[index % engines.length]?.batch([item]))
  const answers = await Promise.all(requests)
  return answers.filter((answer) => answer?.batchItems?.[0]?.resultStatus === 'Success').length
}

describe.each([
  {kind: 'memory', servers: 1},
  {kind: 'sqlite', servers: 2},
] as const)('Usage Limits of $servers server(s) on a store of the kind $kind', ({kind, servers}) => {
  let stores: Store[]

  beforeAll(async () => {
    stores = await openStores(kind, servers)
  })

  afterAll(async () => {
    for (const store of stores) await store[Symbol.asyncDispose]()
  })

  it.each(operations)('are never exceeded by $name requests that come together', async ({name, item}) => {
    const engines: TestEngine[] = []
    for (const store of stores) {
      const identifier = () => `${name}-${engines.length}-${Math.random()}`
      engines.push(await createTestEngine({engine: {store}, entropy: {identifier}}))
    }
    const [t] = engines
    if (t === undefined) throw new Error('No server')
    const CryptographicUsageMask = maskOf('Encrypt', 'MACGenerate')
    const create = (usageLimitsTotal: bigint, usageLimitsUnit: 'Byte' | 'Object') =>
      createActiveKey(t, {CryptographicUsageMask, UsageLimits: {usageLimitsTotal, usageLimitsUnit}})
    const byOperation = await create(25n, 'Object')
    expect(await successes(engines, 60, item(byOperation, repeated(1, 100)))).toBe(25)
    expect(await attributeOf(t, byOperation, 'UsageLimits')).toMatchObject({usageLimitsCount: 0n})
    const byByte = await create(255n, 'Byte')
    expect(await successes(engines, 60, item(byByte, repeated(1, 10)))).toBe(25)
    expect(await attributeOf(t, byByte, 'UsageLimits')).toMatchObject({usageLimitsCount: 5n})
  })
})
