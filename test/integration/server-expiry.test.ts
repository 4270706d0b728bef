import {expect, it} from 'vitest'
import {generateCredential} from '../../src/administration/issue-credential.ts'
import {createRole} from '../../src/administration/roles.ts'
import {createScope} from '../../src/administration/scopes.ts'
import {startStoreServer} from '../../src/embedded/store-server.ts'
import {createLog} from '../../src/server/log.ts'
import {MemoryStore} from '../../src/storage/memory/memory-store.ts'
import {LogRecorder} from '../support/running-server.ts'

const now = new Date()
const day = 24 * 60 * 60

async function storeWithCredential(ttlSeconds: number) {
  const store = new MemoryStore()
  const app = {scope: 'finance', role: 'app'}
  await createScope(store, app.scope, now)
  await createRole(store, {...app, operations: ['all'], now})
  const {description} = await generateCredential(store, {...app, keyType: 'ec', keyBits: 256, ttlSeconds, now})
  return {store, serialNumber: description.serialNumber}
}

function serve(store: MemoryStore, log: LogRecorder) {
  return startStoreServer(store, {
    listeners: [{host: '127.0.0.1', port: 0}],
    log: createLog({level: 'warn', format: 'json', stream: log}),
    clock: () => now,
  })
}

it('a server warns at its start of credentials that end within a week', async () => {
  const {store, serialNumber} = await storeWithCredential(3 * day)
  const log = new LogRecorder()
  const server = await serve(store, log)
  expect(await log.entry('Some credentials end within a week')).toMatchObject({
    count: 1,
    nearest: `credential ${serialNumber} of role app of scope finance`,
    hint: expect.stringContaining('kmipctl cred list --expiring 7d'),
  })
  await server.close()
})

it('a server does not warn of what lives longer', async () => {
  const {store} = await storeWithCredential(8 * day)
  const log = new LogRecorder()
  const server = await serve(store, log)
  await server.close()
  expect(log.entries.filter(({msg}) => msg.includes('end within a week'))).toEqual([])
})
