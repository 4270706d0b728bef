import {beforeEach, expect, it} from 'vitest'
import type {JobRecord, JobStore, Store} from '../../src/storage/store.ts'
import {addScopes, jobRecord} from './records.ts'

/** How every store keeps jobs. */
export function jobContract(current: () => Store): void {
  const write = <T>(work: (jobs: JobStore) => Promise<T>): Promise<T> => current().transaction(({jobs}) => work(jobs))
  const waiting = (kind: JobRecord['kind'], limit = 10) =>
    current().read(async ({jobs}) => (await jobs.waiting(kind, limit)).map(({id}) => id))

  beforeEach(() => addScopes(current(), 's', 'other'))

  it('are found by scope and identifier, as they were put', async () => {
    await write((jobs) => jobs.put(jobRecord('1')))
    await current().read(async ({jobs}) => {
      expect(await jobs.get('s', '1')).toEqual(jobRecord('1'))
      expect(await jobs.get('other', '1')).toBeUndefined()
      expect(await jobs.get('s', '2')).toBeUndefined()
    })
  })

  it('wait in the order in which they were first put, each kind by itself', async () => {
    await write(async (jobs) => {
      for (const id of ['3', '1', '2']) await jobs.put(jobRecord(id))
      await jobs.put(jobRecord('q', {kind: 'client-request', scopeId: 'other'}))
      await jobs.put(jobRecord('3', {expiresAt: 7}))
      await jobs.put(jobRecord('1', {status: 'finished'}))
    })
    expect(await waiting('operation')).toEqual(['3', '2'])
    expect(await waiting('operation', 1)).toEqual(['3'])
    expect(await waiting('client-request')).toEqual(['q'])
    expect(await current().read(({jobs}) => jobs.countWaiting('s'))).toBe(2)
    expect((await current().read(({jobs}) => jobs.get('s', '3')))?.expiresAt).toBe(7)
  })

  it('are found by whom their answers are owed to, oldest first, until nothing is owed', async () => {
    const owed = (owner: string, limit = 10) =>
      current().read(async ({jobs}) => (await jobs.owedTo('s', owner, limit)).map(({id}) => id))
    await write(async (jobs) => {
      for (const id of ['2', '1', '3']) await jobs.put(jobRecord(id, {owedTo: 'me'}))
      await jobs.put(jobRecord('theirs', {owedTo: 'them'}))
      await jobs.put(jobRecord('elsewhere', {owedTo: 'me', scopeId: 'other'}))
      await jobs.put(jobRecord('nobodys'))
    })
    expect(await owed('me')).toEqual(['2', '1', '3'])
    expect(await owed('me', 2)).toEqual(['2', '1'])
    expect((await current().read(({jobs}) => jobs.get('s', '2')))?.owedTo).toBe('me')
    await write(async (jobs) => {
      await jobs.put(jobRecord('2', {status: 'finished'}))
      await jobs.put(jobRecord('1', {status: 'finished', owedTo: 'me'}))
    })
    expect(await owed('me')).toEqual(['1', '3'])
    expect(await owed('nobody')).toEqual([])
  })

  it('expire, unless they are operations that have not run', async () => {
    await write(async (jobs) => {
      await jobs.put(jobRecord('waits', {expiresAt: 5}))
      await jobs.put(jobRecord('done', {expiresAt: 5, status: 'finished'}))
      await jobs.put(jobRecord('asked', {expiresAt: 5, kind: 'client-request'}))
      await jobs.put(jobRecord('later', {expiresAt: 6, status: 'finished'}))
      expect(await jobs.deleteExpired(5)).toBe(2)
    })
    await current().read(async ({jobs}) => {
      for (const id of ['waits', 'later']) expect(await jobs.get('s', id)).toBeDefined()
      for (const id of ['done', 'asked']) expect(await jobs.get('s', id)).toBeUndefined()
    })
  })

  it('are gone when deleted, with their scope, and when the transaction fails', async () => {
    await write(async (jobs) => {
      for (const id of ['1', '2']) await jobs.put(jobRecord(id))
    })
    await write((jobs) => jobs.delete('s', '1'))
    const failed = write(async (jobs) => {
      await jobs.put(jobRecord('3'))
      await jobs.delete('s', '2')
      throw new Error('undo this')
    })
    await expect(failed).rejects.toThrow('undo this')
    expect(await waiting('operation')).toEqual(['2'])
    await current().transaction(({administration}) => administration.deleteScope('s'))
    expect(await waiting('operation')).toEqual([])
  })

  it('belong to a scope that exists', async () => {
    const orphan = write((jobs) => jobs.put(jobRecord('1', {scopeId: 'nowhere'})))
    await expect(orphan).rejects.toMatchObject({storageCode: 'NOT_FOUND'})
  })
}
