import {expect, it} from 'vitest'
import {revokeCredential} from '../../../src/administration/credentials.ts'
import {expirySummary} from '../../../src/administration/expiry-summary.ts'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import type {Store} from '../../../src/storage/store.ts'
import {now, storeWithRole} from './fixture.ts'

const day = 24 * 60 * 60
const at = (days: number) => new Date(now.getTime() + days * day * 1000)
const summary = (store: Store, when: Date) => store.read(({administration}) => expirySummary(administration, when))

it('counts credentials that end within a week and names the first', async () => {
  await using store = await storeWithRole()
  const serials: string[] = []
  for (const days of [2, 5, 9, 3]) {
    const request = {scope: 'finance', role: 'app', keyType: 'ec', keyBits: 256, ttlSeconds: days * day, now}
    serials.push((await generateCredential(store, request)).description.serialNumber)
  }
  await revokeCredential(store, {serialNumber: serials[3] ?? ''}, now)
  expect(await summary(store, now)).toEqual({
    withinSeconds: 7 * day,
    credentials: {
      count: 2,
      nearest: {name: `credential ${serials[0]} of role app of scope finance`, notAfter: at(2)},
    },
    authorities: {count: 0, nearest: undefined},
  })
  expect((await summary(store, at(3))).credentials).toMatchObject({count: 2, nearest: {notAfter: at(5)}})
  expect((await summary(store, at(10))).credentials).toEqual({count: 0, nearest: undefined})
})

it('counts authorities in their last week, unless another has taken their place', async () => {
  await using store = await storeWithRole()
  await generateCredential(store, {scope: 'finance', role: 'app', keyType: 'ec', keyBits: 256, now})
  const soon = at(3647)
  const {authorities} = await summary(store, soon)
  expect(authorities).toMatchObject({count: 2, nearest: {name: expect.stringMatching(/^authority kmipctl-/)}})
  await store.transaction(async ({administration}) => {
    const root = await administration.authority('kmipctl-root')
    if (root !== undefined) await administration.updateAuthority({...root, supersededBy: 'kmipctl-intermediate'})
  })
  expect((await summary(store, soon)).authorities).toMatchObject({
    count: 1,
    nearest: {name: 'authority kmipctl-intermediate'},
  })
})
