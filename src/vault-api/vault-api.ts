import {createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import {type AddressInfo, createServer as createTcpServer, type Server as TcpServer, type Socket} from 'node:net'
import {createServer as createTlsServer} from 'node:tls'
import type {AuditEntry} from '../server/audit/entry.ts'
import {AuditFailure} from '../server/audit/failure.ts'
import type {AuditTrail} from '../server/audit/trail.ts'
import type {DirectRequest} from '../server/observation/answer-directly.ts'
import {listenError} from '../server/listener/listen-error.ts'
import type {Log} from '../server/log.ts'
import {reportInternalErrorTo} from '../server/log.ts'
import type {Store} from '../storage/store.ts'
import type {TtlvNode} from '../ttlv/node.ts'
import {type Address, formatAddress} from '../transport/address.ts'
import {answerRequest, type ApiAnswer, type ApiExchange} from './answer-request.ts'
import type {AnswerKmip} from './client/run-template.ts'
import {ApiFailure} from './http/failure.ts'
import {ListMethodSocket} from './http/list-method.ts'
import {readRequest} from './http/request.ts'
import {withoutTokens} from './http/without-tokens.ts'

/** What a server needs to be found out by its clients; everything in PEM. */
export interface ApiCertificate {
  /** The server's certificate, then the authorities that the client may not have. */
  readonly certPem: string
  readonly keyPem: string
  readonly notAfter: Date
}

export interface VaultApiOptions {
  readonly store: Store
  /** Port 0 takes any that is free. */
  readonly address: Address
  /** HTTP without TLS when absent: for loopback addresses only. Asked again before the certificate expires. */
  readonly certificate?: (() => Promise<ApiCertificate>) | undefined
  readonly log: Log
  readonly clock?: (() => Date) | undefined
  /** Has every request recorded before its answer leaves; what cannot be recorded is not done. */
  readonly audit?: AuditTrail | undefined
  /**
   * Resolves when the listeners are as the store has them, as far as that can be: clients of this API connect to what they
   * have just written.
   */
  readonly applied?: (() => Promise<void>) | undefined
  /** Answers KMIP messages; the client API is refused when absent. */
  readonly kmip?: ((direct: DirectRequest) => Promise<TtlvNode>) | undefined
}

export interface RunningVaultApi {
  readonly address: Address
  /** `https://kms.example.com:8200`. */
  readonly url: string
  /** A new certificate, for connections from now on. */
  reload(): Promise<void>
  /** Answers what has arrived, then closes all. */
  close(deadline?: number): Promise<void>
}

const timeouts = {requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 60_000}
const transport = {noDelay: true, handshakeTimeout: 10_000}
const closeDeadline = 5000
const renewBefore = 14 * 24 * 60 * 60_000
const renewalInterval = 12 * 60 * 60_000

/** Serves Vault's HTTP API for the KMIP engine. Fails with TransportError when the address cannot be had. */
export async function startVaultApi(options: VaultApiOptions): Promise<RunningVaultApi> {
  const {address, certificate, clock = () => new Date()} = options
  const report = reportInternalErrorTo(options.log)
  const unanswered = new Set<ServerResponse>()
  const http = createHttpServer(timeouts, (request, response) => {
    // Sockets come from nowhere but below
    const socket = request.socket as unknown as ListMethodSocket
    unanswered.add(response)
    response.once('close', () => {
      unanswered.delete(response)
      socket.expectRequest()
    })
    handle(request, response, {...options, clock, report}).catch((error: unknown) => {
      report(error)
      response.destroy()
    })
  })
  // It never listens itself, and without this it would not watch over its connections: time-outs, and which are idle
  http.emit('listening')
  const accept = (socket: Socket): void => void http.emit('connection', new ListMethodSocket(socket))
  let current = await certificate?.()
  const server =
    current === undefined
      ? createTcpServer(transport, accept)
      : createTlsServer({...contextOf(current), minVersion: 'TLSv1.2', ...transport}, accept)
  // Whoever does not get through the handshake is none of the API's business, but of the audit's
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    recordRefusal(options, error, socket)
    options.log.debug({problem: error.message}, 'Vault API handshake failed')
    socket.destroy()
  })
  const connections = new Set<Socket>()
  // Before any handshake: whoever does not come to one must not keep the server from ending
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  await listen(server, address, report)
  const reload = async (): Promise<void> => {
    current = await certificate?.()
    if (current !== undefined && 'setSecureContext' in server) server.setSecureContext(contextOf(current))
  }
  const renewal = setInterval(() => {
    if (current !== undefined && current.notAfter.getTime() - clock().getTime() < renewBefore) reload().catch(report)
  }, renewalInterval)
  renewal.unref()
  const bound = boundAddress(server.address())
  return {
    address: bound,
    url: `${current === undefined ? 'http' : 'https'}://${formatAddress(bound)}`,
    reload,
    async close(deadline = closeDeadline) {
      // Nobody asks again on their connections
      for (const response of unanswered) response.shouldKeepAlive = false
      clearInterval(renewal)
      await close({server, http, connections}, deadline)
    },
  }
}

function recordRefusal({audit}: VaultApiOptions, {code = 'other'}: NodeJS.ErrnoException, socket: Socket): void {
  const {remoteAddress = 'unknown', remotePort = 0} = socket
  const peer = formatAddress({host: remoteAddress, port: remotePort})
  audit?.record({kind: 'connection.refused', peer, listener: 'vault-api', reason: code}).catch(() => undefined)
}

interface Environment extends VaultApiOptions {
  readonly clock: () => Date
  readonly report: (error: unknown) => string
}

async function handle(request: IncomingMessage, response: ServerResponse, environment: Environment): Promise<void> {
  const start = performance.now()
  // Gone together with the connection
  const {remoteAddress = '', remotePort = 0} = request.socket
  const peer = formatAddress({host: remoteAddress, port: remotePort})
  const {answer, exchange} = await outcomeOf(request, peer, environment)
  const milliseconds = performance.now() - start
  const {method, path, status, problem} = exchange
  const line = {peer, method, path, status, ms: Math.round(milliseconds), accessor: exchange.token?.accessor, problem}
  environment.log.debug(line, 'Vault API request')
  try {
    await environment.audit?.record(auditEntry(exchange, peer, milliseconds))
  } catch (error) {
    if (!(error instanceof AuditFailure)) throw error
    // What was refused has changed nothing
    const text = status < 400 ? 'The audit cannot be written; the request may have been carried out' : error.message
    send(request, response, {status: 500, body: {errors: [text]}})
    return
  }
  send(request, response, answer)
}

async function outcomeOf(
  request: IncomingMessage,
  peer: string,
  environment: Environment,
): Promise<{readonly answer: ApiAnswer; readonly exchange: ApiExchange}> {
  try {
    const read = await readRequest(request)
    await environment.audit?.assertWorking()
    const outcome = await answerRequest(read, {...environment, kmip: kmipFor(peer, environment)})
    if (changesListeners(outcome.exchange)) await environment.applied?.()
    return outcome
  } catch (error) {
    const {status, errors} = failureOf(error, environment)
    const path = withoutTokens((request.url ?? '').replace(/\?.*$/s, ''))
    const unread = {route: undefined, token: undefined, scope: undefined, role: undefined}
    const {method = ''} = request
    return {answer: {status, body: {errors}}, exchange: {...unread, method, path, status, problem: errors.join('; ')}}
  }
}

function changesListeners({method, route = '', status}: ApiExchange): boolean {
  return method !== 'GET' && status < 300 && /^(config|listener|ca)\b/.test(route)
}

/** What a listener is called in the audit of KMIP messages that come here. */
const listenerName = 'vault-api'

function kmipFor(address: string, {kmip}: Environment): AnswerKmip | undefined {
  if (kmip === undefined) return undefined
  return (identity, request) => kmip({identity, request, address, listener: listenerName})
}

/** Whoever hangs up in the middle of a request is told what nobody reads. */
function failureOf(error: unknown, {report}: Environment): ApiFailure {
  if (error instanceof ApiFailure) return error
  if (error instanceof AuditFailure) return new ApiFailure(500, error.message)
  if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') return new ApiFailure(400, 'aborted')
  return new ApiFailure(500, `internal error (log ${report(error)})`)
}

function auditEntry(exchange: ApiExchange, peer: string, milliseconds: number): AuditEntry {
  const {method, path, status, token, scope, role, problem} = exchange
  return {
    kind: 'request',
    peer,
    method,
    path,
    httpStatus: status,
    scope,
    role,
    tokenAccessor: token?.accessor,
    displayName: token?.displayName,
    reason: problem,
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  }
}

function send(request: IncomingMessage, response: ServerResponse, {status, body}: ApiAnswer): void {
  const headers = {'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff'}
  // What was not read of a body that is too long must not be taken for the next request
  const closing = request.complete ? {} : {Connection: 'close'}
  if (body === undefined || status === 204 || status === 304) {
    response.writeHead(status, {...headers, ...closing}).end()
    return
  }
  const bytes = Buffer.from(`${JSON.stringify(body)}\n`)
  response.writeHead(status, {
    ...headers,
    ...closing,
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function contextOf({certPem, keyPem}: ApiCertificate): {readonly cert: string; readonly key: string} {
  return {cert: certPem, key: keyPem}
}

function listen(server: TcpServer, address: Address, report: (error: unknown) => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(listenError(address, error, '--vault-api'))
    server.once('error', fail)
    server.listen(address, () => {
      server.off('error', fail).on('error', report)
      resolve()
    })
  })
}

interface Closing {
  readonly server: TcpServer
  readonly http: Server
  readonly connections: ReadonlySet<Socket>
}

async function close({server, http, connections}: Closing, deadline: number): Promise<void> {
  const timer = setTimeout(() => {
    for (const connection of connections) connection.destroy()
  }, deadline)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    // Closes those that are idle; that it never listened is no news
    http.close(() => undefined)
  })
  clearTimeout(timer)
}

function boundAddress(address: AddressInfo | string | null): Address {
  if (address === null || typeof address === 'string') throw new TypeError('An HTTP server has an address and a port')
  return {host: address.address, port: address.port}
}
