import {expect, it} from 'vitest'
import {listCredentials} from '../../../src/administration/credential-list.ts'
import {revokeCredential, showCredential} from '../../../src/administration/credentials.ts'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {prunableCredentials, pruneCredentials} from '../../../src/administration/prune-credentials.ts'
import {now, storeWithRole} from './fixture.ts'

const app = {scope: 'finance', role: 'app'}
const day = 24 * 60 * 60
const both = {expired: true, revoked: true}
const at = (days: number) => new Date(now.getTime() + days * day * 1000)

async function storeWithThree() {
  const store = await storeWithRole()
  const serials: string[] = []
  for (const ttlSeconds of [day, 90 * day, 90 * day]) {
    const {description} = await generateCredential(store, {...app, keyType: 'ec', keyBits: 256, ttlSeconds, now})
    serials.push(description.serialNumber)
  }
  await revokeCredential(store, {serialNumber: serials[1] ?? ''}, at(10))
  return {store, serials}
}

it('finds what has expired and what is revoked, and nothing that is valid', async () => {
  const {store, serials} = await storeWithThree()
  const [expired, revoked] = serials
  expect(new Set(await prunableCredentials(store, both, at(20)))).toEqual(new Set([expired, revoked]))
  expect(await prunableCredentials(store, {...both, revoked: false}, at(20))).toEqual([expired])
  expect(await prunableCredentials(store, {...both, expired: false}, at(20))).toEqual([revoked])
})

it('keeps what ended too short a time ago', async () => {
  const {store, serials} = await storeWithThree()
  expect(await prunableCredentials(store, {...both, endedForSeconds: 15 * day}, at(20))).toEqual([serials[0]])
  expect(await prunableCredentials(store, {...both, endedForSeconds: 30 * day}, at(20))).toEqual([])
})

it('stays within a scope, a role and labels', async () => {
  const {store} = await storeWithThree()
  expect(await prunableCredentials(store, {...both, labels: {a: 'b'}}, at(20))).toEqual([])
  await expect(prunableCredentials(store, {...both, scope: 'x'}, now)).rejects.toMatchObject({code: 'NOT_FOUND'})
})

it('forgets them for good, also when one is gone already', async () => {
  const {store, serials} = await storeWithThree()
  await pruneCredentials(store, ['1', ...(await prunableCredentials(store, both, at(20)))])
  expect((await listCredentials(store, {}, at(20))).map(({serialNumber}) => serialNumber)).toEqual([serials[2]])
  await expect(showCredential(store, {serialNumber: serials[0] ?? ''}, now)).rejects.toMatchObject({code: 'NOT_FOUND'})
})
