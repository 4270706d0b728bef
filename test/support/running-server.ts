import {once} from 'node:events'
import {connect, type ConnectionOptions, type TLSSocket} from 'node:tls'
import {serverIdentity} from '../../src/administration/authorities.ts'
import {generateCredential} from '../../src/administration/issue-credential.ts'
import {provisioner} from '../../src/administration/provisioner.ts'
import {createRole} from '../../src/administration/roles.ts'
import {createScope} from '../../src/administration/scopes.ts'
import {readCertificates} from '../../src/ca/certificate.ts'
import type {Credential} from '../../src/ca/credential-format.ts'
import type {RequestBatchItem} from '../../src/kmip/message/batch-item.ts'
import {decodeResponse, encodeRequest, type ResponseMessage} from '../../src/kmip/message/message.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {protocolVersionOf, type Version} from '../../src/kmip/spec/version.ts'
import {serverFacts} from '../../src/server/facts.ts'
import {handlers} from '../../src/server/handlers/index.ts'
import {createLog} from '../../src/server/log.ts'
import type {LogLevel} from '../../src/server/log-settings.ts'
import {defaultConnectionLimits, type ConnectionLimits} from '../../src/server/listener/connection-limits.ts'
import type {ListenerDefinition, ListenerSource} from '../../src/server/listener/listener-definition.ts'
import {defaultTlsLimits, type TlsLimits} from '../../src/server/listener/tls-settings.ts'
import {startServer, type RunningServer, type ServerOptions} from '../../src/server/server.ts'
import {MemoryStore} from '../../src/storage/memory/memory-store.ts'
import type {Store} from '../../src/storage/store.ts'
import type {Address} from '../../src/transport/address.ts'
import {readBinary} from '../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {Framer} from '../../src/ttlv/framer.ts'
import {structureNode} from '../../src/ttlv/node.ts'

export type LogEntry = Readonly<Record<string, unknown>> & {readonly msg: string; readonly level: number}

/** What the server logged, and a way to wait for it. */
export class LogRecorder {
  readonly entries: LogEntry[] = []
  #waiting: (() => void)[] = []

  readonly write = (line: string): void => {
    this.entries.push(JSON.parse(line))
    for (const wake of this.#waiting.splice(0)) wake()
  }

  /** The first entry, after so many others, whose message has the text in it, once it is there. */
  async entry(text: string, from = 0): Promise<LogEntry> {
    for (;;) {
      const found = this.entries.slice(from).find(({msg}) => msg.includes(text))
      if (found !== undefined) return found
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }
}

export interface RunningServerOptions extends Partial<Omit<ServerOptions, 'limits'>> {
  readonly addresses?: readonly Address[]
  readonly httpsListeners?: readonly Address[]
  readonly tls?: TlsLimits
  readonly handshakeTime?: number
  readonly limits?: Partial<ConnectionLimits>
  readonly logLevel?: LogLevel
  /** In front of the store that the server sees. */
  readonly wrap?: (store: Store) => Store
}

/** A server over TLS on a free port of this machine, with a credential; its clients and itself end with it. */
export interface ServerUnderTest extends AsyncDisposable {
  readonly server: RunningServer
  readonly store: Store
  readonly port: number
  readonly credential: Credential
  readonly log: LogRecorder
  /** Without a credential of its own the server's; `undefined` presents none. */
  connect(options?: ConnectionOptions & {readonly credential?: Credential | undefined}): Promise<TestClient>
}

export async function runServer(options: RunningServerOptions = {}): Promise<ServerUnderTest> {
  const {
    limits,
    logLevel = 'debug',
    wrap = (store) => store,
    addresses,
    httpsListeners,
    tls,
    handshakeTime,
    ...rest
  } = options
  const store = new MemoryStore()
  const now = new Date()
  await createScope(store, 'app', now)
  await createRole(store, {scope: 'app', role: 'admin', operations: ['all'], now})
  const {credential} = await generateCredential(store, {scope: 'app', role: 'admin', now})
  const log = new LogRecorder()
  const server = await startServer({
    listeners: fixedListener(store, {addresses, httpsAddresses: httpsListeners, tls, handshakeTime}),
    handlers,
    facts: serverFacts,
    provisioner,
    log: createLog({level: logLevel, format: 'json', stream: log}),
    limits: {...defaultConnectionLimits, ...limits},
    ...rest,
    store: wrap(store),
  })
  const port = server.addresses[0]?.port ?? 0
  const clients: TestClient[] = []
  return {
    server,
    store,
    port,
    credential,
    log,
    async connect(given = {}) {
      const client = new TestClient(connect(clientOptions(port, credential, given)))
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

/** The server's own listener on a free port of this machine, with the authority of the store, unless told otherwise. */
export function fixedListener(store: Store, given: Partial<Undefinable<ListenerDefinition>> = {}): ListenerSource {
  const identity = () => serverIdentity(store, {hostnames: ['localhost'], now: new Date()})
  return async () => [
    {
      name: given.name ?? 'default',
      addresses: given.addresses ?? [{host: '127.0.0.1', port: 0}],
      httpsAddresses: given.httpsAddresses ?? [],
      tls: given.tls ?? defaultTlsLimits,
      handshakeTime: given.handshakeTime ?? 10_000,
      clientAuthorities: given.clientAuthorities ?? readCertificates((await identity()).caPem).map(String),
      certificateKey: given.certificateKey ?? 'first',
      certificate: given.certificate ?? identity,
    },
  ]
}

type Undefinable<T> = {readonly [K in keyof T]: T[K] | undefined}

function clientOptions(
  port: number,
  own: Credential,
  options: ConnectionOptions & {readonly credential?: Credential | undefined},
): ConnectionOptions {
  const credential = 'credential' in options ? options.credential : own
  return {
    host: '127.0.0.1',
    port,
    ca: [...own.chainPem],
    ...(credential === undefined ? {} : {cert: credential.certificatePem, key: credential.privateKeyPem}),
    ...options,
  }
}

/** A client that sends bytes and takes answers apart. */
export class TestClient {
  readonly socket: TLSSocket
  /** Resolves when the connection is closed, however that came. */
  readonly closed: Promise<void>
  readonly #framer = new Framer()
  readonly #answers: ResponseMessage[] = []
  #wake: () => void = () => undefined

  constructor(socket: TLSSocket) {
    this.socket = socket
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
    socket.on('data', (chunk: Buffer) => {
      this.#framer.push(chunk)
      for (const message of this.#framer.messages()) this.#answers.push(decodeResponse(readBinary(message)))
      this.#wake()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => this.#wake())
  }

  async secured(): Promise<void> {
    // Failures close the socket too
    await Promise.race([once(this.socket, 'secureConnect').catch(() => this.closed), this.closed])
  }

  send(bytes: Uint8Array): void {
    this.socket.write(bytes)
  }

  /** The next answers; fewer when the connection ends before. */
  async answers(count: number): Promise<ResponseMessage[]> {
    while (this.#answers.length < count && !this.socket.closed) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    return this.#answers.splice(0, count)
  }

  /** Sends and waits for one answer. */
  async ask(bytes: Uint8Array): Promise<ResponseMessage> {
    this.send(bytes)
    const [answer] = await this.answers(1)
    if (answer === undefined) throw new Error('The connection was closed without an answer')
    return answer
  }
}

/** A message with one Discover Versions item that carries a number to tell it from others. */
export function request(number = 1, options: {version?: Version; item?: Partial<RequestBatchItem>} = {}): Uint8Array {
  const {version = '1.2', item} = options
  const header = {protocolVersion: protocolVersionOf(version), batchCount: 1}
  const payload = structureNode(Tag.RequestPayload, [])
  const batchItem = {operation: 'DiscoverVersions', uniqueBatchItemId: numbered(number), payload, ...item} as const
  return writeBinary(encodeRequest({header, batchItems: [batchItem]}, version))
}

function numbered(number: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(number, 4)
  return bytes
}

/** The numbers of the requests that were answered, in the order of the answers. */
export function numbersOf(answers: readonly ResponseMessage[]): number[] {
  return answers.map(({batchItems}) => Buffer.from(batchItems?.[0]?.uniqueBatchItemId ?? []).readUInt32BE(4))
}
