import {beforeEach, describe, expect, it} from 'vitest'
import type {Store, Transaction} from '../../src/storage/store.ts'
import {addObjects, addScopes, bytes, continuation, scopeRecord, storedObject, text} from './records.ts'

/** How every store keeps transactions apart and undoes them. */
export function transactionContract(current: () => Store): void {
  const names = [{key: 'name', from: ''}] as const
  const named = () => current().read(async ({objects}) => (await objects.find({scopeId: 's', conditions: names})).ids)
  const all = () => current().read(async ({objects}) => (await objects.find({scopeId: 's', conditions: []})).ids)

  beforeEach(() => addScopes(current(), 's', 'other'))

  it('returns what the work returns', async () => {
    expect(await current().transaction(async () => 7)).toBe(7)
    expect(await current().read(async () => 'seven')).toBe('seven')
  })

  it('undoes everything when the work throws, and throws on', async () => {
    await addObjects(
      current(),
      storedObject('1', {name: 'a', state: 'x'}, {nextTransition: 5}),
      storedObject('2', {name: 'b', state: 'x'}),
    )
    await current().transaction(({continuations}) => continuations.put(continuation('c1')))
    const revision = await current().administrativeRevision()
    const failed = current().transaction(async (transaction) => {
      await changeEverything(transaction)
      throw new RangeError('no more')
    })
    await expect(failed).rejects.toThrow(new RangeError('no more'))
    expect(await named()).toEqual(['2', '1'])
    expect(await current().administrativeRevision()).toBe(revision)
    await current().read(async ({objects, administration, continuations}) => {
      expect(text((await objects.get('s', '1'))?.material)).toBe('material of 1')
      expect(await objects.get('s', '3')).toBeUndefined()
      expect((await objects.find({scopeId: 's', conditions: [{key: 'state', equals: 'x'}]})).ids).toEqual(['2', '1'])
      expect((await objects.find({scopeId: 's', conditions: [{key: 'state', equals: 'y'}]})).ids).toEqual([])
      expect(await objects.due('s', 99, 9)).toEqual(['1'])
      expect((await administration.scopes()).map((scope) => scope.id)).toEqual(['other', 's'])
      expect(text((await continuations.get('s', 'c1'))?.state)).toBe('state of c1')
    })
  })

  it('sees its own writes before they are committed', async () => {
    await current().transaction(async ({objects, administration}) => {
      await objects.insert(storedObject('1', {name: 'a'}))
      expect(text((await objects.get('s', '1'))?.material)).toBe('material of 1')
      expect((await objects.find({scopeId: 's', conditions: [{key: 'name', equals: 'a'}]})).ids).toEqual(['1'])
      await administration.putSetting('colour', 'blue')
      expect(await administration.setting('colour')).toBe('blue')
    })
  })

  it('goes on after a conflict inside the work', async () => {
    await current().transaction(async ({objects}) => {
      await objects.insert(storedObject('1'))
      await expect(objects.insert(storedObject('1'))).rejects.toMatchObject({storageCode: 'CONFLICT'})
      await expect(objects.insert(storedObject('x', {}, {scopeId: 'nowhere'}))).rejects.toMatchObject({
        storageCode: 'NOT_FOUND',
      })
      await objects.insert(storedObject('2'))
    })
    expect(await all()).toEqual(['2', '1'])
  })

  it('shows reading what is committed only, at every moment', async () => {
    const seen: Promise<readonly string[]>[] = []
    const writing = current().transaction(async ({objects}) => {
      await objects.insert(storedObject('1'))
      seen.push(all())
      await objects.insert(storedObject('2'))
      seen.push(all())
    })
    await writing
    for (const ids of await Promise.all(seen)) expect([[], ['2', '1']]).toContainEqual(ids)
    expect(await all()).toEqual(['2', '1'])
  })

  it('gives one reading one state of the data', async () => {
    const store = current()
    const reading = store.read(async ({objects}) => {
      const before = await objects.count('s')
      for (let turn = 0; turn < 500; turn++) await objects.count('s')
      return [before, await objects.count('s')]
    })
    const writing = addObjects(store, storedObject('1'), storedObject('2'))
    const [before, after] = await reading
    await writing
    expect(after).toBe(before)
    expect(await store.read(({objects}) => objects.count('s'))).toBe(2)
  })

  it('loses no update of transactions that arrive together', async () => {
    await addObjects(current(), storedObject('counter', {}, {attributes: bytes('0')}))
    const increment = () =>
      current().transaction(async ({objects}) => {
        const counter = await objects.get('s', 'counter')
        await objects.update(
          storedObject('counter', {}, {attributes: bytes(`${Number(text(counter?.attributes)) + 1}`)}),
        )
      })
    await Promise.all(Array.from({length: 50}, increment))
    const counter = await current().read(({objects}) => objects.get('s', 'counter'))
    expect(text(counter?.attributes)).toBe('50')
  })

  it('undoes only the one that fails of transactions that arrive together', async () => {
    const works = Array.from({length: 10}, (_, index) =>
      current().transaction(async ({objects}) => {
        await objects.insert(storedObject(`${index}`, {name: `${index}`}))
        if (index % 3 === 1) throw new Error(`refused ${index}`)
        return index
      }),
    )
    const outcomes = await Promise.allSettled(works)
    expect(outcomes.filter(({status}) => status === 'rejected')).toHaveLength(3)
    expect(outcomes[4]).toMatchObject({status: 'rejected', reason: {message: 'refused 4'}})
    expect(outcomes[5]).toEqual({status: 'fulfilled', value: 5})
    expect(await named()).toEqual(['9', '8', '6', '5', '3', '2', '0'])
  })

  it('refuses writing after the work has ended', async () => {
    const leaked = await current().transaction(async (transaction) => [transaction] as const)
    const [{objects, administration}] = leaked
    await expect(objects.insert(storedObject('late'))).rejects.toMatchObject({message: 'The transaction has ended'})
    await expect(administration.putSetting('late', '')).rejects.toMatchObject({message: 'The transaction has ended'})
    expect(await all()).toEqual([])
  })

  it('refuses everything once it is closed', async () => {
    const store = current()
    const last = addObjects(store, storedObject('1'))
    await store[Symbol.asyncDispose]()
    await expect(last).resolves.toBeUndefined()
    const closed = {storageCode: 'UNAVAILABLE', message: 'The store is closed'}
    await expect(store.read(async () => 1)).rejects.toMatchObject(closed)
    await expect(store.transaction(async () => 1)).rejects.toMatchObject(closed)
    await expect(store.administrativeRevision()).rejects.toMatchObject(closed)
    await store[Symbol.asyncDispose]()
  })

  describe('savepoint', () => {
    it('undoes the work inside it and keeps what was before', async () => {
      await addObjects(current(), storedObject('0', {name: 'zero'}))
      await current().transaction(async (transaction) => {
        await transaction.objects.insert(storedObject('1', {name: 'a'}))
        const undone = transaction.savepoint(async () => {
          await transaction.objects.insert(storedObject('2', {name: 'b'}))
          await transaction.objects.update(storedObject('0', {name: 'changed'}, {material: undefined}))
          await transaction.objects.update(storedObject('1', {name: 'changed'}))
          throw new Error('undo this')
        })
        await expect(undone).rejects.toThrow('undo this')
        await transaction.objects.insert(storedObject('3', {name: 'a'}))
      })
      const found = (name: string) =>
        current().read(
          async ({objects}) => (await objects.find({scopeId: 's', conditions: [{key: 'name', equals: name}]})).ids,
        )
      expect(await all()).toEqual(['3', '1', '0'])
      expect([await found('a'), await found('b'), await found('zero')]).toEqual([['3', '1'], [], ['0']])
      expect(await found('changed')).toEqual([])
      expect(text((await current().read(({objects}) => objects.get('s', '0')))?.material)).toBe('material of 0')
    })

    it('keeps the work that succeeds, and returns its value', async () => {
      const value = await current().transaction((transaction) =>
        transaction.savepoint(async () => {
          await transaction.objects.insert(storedObject('1'))
          return 'done'
        }),
      )
      expect([value, await all()]).toEqual(['done', ['1']])
    })

    it('nests', async () => {
      await current().transaction(async (transaction) => {
        await transaction.savepoint(async () => {
          await transaction.objects.insert(storedObject('1'))
          const inner = transaction.savepoint(async () => {
            await transaction.objects.insert(storedObject('2'))
            await transaction.savepoint(() => transaction.objects.insert(storedObject('3')))
            throw new Error('inner')
          })
          await expect(inner).rejects.toThrow('inner')
          await transaction.objects.insert(storedObject('4'))
        })
      })
      expect(await all()).toEqual(['4', '1'])
    })

    it('is undone with the transaction that fails after it', async () => {
      const failed = current().transaction(async (transaction) => {
        await transaction.savepoint(() => transaction.objects.insert(storedObject('1')))
        throw new Error('after all')
      })
      await expect(failed).rejects.toThrow('after all')
      expect(await all()).toEqual([])
    })
  })
}

async function changeEverything({objects, administration, continuations}: Transaction): Promise<void> {
  await objects.update(storedObject('1', {name: 'a', state: 'y'}, {material: undefined, nextTransition: undefined}))
  await objects.insert(storedObject('3', {name: 'c', state: 'y'}, {nextTransition: 1}))
  await objects.update(storedObject('3', {name: 'c', state: 'x'}))
  await continuations.delete('s', 'c1')
  await continuations.put(continuation('c2'))
  await administration.insertScope(scopeRecord('another'))
  await administration.deleteScope('other')
  await administration.deleteScope('s')
}
