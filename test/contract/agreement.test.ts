import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {openStore} from '../../src/storage/open-store.ts'
import {keyFileSeal} from '../../src/storage/seal/key-file-seal.ts'
import type {IndexEntry, ObjectCondition, Store} from '../../src/storage/store.ts'
import {addScopes, storedObject} from './records.ts'

let folder: string
let stores: readonly Store[]
let scopes = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmipctl-agreement-'))
  const seal = keyFileSeal(join(folder, 'store.key'))
  stores = [await openStore({location: 'memory:'}), await openStore({location: join(folder, 'store.db'), seal})]
})

afterAll(async () => {
  for (const store of stores) await store[Symbol.asyncDispose]()
  await rm(folder, {recursive: true, force: true})
})

const key = fc.constantFrom('a', 'b', 'c')
const value = fc.constantFrom('', '1', '2', '3', '\0', 'é', '\u{ffff}', '\u{10000}')
const bound = fc.option(value, {nil: undefined})
const index: fc.Arbitrary<IndexEntry[]> = fc.array(fc.record({key, value}), {maxLength: 6})
const condition: fc.Arbitrary<ObjectCondition> = fc.oneof(
  fc.record({key, equals: value}),
  fc.tuple(key, bound, bound).map(([name, from, to]) => ({
    key: name,
    ...(from === undefined ? {} : {from}),
    ...(to === undefined ? {} : {to}),
  })),
)
const step = fc.record({
  id: fc.constantFrom('1', '2', '3', '4', '5'),
  index,
  date: fc.option(fc.integer({min: 0, max: 5}), {nil: undefined}),
  outcome: fc.constantFrom('kept', 'kept', 'undone', 'failed'),
})
const query = fc.record({
  conditions: fc.array(condition, {maxLength: 3}),
  limit: fc.option(fc.integer({min: 0, max: 4}), {nil: undefined}),
  offset: fc.option(fc.integer({min: 0, max: 3}), {nil: undefined}),
  count: fc.boolean(),
})

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type Query = typeof query extends fc.Arbitrary<infer T> ? T : never

/** Everything the store answers to the steps and then to the queries. */
async function answers(store: Store, scopeId: string, steps: readonly Step[], queries: readonly Query[]) {
  await addScopes(store, scopeId)
  for (const {id, index: entries, date, outcome} of steps) {
    const object = {...storedObject(id, {}, {scopeId, nextTransition: date, nextRotation: date}), index: entries}
    const work = store.transaction(async (transaction) => {
      const write = async () => {
        const exists = (await transaction.objects.get(scopeId, id)) !== undefined
        await (exists ? transaction.objects.update(object) : transaction.objects.insert(object))
        if (outcome !== 'kept') throw new RangeError('undo')
      }
      await (outcome === 'undone' ? transaction.savepoint(write).catch(() => undefined) : write())
    })
    if (outcome === 'failed') await expect(work).rejects.toThrow(RangeError)
    else await work
  }
  return store.read(async ({objects}) => ({
    found: await Promise.all(queries.map((one) => objects.find({scopeId, ...one}))),
    due: await objects.due(scopeId, 3, 9),
    rotations: await objects.dueRotations(3, 1000).then((all) => all.filter((one) => one.scopeId === scopeId)),
    count: await objects.count(scopeId),
  }))
}

it('memory and SQLite give the same answers after the same steps', async () => {
  const steps = fc.array(step, {maxLength: 12})
  const queries = fc.array(query, {minLength: 1, maxLength: 12})
  await fc.assert(
    fc.asyncProperty(steps, queries, async (done, asked) => {
      const scopeId = `scope ${++scopes}`
      const [memory, sqlite] = await Promise.all(stores.map((store) => answers(store, scopeId, done, asked)))
      expect(sqlite).toEqual(memory)
    }),
  )
})
