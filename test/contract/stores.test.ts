import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest'
import {openStore} from '../../src/storage/open-store.ts'
import {keyFileSeal} from '../../src/storage/seal/key-file-seal.ts'
import type {Store} from '../../src/storage/store.ts'
import {addObjects, addScopes, scopeRecord, storedObject} from './records.ts'
import {storeContract} from './store-contract.ts'

let folder: string
let stores = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmipctl-store-'))
})

afterAll(async () => {
  await rm(folder, {recursive: true, force: true})
})

const opened: Store[] = []

afterEach(async () => {
  for (const store of opened.splice(0)) await store[Symbol.asyncDispose]()
})

async function openSqlite(name = `store-${++stores}`): Promise<Store> {
  const seal = keyFileSeal(join(folder, `${name}.key`))
  const store = await openStore({location: `sqlite:${join(folder, `${name}.db`)}`, seal})
  opened.push(store)
  return store
}

const kinds = [
  {name: 'memory', open: () => openStore({location: 'memory:'}), durable: false, shared: false},
  {name: 'SQLite', open: () => openSqlite(), durable: true, shared: true},
]

describe.each(kinds)('$name store', ({open, durable, shared}) => {
  it('says what it can do', async () => {
    const store = await open()
    expect(store.capabilities).toEqual({durable, shared})
  })

  storeContract(open)
})

describe('two SQLite stores on one file', () => {
  it('see what the other has committed, and its administrative changes', async () => {
    const first = await openSqlite('shared')
    const second = await openSqlite('shared')
    const before = await second.administrativeRevision()
    await addScopes(first, 's')
    expect(await second.administrativeRevision()).toBeGreaterThan(before)
    expect(await second.administrativeRevision()).toBe(await first.administrativeRevision())
    await addObjects(second, storedObject('1', {name: 'a'}))
    const find = {scopeId: 's', conditions: [{key: 'name', equals: 'a'}]}
    expect((await first.read(({objects}) => objects.find(find))).ids).toEqual(['1'])
    await second.transaction(({administration}) => administration.deleteScope('s'))
    expect(await first.read(({administration}) => administration.scopes())).toEqual([])
    expect(await first.administrativeRevision()).toBe(await second.administrativeRevision())
  })

  it('write at the same time without losing anything', async () => {
    const first = await openSqlite('busy')
    const second = await openSqlite('busy')
    await addScopes(first, 's')
    const insert = (store: Store, id: string) => addObjects(store, storedObject(id))
    const works = Array.from({length: 40}, (_, index) => insert(index % 2 === 0 ? first : second, `${index}`))
    await Promise.all(works)
    expect(await first.read(({objects}) => objects.count('s'))).toBe(40)
  })

  it('keep everything after closing and opening again', async () => {
    const first = await openSqlite('again')
    await addScopes(first, 's')
    await addObjects(first, storedObject('1', {name: 'a'}))
    await first[Symbol.asyncDispose]()
    const second = await openSqlite('again')
    const {index: _, ...expected} = storedObject('1')
    expect(await second.read(({objects}) => objects.get('s', '1'))).toEqual(expected)
    expect(await second.read(({administration}) => administration.scopes())).toEqual([scopeRecord('s')])
  })
})
