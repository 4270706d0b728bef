import {describe, expect, it} from 'vitest'
import {type CredentialFilter, listCredentials} from '../../../src/administration/credential-list.ts'
import {revokeCredential} from '../../../src/administration/credentials.ts'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {createRole} from '../../../src/administration/roles.ts'
import type {Store} from '../../../src/storage/store.ts'
import {now, storeWithRole} from './fixture.ts'

const day = 24 * 60 * 60
const app = {scope: 'finance', role: 'app'}
const key = {keyType: 'ec', keyBits: 256} as const

/** Copies of a credential of the role, without the cost of issuing them. */
async function insertCredentials(store: Store, role: string, count: number): Promise<void> {
  const {description} = await generateCredential(store, {scope: 'finance', role, ...key, now})
  await store.transaction(async ({administration}) => {
    const first = await administration.credential(description.serialNumber)
    if (first === undefined) throw new TypeError('The credential is kept')
    for (let index = 1; index < count; index++) {
      const serialNumber = `${first.serialNumber}${String(index).padStart(6, '0')}`
      await administration.insertCredential({...first, serialNumber, fingerprint: serialNumber})
    }
  })
}

describe('listCredentials', () => {
  it('goes through several pages and roles in order, each credential once', async () => {
    await using store = await storeWithRole()
    await createRole(store, {scope: 'finance', role: 'batch', operations: ['all'], now})
    await insertCredentials(store, 'app', 450)
    await insertCredentials(store, 'batch', 201)
    const all = await listCredentials(store, {}, now)
    expect(new Set(all.map(({serialNumber}) => serialNumber)).size).toBe(651)
    expect(all.findIndex(({role}) => role === 'batch')).toBe(450)
  })

  it('stops at a limit, and goes on after a credential', async () => {
    await using store = await storeWithRole()
    await createRole(store, {scope: 'finance', role: 'batch', operations: ['all'], now})
    await insertCredentials(store, 'app', 3)
    await insertCredentials(store, 'batch', 2)
    const serials = async (filter: CredentialFilter & {limit?: number}) =>
      (await listCredentials(store, filter, now)).map(({serialNumber}) => serialNumber)
    const all = await serials({})
    expect(await serials({limit: 2})).toEqual(all.slice(0, 2))
    expect(await serials({limit: 2, after: all[1] ?? ''})).toEqual(all.slice(2, 4))
    expect(await serials({after: all[4] ?? ''})).toEqual([])
    expect(await serials({limit: 0})).toEqual([])
    await expect(serials({after: '1'})).rejects.toMatchObject({code: 'NOT_FOUND'})
    await expect(serials({after: 'x y'})).rejects.toMatchObject({code: 'USAGE'})
    await expect(serials({role: 'batch', after: all[0] ?? ''})).rejects.toMatchObject({code: 'USAGE'})
  })

  it('finds by labels, all of which must be there', async () => {
    await using store = await storeWithRole()
    for (const labels of [{team: 'a', stage: 'live'}, {team: 'a'}, {team: 'b'}, {}]) {
      await generateCredential(store, {...app, ...key, labels, now})
    }
    const count = async (labels: Record<string, string>) => (await listCredentials(store, {labels}, now)).length
    expect(await count({team: 'a'})).toBe(2)
    expect(await count({team: 'a', stage: 'live'})).toBe(1)
    expect(await count({team: ''})).toBe(0)
    expect(await count({constructor: 'x'})).toBe(0)
    expect(await count({})).toBe(4)
  })

  it('finds what ends within a time and has not ended, the first to end first, without what is revoked', async () => {
    await using store = await storeWithRole()
    const ends = [9 * day, 2 * day, 60, 7 * day, 3 * day]
    const made = []
    for (const ttlSeconds of ends) made.push(await generateCredential(store, {...app, ...key, ttlSeconds, now}))
    const [, second, third, fourth, fifth] = made.map(({description}) => description.serialNumber)
    await revokeCredential(store, {serialNumber: fifth ?? ''}, now)
    const later = new Date(now.getTime() + 61_000)
    const expiring = async (seconds: number, at: Date, more: CredentialFilter = {}) =>
      (await listCredentials(store, {...more, expiringWithinSeconds: seconds}, at)).map(
        ({serialNumber}) => serialNumber,
      )
    expect(await expiring(7 * day, now)).toEqual([third, second, fourth])
    expect(await expiring(7 * day, later)).toEqual([second, fourth])
    expect(await expiring(7 * day - 1, now)).toEqual([third, second])
    expect(await expiring(7 * day, now, {after: third})).toEqual([second, fourth])
    expect(await expiring(7 * day, now, {scope: 'finance', role: 'app', labels: {a: 'b'}})).toEqual([])
  })

  it('finds by status', async () => {
    await using store = await storeWithRole()
    for (const ttlSeconds of [60, day]) await generateCredential(store, {...app, ...key, ttlSeconds, now})
    const {description} = await generateCredential(store, {...app, ...key, ttlSeconds: day, now})
    await revokeCredential(store, description, now)
    const later = new Date(now.getTime() + 61_000)
    for (const status of ['valid', 'expired', 'revoked'] as const) {
      expect(await listCredentials(store, {status}, later)).toMatchObject([{status}])
    }
  })
})
