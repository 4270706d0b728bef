import {describe, expect, it} from 'vitest'
import {openClient, type OpenClientOptions} from '../../../../src/cli/client/open-client.ts'
import type {ConnectionFlags} from '../../../../src/config/connection-settings.ts'
import type {ResponseBatchItem} from '../../../../src/kmip/message/batch-item.ts'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {type Address, formatAddress} from '../../../../src/transport/address.ts'
import {readBinary} from '../../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {child, ItemType} from '../../../../src/ttlv/node.ts'
import {fakeEnvironment} from '../../../support/environment.ts'
import {response, responsePayload} from '../../../support/fake-channel.ts'
import {tlsFixture, tlsFixturePath} from '../../../support/tls-fixtures.ts'
import {eachMessage, tcpServer, tlsServer, type TestServer} from '../../../support/tls-server.ts'

const id = {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: '7'} as const

const activated: ResponseBatchItem = {
  operation: 'Activate',
  resultStatus: 'Success',
  payload: responsePayload([id]),
}
const queried: ResponseBatchItem = {operation: 'Query', resultStatus: 'Success', payload: responsePayload([])}

/** Answers Activate and Query. */
const good = () =>
  tlsServer((socket) =>
    eachMessage(socket, (message) => {
      const item = child(readBinary(message), Tag.BatchItem)
      const operation = item === undefined ? undefined : child(item, Tag.Operation)
      socket.write(writeBinary(response([operation?.value === 0x18 ? queried : activated])))
    }),
  )

const refusing = (resultReason: 'ItemNotFound' | 'PermissionDenied') =>
  tlsServer((socket) =>
    eachMessage(socket, () => {
      const item: ResponseBatchItem = {operation: 'Activate', resultStatus: 'OperationFailed', resultReason}
      socket.write(writeBinary(response([item])))
    }),
  )

/** Reads the request and is gone. */
const dying = () => tlsServer((socket) => eachMessage(socket, () => socket.destroy()))
const silent = () => tlsServer((socket) => socket.resume())
const malformed = () =>
  tlsServer((socket) => eachMessage(socket, () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')))
const demanding = () => tlsServer((socket) => socket.resume(), {requestCert: true, minVersion: 'TLSv1.3'})
const untrusted = () => tlsServer((socket) => socket.resume(), {cert: tlsFixture('other-server.pem')})

async function unreachable(): Promise<TestServer> {
  const server = await tcpServer(() => undefined)
  await server[Symbol.asyncDispose]()
  return {...server, [Symbol.asyncDispose]: async () => undefined}
}

async function clientOf(servers: readonly TestServer[], flags: ConnectionFlags = {}, options: OpenClientOptions = {}) {
  const failed: Address[] = []
  const opened = await openClient(
    {server: servers.map(({address}) => formatAddress(address)).join(','), ca: tlsFixturePath('ca.pem'), ...flags},
    {environment: fakeEnvironment(), onFailure: ({address}) => failed.push(address), ...options},
  )
  return {client: opened.client, opened, failed}
}

type Kind = () => Promise<TestServer>

/** Whether the second server is asked to activate something after the first one failed. */
async function goesOn(first: Kind, flags: ConnectionFlags): Promise<boolean> {
  await using bad = await first()
  await using other = await good()
  const {client: opened} = await clientOf([bad, other], flags)
  await using client = opened
  await client.call(Activate, {}).catch(() => undefined)
  return other.connections() > 0
}

describe('the next server of a list', () => {
  const brief = {timeout: '100ms', connectTimeout: '10s'}
  const patient = {timeout: '10s', connectTimeout: '10s'}

  it.each<[string, Kind, ConnectionFlags, readonly string[]]>([
    ['cannot be reached', unreachable, patient, ['connection', 'percona', 'strict']],
    ['shows a certificate of nobody', untrusted, patient, ['connection', 'percona']],
    ['refuses us by TLS once it is asked', demanding, patient, ['connection', 'percona']],
    ['dies over the request', dying, patient, ['percona']],
    ['does not answer in time', silent, brief, ['percona']],
    ['answers something else than TTLV', malformed, patient, ['percona']],
    ['refuses the operation', () => refusing('PermissionDenied'), patient, ['percona']],
    ['has no such object', () => refusing('ItemNotFound'), patient, []],
  ])('is asked where one %s', async (_what, kind, times, rules) => {
    const asked: string[] = []
    for (const failover of ['connection', 'percona', 'strict']) {
      const isOneTime = failover === 'percona' && times === brief
      const flags = {...times, failover, ...(isOneTime ? {connectTimeout: '300ms'} : {})}
      if (await goesOn(kind, flags)) asked.push(failover)
    }
    expect(asked).toEqual(rules)
  })

  it('is asked a question that another one died over, and tells why the first was left', async () => {
    await using servers = await several(dying, dying, good)
    const [bad, worse, other] = servers
    const {client: opened, failed} = await clientOf(servers)
    await using client = opened
    expect(await client.call(Query, {queryFunction: ['QueryOperations']})).toEqual({})
    expect(failed).toEqual([bad.address, worse.address])
    expect(await client.call(Activate, {})).toEqual({uniqueIdentifier: '7'})
    expect(other.connections()).toBe(1)
  })

  it('is no place for a question when the rule is strict', async () => {
    await using servers = await several(dying, good)
    const {client: opened} = await clientOf(servers, {failover: 'strict'})
    await using client = opened
    await expect(client.call(Query, {queryFunction: ['QueryOperations']})).rejects.toThrow(
      /closed the connection before its first answer$/,
    )
    expect(servers[1].connections()).toBe(0)
  })

  it('is named with the first one when neither can be used', async () => {
    await using servers = await several(demanding, unreachable)
    const {client: opened} = await clientOf(servers)
    await using client = opened
    await expect(client.call(Activate, {})).rejects.toThrow(
      /^None of 2 servers can be used: \S+ \(.+demands a client certificate\), \S+ \(.+refused the connection\)$/,
    )
  })
})

describe('the rule of mongod', () => {
  it('goes through the list as often as it is told to, each time over a new connection', async () => {
    await using servers = await several(() => refusing('PermissionDenied'), dying)
    const {client: opened, failed} = await clientOf(servers, {failover: 'percona', connectRetries: '2'})
    await using client = opened
    const [one, two] = servers
    const names = [one.address, two.address]
    await expect(client.call(Activate, {})).rejects.toThrow(/^None of 2 servers can be used: /)
    expect([one.connections(), two.connections()]).toEqual([3, 3])
    expect(failed).toEqual([...names, ...names, one.address])
  })

  it('ends with the refusal of the last server', async () => {
    await using servers = await several(dying, () => refusing('PermissionDenied'))
    const {client: opened} = await clientOf(servers, {failover: 'percona'})
    await using client = opened
    await expect(client.call(Activate, {})).rejects.toMatchObject({exitCode: 4, resultReason: 'PermissionDenied'})
  })

  it('keeps no connection for the next operation', async () => {
    await using server = await good()
    const {client: opened} = await clientOf([server], {failover: 'percona'})
    await using client = opened
    await client.call(Activate, {})
    await client.call(Activate, {})
    expect(server.connections()).toBe(2)
  })

  it('has one time for connecting and answering', async () => {
    await using server = await silent()
    const {client: opened} = await clientOf([server], {failover: 'percona', connectTimeout: '150ms', timeout: '1h'})
    await using client = opened
    await expect(client.call(Query, {queryFunction: ['QueryOperations']})).rejects.toThrow(
      /did not answer within 150 ms$/,
    )
  })

  it('cuts the list as mongod does', async () => {
    const open = (server: string) => openClient({server, failover: 'percona'}, {environment: fakeEnvironment()})
    await expect(open('one, two')).rejects.toThrow('has a blank or an empty name in "one, two"')
    await expect(open('one,,two')).rejects.toThrow('has a blank or an empty name in "one,,two"')
    await (await open('one,two')).client[Symbol.asyncDispose]()
  })
})

/** Several servers that end together. */
async function several<const Kinds extends readonly Kind[]>(...kinds: Kinds) {
  const servers = await Promise.all(kinds.map((kind) => kind()))
  return Object.assign(servers as {[Index in keyof Kinds]: TestServer}, {
    [Symbol.asyncDispose]: async () => void (await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))),
  })
}
