import {beforeEach, describe, expect, it} from 'vitest'
import type {ObjectMatches, ObjectQuery, Store, StoredObject} from '../../src/storage/store.ts'
import {addObjects, addScopes, storedObject} from './records.ts'

/** What every store knows of who made an object and when it was used. */
export function provenanceContract(current: () => Store): void {
  const find = (query: Partial<ObjectQuery>): Promise<ObjectMatches> =>
    current().read(({objects}) => objects.find({scopeId: 's', conditions: [], ...query}))
  const ids = async (query: Partial<ObjectQuery>): Promise<readonly string[]> => (await find(query)).ids
  const update = (object: StoredObject): Promise<void> => current().transaction(({objects}) => objects.update(object))
  const get = (id: string) => current().read(({objects}) => objects.get('s', id))

  beforeEach(() => addScopes(current(), 's'))

  describe('the role that made an object', () => {
    it('stays with it and finds it, alone and together with other conditions', async () => {
      await addObjects(
        current(),
        storedObject('1', {name: 'a'}, {roleId: 'r'}),
        storedObject('2', {name: 'a'}, {roleId: 'q'}),
        storedObject('3', {name: 'b', size: '5'}, {roleId: 'r'}),
        storedObject('4', {name: 'a'}),
      )
      await update(storedObject('1', {name: 'a'}, {roleId: 'q'}))
      expect((await get('1'))?.roleId).toBe('r')
      expect((await get('4'))?.roleId).toBeUndefined()
      expect(await find({roleId: 'r', count: true})).toEqual({ids: ['3', '1'], total: 2})
      expect(await find({roleId: 'r', limit: 1, count: true})).toEqual({ids: ['3'], total: 2})
      expect(await ids({roleId: 'r', conditions: [{key: 'name', equals: 'a'}]})).toEqual(['1'])
      expect(await ids({roleId: 'r', conditions: [{key: 'size', from: '1'}]})).toEqual(['3'])
      expect(await ids({roleId: 'nobody'})).toEqual([])
    })
  })

  describe('the last use of an object', () => {
    const used = (...wanted: string[]) => current().read(({objects}) => objects.lastUsed('s', wanted))
    const mark = (id: string, at: number) => current().transaction(({objects}) => objects.markUsed('s', id, at))

    it('is the latest that was noted, and is noted for no object that is not there', async () => {
      await addObjects(current(), storedObject('1'), storedObject('2'))
      await mark('1', 1_700_000_000_500)
      await mark('1', 1_700_000_000_000)
      await mark('nothing', 5)
      expect(await used('1', '2', 'nothing')).toEqual(new Map([['1', 1_700_000_000_500]]))
      expect(await used()).toEqual(new Map())
    })

    it('outlives changes of the object and goes with it', async () => {
      await addObjects(current(), storedObject('1'))
      await mark('1', 7)
      await update(storedObject('1', {name: 'b'}))
      expect(await used('1')).toEqual(new Map([['1', 7]]))
      await current().transaction(({objects}) => objects.delete('s', '1'))
      await addObjects(current(), storedObject('1'))
      expect(await used('1')).toEqual(new Map())
    })

    it('keeps an object out of a search for what was not used since then', async () => {
      await addObjects(
        current(),
        storedObject('1', {name: 'a'}),
        storedObject('2', {name: 'a'}, {roleId: 'r'}),
        storedObject('3', {name: 'b'}),
      )
      await mark('1', 1000)
      await mark('2', 999)
      expect(await find({unusedSince: 1000, count: true})).toEqual({ids: ['3', '2'], total: 2})
      expect(await ids({unusedSince: 1001})).toEqual(['3', '2', '1'])
      expect(await ids({unusedSince: 1000, conditions: [{key: 'name', equals: 'a'}]})).toEqual(['2'])
      expect(await ids({unusedSince: 1000, conditions: [{key: 'name', from: 'a'}], limit: 1})).toEqual(['3'])
      expect(await ids({unusedSince: 1000, roleId: 'r'})).toEqual(['2'])
    })

    it('is undone with its transaction', async () => {
      await addObjects(current(), storedObject('1'))
      const failing = current().transaction(async ({objects}) => {
        await objects.markUsed('s', '1', 7)
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await used('1')).toEqual(new Map())
    })
  })
}
