import {beforeEach, describe, expect, it} from 'vitest'
import type {Store, TallyQuery} from '../../src/storage/store.ts'
import {
  addObjects,
  addScopes,
  authorityRecord,
  credentialRecord,
  jobRecord,
  roleRecord,
  storedObject,
} from './records.ts'

/** Counting what is in a store, in pieces. */
export function censusContract(current: () => Store): void {
  /** The counts of all pieces, one after the other. */
  const pieces = async (query: TallyQuery): Promise<number[]> => {
    const counts: number[] = []
    let after: number | undefined
    do {
      const {count, next} = await current().read(({objects}) => objects.tally({...query, after}))
      counts.push(count)
      after = next
    } while (after !== undefined)
    return counts
  }

  beforeEach(() => addScopes(current(), 's', 'other'))

  it('knows no outdated objects of the version of the program that writes them', async () => {
    await addObjects(current(), storedObject('1'), storedObject('2', {}, {scopeId: 'other'}))
    const outdated = () => current().read(({objects}) => objects.outdated({limit: 10}))
    expect(await outdated()).toEqual([])
    await current().transaction(({objects}) => objects.renewedUpTo(1))
    expect(await outdated()).toEqual([])
    expect(await current().read(({objects}) => objects.outdated({scopeId: 's', after: 0, limit: 10}))).toEqual([])
  })

  describe('tally', () => {
    beforeEach(async () => {
      const states = ['Active', 'Active', 'Destroyed', 'Active', 'Active', 'Active', undefined]
      const objects = states.map((state, index) => storedObject(String(index), state === undefined ? {} : {state}))
      await addObjects(current(), ...objects, storedObject('1', {state: 'Active'}, {scopeId: 'other'}))
    })

    it('counts the objects of a scope', async () => {
      expect(await pieces({scopeId: 's', limit: 100})).toEqual([7])
      expect(await pieces({scopeId: 'other', limit: 100})).toEqual([1])
      expect(await pieces({scopeId: 'nowhere', limit: 100})).toEqual([0])
    })

    it('counts those that have an entry', async () => {
      expect(await pieces({scopeId: 's', entry: {key: 'state', value: 'Active'}, limit: 100})).toEqual([5])
      expect(await pieces({scopeId: 's', entry: {key: 'state', value: 'Compromised'}, limit: 100})).toEqual([0])
    })

    it('looks at no more than the limit at once, and goes on where it ended', async () => {
      expect(await pieces({scopeId: 's', limit: 3})).toEqual([3, 3, 1])
      expect(await pieces({scopeId: 's', entry: {key: 'state', value: 'Active'}, limit: 2})).toEqual([2, 2, 1])
    })

    it('follows changes', async () => {
      await current().transaction(async ({objects}) => {
        await objects.update(storedObject('0', {state: 'Destroyed'}))
        await objects.delete('s', '1')
      })
      expect(await pieces({scopeId: 's', limit: 100})).toEqual([6])
      expect(await pieces({scopeId: 's', entry: {key: 'state', value: 'Active'}, limit: 100})).toEqual([3])
      expect(await pieces({scopeId: 's', entry: {key: 'state', value: 'Destroyed'}, limit: 100})).toEqual([2])
    })
  })

  it('gives the terms of credentials in pieces, of all scopes', async () => {
    await current().transaction(async ({administration}) => {
      await administration.insertRole(roleRecord('r', 's'))
      await administration.insertRole(roleRecord('q', 'other'))
      await administration.insertCredential(credentialRecord('30', 's', 'r', {notAfter: 3}))
      await administration.insertCredential(credentialRecord('4', 'other', 'q', {notAfter: 4}))
      await administration.insertCredential(credentialRecord('200', 's', 'r', {notAfter: 2, revokedAt: 1}))
    })
    const terms = (after?: string) => current().read(({administration}) => administration.credentialTerms(after, 2))
    expect(await terms()).toEqual([
      {serialNumber: '200', scopeId: 's', notAfter: 2, revokedAt: 1},
      {serialNumber: '30', scopeId: 's', notAfter: 3, revokedAt: undefined},
    ])
    expect(await terms('30')).toEqual([{serialNumber: '4', scopeId: 'other', notAfter: 4, revokedAt: undefined}])
  })

  it('gives the certificates of authorities that belong to no scope, without their keys', async () => {
    await current().transaction(async ({administration}) => {
      await administration.insertAuthority(authorityRecord('b', {kind: 'generated', supersededBy: 'a'}))
      await administration.insertAuthority(authorityRecord('a'))
      await administration.insertAuthority(authorityRecord('of a scope', {kind: 'scope', scopeId: 's'}))
    })
    expect(await current().read(({administration}) => administration.authorityCertificates())).toEqual([
      {name: 'a', kind: 'default', certificatePem: 'certificate of a', supersededBy: undefined},
      {name: 'b', kind: 'generated', certificatePem: 'certificate of b', supersededBy: 'a'},
    ])
  })

  it('counts jobs that wait, in all scopes', async () => {
    await current().transaction(async ({jobs}) => {
      await jobs.put(jobRecord('1'))
      await jobs.put(jobRecord('2', {scopeId: 'other'}))
      await jobs.put(jobRecord('3', {status: 'finished'}))
      await jobs.put(jobRecord('4', {kind: 'client-request'}))
    })
    const waiting = (kind: 'operation' | 'client-request') => current().read(({jobs}) => jobs.countAllWaiting(kind))
    expect([await waiting('operation'), await waiting('client-request')]).toEqual([2, 1])
  })
}
