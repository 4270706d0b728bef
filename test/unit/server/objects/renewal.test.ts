import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {decodeStored, encodeStored} from '../../../../src/kmip/attributes/stored.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ProtectionStorageMask} from '../../../../src/kmip/spec/masks.ts'
import {shortIdentifierOf} from '../../../../src/server/objects/later-attributes.ts'
import {Renewal, renewPiece} from '../../../../src/server/objects/renewal.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import {migrations} from '../../../../src/storage/sql/migrations/index.ts'
import {openSqlStore} from '../../../../src/storage/sql/open-sql-store.ts'
import {openSqliteDriver} from '../../../../src/storage/sqlite/open-sqlite-driver.ts'
import type {Store} from '../../../../src/storage/store.ts'
import {addScopes} from '../../../contract/records.ts'
import {attributes, createKey, nameOf, type AttributeValues} from '../../../support/managed-objects.ts'
import {at, createTestEngine, type TestEngine} from '../../../support/test-engine.ts'
import {temporaryFolder} from '../../storage/support/temporary-folder.ts'

const folder = temporaryFolder()
const seal = keyFileSeal(join(folder, 'store.key'))
const version = '2.1' as const

/** A store of the schema before objects were renewed, with keys as the program of that time wrote them. */
async function oldStore(name: string, count: number): Promise<readonly string[]> {
  const before = migrations.filter((migration) => migration.version < 10)
  await using store = await openSqlStore(await openSqliteDriver(join(folder, name)), seal, before)
  await addScopes(store, 'one', 'two')
  // A server of today wants all of today's schema
  const t = await createTestEngine()
  const ids: string[] = []
  for (let number = 0; number < count; number++) {
    ids.push(await createKey(t, {Name: nameOf(`key ${number}`), ActivationDate: at(60)}))
  }
  for (const id of ids) await insertOld(store, t, id)
  return ids
}

async function insertOld(store: Store, {engine}: TestEngine, id: string): Promise<void> {
  const stored = await engine.store.read(({objects}) => objects.get('one', id))
  if (stored === undefined) throw new Error(`There is no object ${id}`)
  const old = decodeStored(stored.attributes)
  for (const key of ['ShortUniqueIdentifier', 'ProtectionStorageMask'] as const) old.delete(key)
  const index = [
    {key: 'UniqueIdentifier', value: id},
    {key: 'StorageStatus', value: 'on-line'},
  ]
  await store.transaction(({objects}) => objects.insert({...stored, attributes: encodeStored(old), index}))
}

async function reopened(name: string): Promise<Store> {
  return openSqlStore(await openSqliteDriver(join(folder, name)), seal)
}

async function located(t: TestEngine, values: AttributeValues): Promise<readonly string[]> {
  return (await t.call(Locate, {attributes: attributes(values)}, {version})).uniqueIdentifier ?? []
}

function outdated(store: Store) {
  return store.read(({objects}) => objects.outdated({limit: 1000}))
}

describe('objects of an older store', () => {
  it('are found by their Short Unique Identifiers before they are renewed', async () => {
    const [first, second] = await oldStore('unrenewed.db', 2)
    await using store = await reopened('unrenewed.db')
    const t = await createTestEngine({engine: {store}})
    const search = (id = '') => located(t, {ShortUniqueIdentifier: shortIdentifierOf(id)})
    expect(await search(second)).toEqual([second])
    expect(await search('nothing')).toEqual([])
    const other = {ShortUniqueIdentifier: shortIdentifierOf(first ?? ''), UniqueIdentifier: second ?? ''}
    expect(await located(t, other)).toEqual([])
  })

  it('are renewed in pieces, with the attributes that have come since in the index and all else as it was', async () => {
    const ids = await oldStore('renewed.db', 101)
    await using store = await reopened('renewed.db')
    const t = await createTestEngine({engine: {store}})
    const [id = ''] = ids
    const whole = async () => (await t.call(GetAttributes, {uniqueIdentifier: id}, {version})).attributes
    const before = await whole()
    t.setNow(at(3600))
    const faults: unknown[] = []
    const renew = () => renewPiece(store, (error) => faults.push(error))
    expect((await outdated(store)).map((one) => one.id)).toEqual(ids)
    expect(await renew()).toBe(true)
    expect((await outdated(store)).map((one) => one.id)).toEqual(ids.slice(100))
    expect(await renew()).toBe(true)
    expect(await renew()).toBe(false)
    expect(faults).toEqual([])
    t.setNow(at(0))
    const after = await whole()
    expect(after?.keys().map((key) => [key, after.all(key)])).toEqual(
      before?.keys().map((key) => [key, before.all(key)]),
    )
    expect(await located(t, {ShortUniqueIdentifier: shortIdentifierOf(id)})).toEqual([id])
    const software = {ProtectionStorageMask: ProtectionStorageMask.of('Software'), Name: nameOf('key 7')}
    expect(await located(t, software)).toEqual([ids[7]])
  })

  it('do not keep the others from being renewed when one is broken', async () => {
    const [broken = '', whole = ''] = await oldStore('broken.db', 2)
    await using store = await reopened('broken.db')
    await store.transaction(async ({objects}) => {
      const stored = await objects.get('one', broken)
      if (stored !== undefined) await objects.update({...stored, attributes: Uint8Array.of(1, 2), index: []})
    })
    const faults: unknown[] = []
    await renewPiece(store, (error) => faults.push(error))
    expect(faults).toHaveLength(1)
    expect(await outdated(store)).toEqual([])
    const t = await createTestEngine({engine: {store}})
    expect(await located(t, {Name: nameOf('key 1')})).toEqual([whole])
  })

  it('are renewed in the background', async () => {
    await oldStore('background.db', 1)
    await using store = await reopened('background.db')
    const renewal = new Renewal(store, () => undefined)
    await expect.poll(() => outdated(store)).toEqual([])
    await renewal.stop()
  })
})

it('a new store has nothing to renew', async () => {
  await using store = await reopened('new.db')
  await addScopes(store, 'one', 'two')
  const t = await createTestEngine({engine: {store}})
  const id = await createKey(t)
  expect(await outdated(store)).toEqual([])
  expect(await located(t, {ShortUniqueIdentifier: shortIdentifierOf(id)})).toEqual([id])
})
