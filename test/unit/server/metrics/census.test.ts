import {describe, expect, it} from 'vitest'
import {takeCensus} from '../../../../src/server/metrics/census.ts'
import type {Store} from '../../../../src/storage/store.ts'
import {addObjects, credentialRecord, roleRecord, scopeRecord, storedObject} from '../../../contract/records.ts'
import {createActiveKey, createKey, endLife} from '../../../support/managed-objects.ts'
import {createTestEngine, watchModes} from '../../../support/test-engine.ts'

const now = 1_000_000

function census(store: Store, pieceSize?: number) {
  return takeCensus({store, clock: () => new Date(now), pieceSize})
}

describe('takeCensus', () => {
  it('counts objects by scope and state', async () => {
    const t = await createTestEngine()
    await createKey(t)
    await createKey(t)
    await createActiveKey(t)
    await endLife(t, await createKey(t), 'Destroyed')
    await addObjects(t.engine.store, storedObject('template', {}, {scopeId: 'one'}))
    await t.engine.store.transaction(({administration}) => administration.insertScope(scopeRecord('empty')))
    const [one, other] = (await census(t.engine.store)).filter(({objects}) => [...objects.values()].some(Boolean))
    expect(Object.fromEntries(one?.objects ?? [])).toEqual({
      PreActive: 2,
      Active: 1,
      Deactivated: 0,
      Compromised: 0,
      Destroyed: 1,
      DestroyedCompromised: 0,
      Stateless: 1,
    })
    expect(other).toBeUndefined()
    expect((await census(t.engine.store)).map(({name}) => name)).toContain('name of empty')
  })

  it('comes to the same in pieces, between which others get the store', async () => {
    const t = await createTestEngine()
    for (let count = 0; count < 7; count++) await createActiveKey(t)
    const whole = await census(t.engine.store)
    const modes = watchModes(t)
    expect(await census(t.engine.store, 2)).toEqual(whole)
    // Four pieces for all of them, four for those that are active
    expect(modes.filter((mode) => mode === 'read').length).toBeGreaterThan(8)
  })

  it('counts credentials by what has become of them, and finds the first valid one to end', async () => {
    const {store} = (await createTestEngine()).engine
    await store.transaction(async ({administration}) => {
      await administration.insertScope(scopeRecord('s', 'finance'))
      await administration.insertRole(roleRecord('role', 's'))
      const insert = (serial: string, more: object) =>
        administration.insertCredential(credentialRecord(serial, 's', 'role', more))
      await insert('1', {notAfter: now - 1})
      await insert('2', {notAfter: now + 2000})
      await insert('3', {notAfter: now + 1000})
      await insert('4', {notAfter: now + 500, revokedAt: now - 5})
    })
    const finance = (await census(store, 10)).find(({name}) => name === 'finance')
    expect(finance).toMatchObject({credentials: {valid: 2, expired: 1, revoked: 1}, nearestExpiry: now + 1000})
  })
})
