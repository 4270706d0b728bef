import {expect, it} from 'vitest'
import {revokeCredential} from '../../../src/administration/credentials.ts'
import {listSerialNumbers} from '../../../src/administration/credential-serials.ts'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {createRole} from '../../../src/administration/roles.ts'
import type {Store} from '../../../src/storage/store.ts'
import {now, storeWithRole} from './fixture.ts'

const app = {scope: 'finance', role: 'app'}

/** One credential, and so many more of its kind. */
async function withCredentials(count: number): Promise<{readonly store: Store; readonly serialNumbers: string[]}> {
  const store = await storeWithRole()
  const {description} = await generateCredential(store, {...app, keyType: 'ec', keyBits: 256, now})
  const first = await store.read(({administration}) => administration.credential(description.serialNumber))
  if (first === undefined) throw new Error('The credential is not in the store')
  const serialNumbers = [first.serialNumber]
  await store.transaction(async ({administration}) => {
    for (let number = 1; number < count; number++) {
      const serialNumber = String(number).padStart(10, '0')
      serialNumbers.push(serialNumber)
      const createdAt = first.createdAt + number
      await administration.insertCredential({...first, serialNumber, fingerprint: serialNumber, createdAt})
    }
  })
  return {store, serialNumbers}
}

it.each([1, 199, 200, 201, 1000])('of %d credentials each is listed once, the oldest first', async (count) => {
  const {store, serialNumbers} = await withCredentials(count)
  expect(await listSerialNumbers(store, app)).toEqual(serialNumbers)
})

it('those that are revoked and those of other roles are left out', async () => {
  const {store, serialNumbers} = await withCredentials(3)
  await createRole(store, {scope: 'finance', role: 'other', operations: ['all'], now})
  const [serialNumber = ''] = serialNumbers
  await revokeCredential(store, {serialNumber}, now)
  expect(await listSerialNumbers(store, app)).toEqual(serialNumbers.slice(1))
  expect(await listSerialNumbers(store, {...app, role: 'other'})).toEqual([])
})

it('others have their turn meanwhile', async () => {
  const {store} = await withCredentials(1000)
  let turns = 0
  const immediate = (): void => {
    turns++
    next = setImmediate(immediate)
  }
  let next = setImmediate(immediate)
  await listSerialNumbers(store, app)
  clearImmediate(next)
  expect(turns).toBeGreaterThanOrEqual(4)
})

it('of a role that there is not nothing is listed', async () => {
  const {store} = await withCredentials(1)
  await expect(listSerialNumbers(store, {...app, role: 'nobody'})).rejects.toMatchObject({code: 'NOT_FOUND'})
})
