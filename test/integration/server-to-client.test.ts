import {setTimeout as wait} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {askClients} from '../../src/administration/client-questions.ts'
import {revokeCredential} from '../../src/administration/credentials.ts'
import {generateCredential} from '../../src/administration/issue-credential.ts'
import {createRole, updateRole} from '../../src/administration/roles.ts'
import {createScope} from '../../src/administration/scopes.ts'
import {AttributeSet} from '../../src/kmip/attributes/attribute-set.ts'
import {Activate} from '../../src/kmip/operations/activate.ts'
import {AddAttribute} from '../../src/kmip/operations/add-attribute.ts'
import {Create} from '../../src/kmip/operations/create.ts'
import {DeleteAttribute} from '../../src/kmip/operations/delete-attribute.ts'
import {Destroy} from '../../src/kmip/operations/destroy.ts'
import {DiscoverVersions} from '../../src/kmip/operations/discover-versions.ts'
import {Notify} from '../../src/kmip/operations/notify.ts'
import {Put} from '../../src/kmip/operations/put.ts'
import {Query} from '../../src/kmip/operations/query.ts'
import {ReKey} from '../../src/kmip/operations/re-key.ts'
import type {FieldValues} from '../../src/kmip/schema/structure.ts'
import {CryptographicUsageMask} from '../../src/kmip/spec/masks.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {structureNode} from '../../src/ttlv/node.ts'
import {listeningClient, payloadOf} from '../support/listening-client.ts'
import {runServer, type RunningServerOptions, type ServerUnderTest} from '../support/running-server.ts'

type CreateRequest = FieldValues<(typeof Create)['request']['fields']>

function aes(sensitive?: boolean): CreateRequest {
  const attributes = new AttributeSet()
    .set('CryptographicAlgorithm', 'AES')
    .set('CryptographicLength', 128)
    .set('CryptographicUsageMask', CryptographicUsageMask.of('Encrypt', 'Decrypt'))
  if (sensitive !== undefined) attributes.set('Sensitive', sensitive)
  return {objectType: 'SymmetricKey', attributes}
}

const admin = {scope: 'app', role: 'admin'}

async function receiving(kinds: readonly string[], options: RunningServerOptions = {}): Promise<ServerUnderTest> {
  const server = await runServer(options)
  await updateRole(server.store, {...admin, receive: kinds})
  return server
}

describe('Put', () => {
  it('follows the answer to the request that made the object, with value and attributes', async () => {
    await using server = await receiving(['put'])
    const client = await listeningClient(server)
    const {uniqueIdentifier} = await client.call(Create, aes())
    const message = await client.heard()
    expect(client.order).toEqual(['R', 'Q'])
    expect(message.header).toMatchObject({protocolVersion: {major: 1, minor: 4}, batchCount: 1})
    expect(message.header.timeStamp).toBeInstanceOf(Date)
    const put = payloadOf(Put, message)
    expect(put).toMatchObject({uniqueIdentifier, putFunction: 'New', object: {type: 'SymmetricKey'}})
    expect(put.replacedUniqueIdentifier).toBeUndefined()
    expect(put.attributes?.get('State')).toBe('PreActive')
    expect(put.attributes?.get('Fresh')).toBe(true)
    client.respond(message)
    await client.call(Destroy, {uniqueIdentifier})
    expect(client.pending()).toBe(0)
  })

  it('says which object a new one replaces', async () => {
    await using server = await receiving(['put'])
    const client = await listeningClient(server)
    const {uniqueIdentifier} = await client.call(Create, aes())
    client.respond(await client.heard())
    const next = await client.call(ReKey, {uniqueIdentifier})
    expect(payloadOf(Put, await client.heard())).toMatchObject({
      uniqueIdentifier: next.uniqueIdentifier,
      putFunction: 'Replace',
      replacedUniqueIdentifier: uniqueIdentifier,
    })
  })

  it('reaches other connections of the scope, in the version of each, but no other scope', async () => {
    await using server = await receiving(['put'])
    const now = new Date()
    await createScope(server.store, 'other', now)
    await createRole(server.store, {scope: 'other', role: 'admin', operations: ['all'], receive: ['put'], now})
    const {credential} = await generateCredential(server.store, {scope: 'other', role: 'admin', now})
    const maker = await listeningClient(server)
    const listener = await listeningClient(server)
    const stranger = await listeningClient(server, {credential})
    await listener.call(DiscoverVersions, {}, '1.2')
    await stranger.call(DiscoverVersions, {}, '1.2')
    const {uniqueIdentifier} = await maker.call(Create, aes())
    const message = await listener.heard()
    expect(message.header.protocolVersion).toEqual({major: 1, minor: 2})
    expect(payloadOf(Put, message).uniqueIdentifier).toBe(uniqueIdentifier)
    expect(payloadOf(Put, message).attributes?.has('Sensitive')).toBe(false)
    await stranger.call(DiscoverVersions, {}, '1.2')
    expect(stranger.pending()).toBe(0)
  })

  it('sends no value that may leave the server only wrapped', async () => {
    await using server = await receiving(['put'])
    const client = await listeningClient(server)
    await client.call(Create, aes(true))
    const {uniqueIdentifier} = await client.call(Create, aes())
    expect(payloadOf(Put, await client.heard()).uniqueIdentifier).toBe(uniqueIdentifier)
  })

  it('is for roles alone that receive it, and for clients that have spoken', async () => {
    await using server = await runServer()
    const silent = await listeningClient(server)
    const client = await listeningClient(server)
    await client.call(Create, aes())
    await updateRole(server.store, {...admin, receive: ['put']})
    await client.call(Create, aes())
    await client.heard()
    expect([silent.pending(), client.pending()]).toEqual([0, 0])
    expect(silent.order).toEqual([])
  })

  it('ends with the credential', async () => {
    await using server = await receiving(['put'])
    const now = new Date()
    const second = await generateCredential(server.store, {...admin, now})
    const revoked = await listeningClient(server, {credential: second.credential})
    const client = await listeningClient(server)
    await revoked.call(DiscoverVersions, {})
    await revokeCredential(server.store, {serialNumber: second.description.serialNumber}, now)
    await client.call(Create, aes())
    await client.heard()
    expect(revoked.pending()).toBe(0)
  })
})

describe('Notify', () => {
  it('tells which attributes have changed, and those that are gone without their value', async () => {
    await using server = await receiving(['notify'])
    const client = await listeningClient(server)
    const {uniqueIdentifier} = await client.call(Create, aes())
    const contact = {key: 'ContactInformation', index: undefined} as const
    await client.call(AddAttribute, {uniqueIdentifier, newAttribute: {...contact, value: 'me'}})
    const added = await client.heard()
    const {changes} = payloadOf(Notify, added)
    expect(changes.attributes.keys().sort()).toEqual(['ContactInformation', 'LastChangeDate'])
    expect(changes.attributes.get('ContactInformation')).toBe('me')
    client.respond(added)
    await client.call(DeleteAttribute, {uniqueIdentifier, attributeReference: 'ContactInformation'})
    const deleted = payloadOf(Notify, await client.heard()).changes
    expect(deleted.attributes.keys()).toEqual(['LastChangeDate'])
    expect(deleted.deleted).toEqual([expect.objectContaining({key: 'ContactInformation'})])
  })

  it('tells of states, whoever changed them', async () => {
    await using server = await receiving(['notify'])
    const client = await listeningClient(server)
    const other = await listeningClient(server)
    await other.call(DiscoverVersions, {})
    const {uniqueIdentifier} = await client.call(Create, aes())
    await client.call(Activate, {uniqueIdentifier})
    const {changes} = payloadOf(Notify, await other.heard())
    expect(changes.attributes.get('State')).toBe('Active')
    expect(changes.attributes.has('ActivationDate')).toBe(true)
  })
})

describe('dates that come', () => {
  it('are told of when nobody looks', async () => {
    await using server = await receiving(['notify'])
    const client = await listeningClient(server)
    const request = aes()
    request.attributes?.set('ActivationDate', new Date(Math.floor(Date.now() / 1000) * 1000 + 1000))
    const {uniqueIdentifier} = await client.call(Create, request)
    const notice = payloadOf(Notify, await client.heard())
    expect(notice.uniqueIdentifier).toBe(uniqueIdentifier)
    expect(notice.changes.attributes.get('State')).toBe('Active')
  })
})

describe('a client that does not respond', () => {
  it('gets the answers to its own requests all the same, and no further request until it responds', async () => {
    await using server = await receiving(['put'], {limits: {answerTime: 50}})
    const client = await listeningClient(server)
    await client.call(Create, aes())
    const first = await client.heard()
    await client.call(Create, aes())
    await server.log.entry('did not respond')
    await client.call(Create, aes())
    expect(client.pending()).toBe(0)
    client.respond(first)
    const {uniqueIdentifier} = await client.call(Create, aes())
    expect(payloadOf(Put, await client.heard()).uniqueIdentifier).toBe(uniqueIdentifier)
  })

  it('may refuse, which is logged', async () => {
    await using server = await receiving(['put'])
    const client = await listeningClient(server)
    await client.call(Create, aes())
    const refusal = {resultStatus: 'OperationFailed', resultReason: 'OperationNotSupported'} as const
    client.respond(await client.heard(), {...refusal, resultMessage: 'no Put here', payload: undefined})
    expect(await server.log.entry('no Put here')).toMatchObject({operation: 'Put', reason: 'OperationNotSupported'})
  })
})

describe('questions to clients', () => {
  const question = {
    ...admin,
    operation: 'Query',
    payload: Query.request.encodeItems({queryFunction: ['QueryOperations']}, 'any'),
    timeoutMs: 5000,
  } as const

  it('reach a connected client of the role, and its answer comes back', async () => {
    await using server = await receiving(['query'])
    const client = await listeningClient(server)
    await client.call(DiscoverVersions, {})
    const answers = askClients(server.store, question)
    const message = await client.heard()
    expect(payloadOf(Query, message).queryFunction).toEqual(['QueryOperations'])
    const payload = structureNode(Tag.ResponsePayload, Query.response.encodeItems({operation: ['Get']}, '1.4'))
    client.respond(message, {payload})
    const [answer] = await answers
    expect(answer?.item).toMatchObject({tag: Tag.BatchItem})
    expect(JSON.stringify(answer?.item)).toContain(String(Tag.ResponsePayload))
  })

  it('wait for a client, and may be asked about versions', async () => {
    await using server = await receiving(['query'])
    const answers = askClients(server.store, {...question, operation: 'DiscoverVersions', payload: []})
    await wait(20)
    const client = await listeningClient(server)
    await client.call(DiscoverVersions, {}, '1.3')
    const message = await client.heard()
    expect(message.header.protocolVersion).toEqual({major: 1, minor: 3})
    expect(payloadOf(DiscoverVersions, message)).toEqual({})
    client.respond(message)
    expect(await answers).toHaveLength(1)
  })

  it('say which client did not respond', async () => {
    await using server = await receiving(['query'], {limits: {answerTime: 50}})
    const client = await listeningClient(server)
    await client.call(DiscoverVersions, {})
    expect(await askClients(server.store, question)).toEqual([
      expect.objectContaining({failed: expect.stringContaining('did not respond')}),
    ])
  })

  it('are refused for roles that do not receive them, and fail without a client', async () => {
    await using server = await runServer()
    await expect(askClients(server.store, question)).rejects.toMatchObject({code: 'NOT_RECEIVED'})
    await updateRole(server.store, {...admin, receive: ['query']})
    await expect(askClients(server.store, {...question, timeoutMs: 10})).rejects.toMatchObject({code: 'NO_ANSWER'})
    expect(await server.store.read(({jobs}) => jobs.waiting('client-request', 1))).toEqual([])
  })
})
