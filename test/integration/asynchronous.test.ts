import {describe, expect, it} from 'vitest'
import {generateCredential} from '../../src/administration/issue-credential.ts'
import {createRole} from '../../src/administration/roles.ts'
import {createScope} from '../../src/administration/scopes.ts'
import {startStoreServer} from '../../src/embedded/store-server.ts'
import {Create} from '../../src/kmip/operations/create.ts'
import {Poll} from '../../src/kmip/operations/poll.ts'
import {createIdentify, isRefused} from '../../src/server/identity/identify.ts'
import {createLog} from '../../src/server/log.ts'
import {MemoryStore} from '../../src/storage/memory/memory-store.ts'
import {aes, attributes} from '../support/managed-objects.ts'
import {answerOf, createTestEngine, entry} from '../support/test-engine.ts'

describe('An asynchronous request that nobody has run', () => {
  it('is run by the server that starts next', async () => {
    const now = new Date()
    await using store = new MemoryStore()
    await createScope(store, 'app', now)
    await createRole(store, {scope: 'app', role: 'admin', operations: ['all'], now})
    const {description} = await generateCredential(store, {scope: 'app', role: 'admin', now})
    const identity = await createIdentify(store)(description, now.getTime())
    if (isRefused(identity)) throw new Error(identity.refused)
    const t = await createTestEngine({engine: {store, clock: () => new Date()}})
    const create = entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})
    const {batchItems} = await t.batch([create], {identity, header: {asynchronousIndicator: 'Optional'}})
    const {asynchronousCorrelationValue = new Uint8Array(0)} = batchItems?.[0] ?? {}
    const poll = () => t.refusal(Poll, {asynchronousCorrelationValue}, {identity})
    expect(await poll()).toMatchObject({resultStatus: 'OperationPending'})

    const log = createLog({level: 'silent', format: 'json'})
    const server = await startStoreServer(store, {listeners: [{host: '127.0.0.1', port: 0}], log})
    await expect.poll(async () => (await poll()).resultStatus).toBe('Success')
    expect(answerOf(Create, await poll()).uniqueIdentifier).toMatch(/./)
    await server.close()
  })
})
