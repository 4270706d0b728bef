import {beforeEach, describe, expect, it} from 'vitest'
import type {Store} from '../../src/storage/store.ts'
import {addObjects, addScopes, storedObject} from './records.ts'

/** What every store does when an object is to leave no trace. */
export function deletionContract(current: () => Store): void {
  const remove = (id: string, scopeId = 's'): Promise<void> =>
    current().transaction(({objects}) => objects.delete(scopeId, id))
  const named = (name: string): Promise<readonly string[]> =>
    current().read(async ({objects}) => {
      const conditions = [{key: 'name', equals: name}]
      return (await objects.find({scopeId: 's', conditions})).ids
    })
  const all = (scopeId: string): Promise<readonly string[]> =>
    current().read(async ({objects}) => (await objects.find({scopeId, conditions: []})).ids)

  beforeEach(async () => {
    await addScopes(current(), 's', 'other')
    await addObjects(
      current(),
      storedObject('1', {name: 'a'}, {nextTransition: 5}),
      storedObject('2', {name: ['a', 'b']}, {nextTransition: 6}),
      storedObject('3', {name: 'c'}),
      storedObject('2', {name: 'a'}, {scopeId: 'other'}),
    )
  })

  describe('delete', () => {
    it('removes the object from every search, and from its own scope only', async () => {
      await remove('2')
      expect(await current().read(({objects}) => objects.get('s', '2'))).toBeUndefined()
      expect(await named('a')).toEqual(['1'])
      expect(await named('b')).toEqual([])
      expect(await all('s')).toEqual(['3', '1'])
      expect(await all('other')).toEqual(['2'])
      expect(await current().read(({objects}) => objects.due('s', 10, 10))).toEqual(['1'])
      expect(await current().read(({objects}) => objects.count('s'))).toBe(2)
    })

    it('fails for an object that the scope does not have', async () => {
      await expect(remove('4')).rejects.toMatchObject({storageCode: 'NOT_FOUND'})
      await expect(remove('1', 'other')).rejects.toMatchObject({storageCode: 'NOT_FOUND'})
      await expect(remove('1', 'nowhere')).rejects.toMatchObject({storageCode: 'NOT_FOUND'})
    })

    it('is taken back with its transaction or savepoint', async () => {
      await current().transaction(async (transaction) => {
        const failing = transaction.savepoint(async () => {
          await transaction.objects.delete('s', '2')
          throw new Error('not after all')
        })
        await expect(failing).rejects.toThrow('not after all')
      })
      expect(await named('a')).toEqual(['2', '1'])
      expect(await all('s')).toEqual(['3', '2', '1'])
      expect(await current().read(({objects}) => objects.due('s', 10, 10))).toEqual(['1', '2'])
    })

    it('frees the identifier for a new object that is the newest', async () => {
      await remove('3')
      await addObjects(current(), storedObject('4', {name: 'd'}), storedObject('3', {name: 'a'}))
      expect(await all('s')).toEqual(['3', '4', '2', '1'])
      expect(await named('a')).toEqual(['3', '2', '1'])
      expect(await named('c')).toEqual([])
    })
  })
}
