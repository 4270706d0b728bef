import {beforeEach, describe, expect, it} from 'vitest'
import type {ObjectMatches, ObjectQuery, Store, StoredObject} from '../../src/storage/store.ts'
import {addObjects, addScopes, bytes, storedObject, text} from './records.ts'

/** What every store does with objects. */
export function objectContract(current: () => Store): void {
  const find = (query: Partial<ObjectQuery>): Promise<ObjectMatches> =>
    current().read(({objects}) => objects.find({scopeId: 's', conditions: [], ...query}))
  const ids = async (query: Partial<ObjectQuery>): Promise<readonly string[]> => (await find(query)).ids
  const update = (object: StoredObject): Promise<void> => current().transaction(({objects}) => objects.update(object))
  const get = (id: string, scopeId = 's') => current().read(({objects}) => objects.get(scopeId, id))

  beforeEach(() => addScopes(current(), 's', 'other'))

  describe('get, insert and update', () => {
    it('returns an object as it was inserted, without its index', async () => {
      const {index: _, ...expected} = storedObject('1', {name: 'a'}, {nextTransition: 4_102_444_800})
      await addObjects(current(), {...expected, index: [{key: 'name', value: 'a'}]})
      expect(await get('1')).toEqual(expected)
    })

    it('keeps empty bytes, all byte values and the absence of material apart', async () => {
      const all = Uint8Array.from({length: 256}, (_, index) => index)
      await addObjects(
        current(),
        storedObject('1', {}, {attributes: new Uint8Array(), material: all}),
        storedObject('2', {}, {attributes: all, material: new Uint8Array()}),
        storedObject('3', {}, {material: undefined}),
      )
      expect(await get('1')).toMatchObject({attributes: new Uint8Array(), material: all})
      expect(await get('2')).toMatchObject({attributes: all, material: new Uint8Array()})
      expect((await get('3'))?.material).toBeUndefined()
    })

    it('gives undefined for an object of another scope or of none', async () => {
      await addObjects(current(), storedObject('1'))
      expect(await get('1', 'other')).toBeUndefined()
      expect(await get('1', 'nowhere')).toBeUndefined()
      expect(await get('2')).toBeUndefined()
    })

    it('refuses an identifier taken in the scope and leaves the first object as it is', async () => {
      await addObjects(current(), storedObject('1', {name: 'a'}))
      const second = addObjects(current(), storedObject('1', {name: 'b'}, {material: bytes('second')}))
      await expect(second).rejects.toMatchObject({storageCode: 'CONFLICT', message: 'Object 1 exists already'})
      expect(text((await get('1'))?.material)).toBe('material of 1')
      expect(await ids({conditions: [{key: 'name', equals: 'b'}]})).toEqual([])
    })

    it('allows the same identifier in two scopes', async () => {
      await addObjects(
        current(),
        storedObject('1'),
        storedObject('1', {}, {scopeId: 'other', material: bytes('other')}),
      )
      expect(text((await get('1'))?.material)).toBe('material of 1')
      expect(text((await get('1', 'other'))?.material)).toBe('other')
    })

    it('refuses an object of a scope that does not exist', async () => {
      const orphan = addObjects(current(), storedObject('1', {}, {scopeId: 'nowhere'}))
      await expect(orphan).rejects.toMatchObject({storageCode: 'NOT_FOUND'})
    })

    it('refuses to update an object that does not exist', async () => {
      await expect(update(storedObject('1'))).rejects.toMatchObject({storageCode: 'NOT_FOUND'})
      await addObjects(current(), storedObject('1'))
      const elsewhere = update(storedObject('1', {}, {scopeId: 'other'}))
      await expect(elsewhere).rejects.toMatchObject({storageCode: 'NOT_FOUND'})
    })

    it('replaces everything with an update', async () => {
      await addObjects(current(), storedObject('1', {}, {nextTransition: 5}))
      const changed = storedObject(
        '1',
        {},
        {attributes: bytes('new'), material: bytes('newer'), objectType: 'SecretData'},
      )
      await update(changed)
      const {index: _, ...expected} = changed
      expect(await get('1')).toEqual(expected)
    })

    it('is not changed through the bytes it was given', async () => {
      const object = storedObject('1')
      await addObjects(current(), object)
      object.material?.fill(0)
      object.attributes.fill(0)
      const kept = await get('1')
      expect([text(kept?.attributes), text(kept?.material)]).toEqual(['attributes of 1', 'material of 1'])
    })

    it('keeps identifiers with NUL characters apart', async () => {
      await addObjects(current(), storedObject('a'), storedObject('a\0b'))
      expect(text((await get('a\0b'))?.material)).toBe('material of a\0b')
      expect(await get('a\0c')).toBeUndefined()
      expect(await ids({})).toEqual(['a\0b', 'a'])
    })
  })

  describe('find', () => {
    beforeEach(() =>
      addObjects(
        current(),
        storedObject('1', {state: 'Active', name: ['a', 'b'], date: '10'}),
        storedObject('2', {state: 'Active', name: 'c', date: '20'}),
        storedObject('3', {state: 'Destroyed', name: 'd', date: '30'}),
        storedObject('4', {state: 'Active', name: 'e', date: ['15', '25']}),
        storedObject('9', {state: 'Active', name: 'a', date: '20'}, {scopeId: 'other'}),
      ),
    )

    it('gives all objects of the scope, newest first, without a condition', async () => {
      expect(await find({})).toEqual({ids: ['4', '3', '2', '1'], total: undefined})
      expect(await ids({scopeId: 'nowhere'})).toEqual([])
    })

    it('finds by one equal value, newest first', async () => {
      expect(await ids({conditions: [{key: 'state', equals: 'Active'}]})).toEqual(['4', '2', '1'])
    })

    it('finds by each value of a key', async () => {
      expect(await ids({conditions: [{key: 'name', equals: 'a'}]})).toEqual(['1'])
      expect(await ids({conditions: [{key: 'name', equals: 'b'}]})).toEqual(['1'])
      expect(await ids({conditions: [{key: 'name', equals: 'ab'}]})).toEqual([])
      expect(await ids({conditions: [{key: 'state', equals: 'a'}]})).toEqual([])
    })

    it('finds by entries that are common, also after they have changed', async () => {
      const common = (value: string) => ({key: 'sensitive', equals: value, common: true}) as const
      const object = storedObject('5', {state: 'Active'})
      const usual = {key: 'sensitive', value: 'no', common: true}
      await addObjects(current(), {...object, index: [...object.index, usual]})
      expect(await ids({conditions: [common('no')]})).toEqual(['5'])
      expect(await ids({conditions: [{key: 'state', equals: 'Active'}, common('no')]})).toEqual(['5'])
      await current().transaction(({objects}) =>
        objects.update({...object, index: [...object.index, {key: 'sensitive', value: 'yes'}]}),
      )
      expect(await ids({conditions: [common('no')]})).toEqual([])
      expect(await ids({conditions: [{key: 'sensitive', equals: 'yes'}]})).toEqual(['5'])
      await current().transaction(({objects}) => objects.update({...object, index: [...object.index, usual]}))
      expect(await ids({conditions: [{key: 'sensitive', equals: 'yes'}]})).toEqual([])
      expect(await find({conditions: [common('no')], count: true})).toEqual({ids: ['5'], total: 1})
    })

    it.each([
      [{from: '20', to: '30'}, ['4', '3', '2']],
      [{from: '20'}, ['4', '3', '2']],
      [{to: '20'}, ['4', '2', '1']],
      [{from: '20', to: '20'}, ['2']],
      [{from: '21', to: '24'}, []],
      [{from: '30', to: '10'}, []],
      [{}, ['4', '3', '2', '1']],
    ])('finds by the range %j with both bounds, each object once', async (range, expected) => {
      expect(await ids({conditions: [{key: 'date', ...range}]})).toEqual(expected)
      const second = [
        {key: 'state', equals: 'Active'},
        {key: 'date', ...range},
      ] as const
      expect(await ids({conditions: second})).toEqual(expected.filter((id) => id !== '3'))
      expect(await ids({conditions: second.toReversed()})).toEqual(expected.filter((id) => id !== '3'))
    })

    it('demands all conditions', async () => {
      const active = {key: 'state', equals: 'Active'}
      expect(await ids({conditions: [active, {key: 'name', equals: 'c'}]})).toEqual(['2'])
      expect(await ids({conditions: [{key: 'name', equals: 'd'}, active]})).toEqual([])
      expect(await ids({conditions: [{key: 'name', equals: 'a'}, {key: 'name', equals: 'b'}, active]})).toEqual(['1'])
      // two values of one object may fulfil one condition each
      expect(
        await ids({
          conditions: [
            {key: 'date', to: '15'},
            {key: 'date', from: '25'},
          ],
        }),
      ).toEqual(['4'])
    })

    it.each([
      [{limit: 2}, ['4', '3']],
      [{limit: 2, offset: 1}, ['3', '2']],
      [{offset: 3}, ['1']],
      [{offset: 9}, []],
      [{limit: 0}, []],
    ])('gives the part %j and the total when asked', async (part, expected) => {
      expect(await find({...part})).toEqual({ids: expected, total: undefined})
      expect(await find({...part, count: true})).toEqual({ids: expected, total: 4})
      const all = [{key: 'date', from: '00'}]
      expect(await find({...part, conditions: all, count: true})).toEqual({ids: expected, total: 4})
    })

    it('counts matches of several conditions beyond the limit', async () => {
      const conditions = [
        {key: 'state', equals: 'Active'},
        {key: 'date', from: '15'},
      ]
      expect(await find({conditions, limit: 1, count: true})).toEqual({ids: ['4'], total: 2})
    })

    it('follows an update of the index and keeps the order of insertion', async () => {
      await update(storedObject('1', {state: 'Destroyed', name: ['b', 'x'], date: '40'}))
      expect(await ids({conditions: [{key: 'state', equals: 'Active'}]})).toEqual(['4', '2'])
      expect(await ids({conditions: [{key: 'state', equals: 'Destroyed'}]})).toEqual(['3', '1'])
      expect(await ids({conditions: [{key: 'name', equals: 'a'}]})).toEqual([])
      expect(await ids({conditions: [{key: 'name', equals: 'b'}]})).toEqual(['1'])
      expect(await ids({conditions: [{key: 'name', equals: 'x'}]})).toEqual(['1'])
      expect(await ids({conditions: [{key: 'date', from: '30'}]})).toEqual(['3', '1'])
      expect(await ids({conditions: [{key: 'date', to: '14'}]})).toEqual([])
    })

    it('finds an object that was destroyed, by what its index still says', async () => {
      await update(storedObject('2', {state: 'Destroyed', name: 'c'}, {material: undefined}))
      expect((await get('2'))?.material).toBeUndefined()
      expect(await ids({conditions: [{key: 'state', equals: 'Destroyed'}]})).toEqual(['3', '2'])
      expect(await ids({conditions: [{key: 'date', equals: '20'}]})).toEqual([])
    })

    it('takes an entry given twice as one', async () => {
      await addObjects(current(), storedObject('5', {name: ['z', 'z']}))
      expect(await find({conditions: [{key: 'name', equals: 'z'}], count: true})).toEqual({ids: ['5'], total: 1})
      await update(storedObject('5', {name: ['y', 'y', 'z', 'z']}))
      expect(await find({conditions: [{key: 'name', from: 'y'}], count: true})).toEqual({ids: ['5'], total: 1})
      await update(storedObject('5'))
      expect(await ids({conditions: [{key: 'name', from: 'y'}]})).toEqual([])
    })

    it('takes more entries than one statement holds', async () => {
      const names = Array.from({length: 50}, (_, index) => `many ${index}`)
      await addObjects(current(), storedObject('5', {name: names}))
      for (const name of names) expect(await ids({conditions: [{key: 'name', equals: name}]})).toEqual(['5'])
    })
  })

  it('orders index values by their UTF-8 bytes', async () => {
    const ordered = [
      '',
      '\0',
      '\0\0',
      '\u0001',
      '\u0001\u0001',
      '\u0002',
      '10',
      '9',
      'A',
      'a',
      'é',
      '\u{ffee}',
      '\u{1f600}',
    ]
    await addObjects(current(), ...ordered.map((value, index) => storedObject(`${index}`, {key: value})))
    for (const [index, value] of ordered.entries()) {
      const below = await ids({conditions: [{key: 'key', to: value}]})
      expect(below.toReversed()).toEqual(Array.from({length: index + 1}, (_, other) => `${other}`))
      expect(await ids({conditions: [{key: 'key', equals: value}]})).toEqual([`${index}`])
    }
  })

  it('gives objects whose transition is due, oldest transition first', async () => {
    await addObjects(
      current(),
      storedObject('late', {}, {nextTransition: 30}),
      storedObject('never'),
      storedObject('first', {}, {nextTransition: 10}),
      storedObject('second', {}, {nextTransition: 20}),
      storedObject('elsewhere', {}, {nextTransition: 5, scopeId: 'other'}),
    )
    const due = (now: number, limit = 10) => current().read(({objects}) => objects.due('s', now, limit))
    expect(await due(9)).toEqual([])
    expect(await due(20)).toEqual(['first', 'second'])
    expect(await due(99, 1)).toEqual(['first'])
    await update(storedObject('first', {}, {nextTransition: 40}))
    await update(storedObject('second', {}, {nextTransition: undefined}))
    expect(await due(99)).toEqual(['late', 'first'])
  })

  it('gives objects that are to be rotated, of all scopes, the one that waits longest first', async () => {
    await addObjects(
      current(),
      storedObject('late', {}, {nextRotation: 30}),
      storedObject('never', {}, {nextTransition: 1}),
      storedObject('first', {}, {nextRotation: 10, nextTransition: 50}),
      storedObject('second', {}, {nextRotation: 20}),
      storedObject('second', {}, {nextRotation: 20, scopeId: 'other'}),
    )
    const due = async (now: number, limit = 10) => {
      const rotations = await current().read(({objects}) => objects.dueRotations(now, limit))
      return rotations.map(({scopeId, id}) => `${scopeId}/${id}`)
    }
    expect(await due(9)).toEqual([])
    expect(await due(20)).toEqual(['s/first', 's/second', 'other/second'])
    expect(await due(99, 2)).toEqual(['s/first', 's/second'])
    expect(await current().read(({objects}) => objects.get('s', 'first'))).toMatchObject({nextRotation: 10})
    await update(storedObject('first', {}, {nextRotation: 40}))
    await update(storedObject('second', {}, {nextRotation: undefined}))
    await current().transaction(({objects}) => objects.delete('other', 'second'))
    expect(await due(99)).toEqual(['s/late', 's/first'])
  })

  it('counts the objects of one scope', async () => {
    await addObjects(current(), storedObject('1'), storedObject('2'), storedObject('1', {}, {scopeId: 'other'}))
    const count = (scopeId: string) => current().read(({objects}) => objects.count(scopeId))
    expect([await count('s'), await count('other'), await count('nowhere')]).toEqual([2, 1, 0])
  })
}
