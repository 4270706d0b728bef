import {once} from 'node:events'
import {createServer} from 'node:net'
import {connect, type ConnectionOptions} from 'node:tls'
import {newRecord} from '../../src/administration/authorities.ts'
import {generateCredential} from '../../src/administration/issue-credential.ts'
import {writeListener} from '../../src/administration/listeners.ts'
import {createScope} from '../../src/administration/scopes.ts'
import {updateConfiguration} from '../../src/administration/server-configuration.ts'
import {writeRole} from '../../src/administration/write-role.ts'
import {createRoot} from '../../src/ca/authority.ts'
import type {Credential} from '../../src/ca/credential-format.ts'
import type {KeySpecification} from '../../src/ca/key-specification.ts'
import {startStoreServer, type StoreServerOptions} from '../../src/embedded/store-server.ts'
import {createLog} from '../../src/server/log.ts'
import type {RunningServer} from '../../src/server/server.ts'
import type {Address} from '../../src/transport/address.ts'
import {expect} from 'vitest'
import {MemoryStore} from '../../src/storage/memory/memory-store.ts'
import type {Store} from '../../src/storage/store.ts'
import {type LogEntry, LogRecorder, numbersOf, request, TestClient} from './running-server.ts'

const year = 365 * 24 * 60 * 60
const scope = 'app'
const key = {type: 'ec', bits: 256} as const

/** A store that is served, with an own listener on a free port; clients and server end with it. */
export interface ListeningStore extends AsyncDisposable {
  readonly store: Store
  readonly server: RunningServer
  readonly log: LogRecorder
  /** Of the server's own listener. */
  readonly port: number
  /** Of the server's own authority. */
  readonly credential: Credential
  /** Makes an authority. */
  authority(name: string, key?: KeySpecification, lifetimeSeconds?: number): Promise<void>
  /** A credential that an authority issued; the server's own without a name. */
  issue(authority?: string): Promise<Credential>
  /** Writes a listener under Vault's names and waits until its address is open; the port. */
  listen(name: string, fields: Record<string, unknown>): Promise<number>
  /** Has the server look for changes after some work, and waits for a log entry that was not there before. */
  next(text: string, work: () => Promise<unknown>): Promise<LogEntry>
  /** With the credential of the server's own authority unless told otherwise. */
  connect(port: number, options?: ConnectionOptions & {readonly credential?: Credential}): Promise<TestClient>
}

/** Serves a new store; `configuration` is written to it before, under Vault's names. */
export async function serveStore(
  options: Partial<StoreServerOptions> = {},
  configuration: Readonly<Record<string, unknown>> = {},
): Promise<ListeningStore> {
  const store = new MemoryStore()
  const log = new LogRecorder()
  const now = () => options.clock?.() ?? new Date()
  await createScope(store, scope, now())
  await updateConfiguration(store, {tls_ca_key_bits: 256, ...configuration})
  await writeRole(store, {scope, role: 'own', fields: {operation_all: true}, now: now()})
  const issue = async (authority?: string): Promise<Credential> => {
    const role = authority ?? 'own'
    if (authority !== undefined) {
      await writeRole(store, {scope, role, fields: {operation_all: true, ca: authority}, now: now()})
    }
    const request = {scope, role, keyType: 'ec', keyBits: 256, ttlSeconds: year, now: now()}
    return (await generateCredential(store, request)).credential
  }
  const credential = await issue()
  const server = await startStoreServer(store, {
    listeners: [{host: '127.0.0.1', port: 0}],
    handshakeTime: 10_000,
    log: createLog({level: 'debug', format: 'json', stream: log}),
    ...options,
  })
  const clients: TestClient[] = []
  const next = async (text: string, work: () => Promise<unknown>): Promise<LogEntry> => {
    const from = log.entries.length
    await work()
    await server.refresh()
    return log.entry(text, from)
  }
  return {
    store,
    server,
    log,
    port: server.addresses[0]?.port ?? 0,
    credential,
    issue,
    next,
    async authority(name, specification = key, lifetimeSeconds = year) {
      const root = await createRoot({commonName: name, key: specification, lifetimeSeconds, now: now()})
      const record = newRecord(root, {name, kind: 'generated', createdAt: now().getTime()})
      await store.transaction(({administration}) => administration.insertAuthority(record))
    },
    async listen(name, fields) {
      const before = server.addresses.map(({port}) => port)
      const write = () => writeListener(store, {name, fields, now: now()})
      await next('Listener opened', write)
      return server.addresses.find(({port}) => !before.includes(port))?.port ?? 0
    },
    async connect(port, {credential: given = credential, ...rest} = {}) {
      const {certificatePem: cert, privateKeyPem, chainPem} = given
      const identity = {cert, key: privateKeyPem, rejectUnauthorized: false, ca: [...chainPem]}
      const client = new TestClient(connect({host: '127.0.0.1', port, ...identity, ...rest}))
      clients.push(client)
      await client.secured()
      return client
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.socket.destroy()
      await server.close()
      await store[Symbol.asyncDispose]()
    },
  }
}

export async function answers(client: TestClient, number: number): Promise<void> {
  expect(numbersOf([await client.ask(request(number))])).toEqual([number])
}

/** Of the certificate that the server shows. */
export function serial({socket}: TestClient): string {
  return socket.getPeerCertificate().serialNumber
}

/** An address that is free now. */
export async function freeAddress(): Promise<Address> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('Not a TCP server')
  return {host: '127.0.0.1', port: address.port}
}
