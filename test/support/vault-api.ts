import {once} from 'node:events'
import {type IncomingHttpHeaders, request as httpRequest} from 'node:http'
import {request as httpsRequest} from 'node:https'
import {connect} from 'node:net'
import {createToken} from '../../src/administration/tokens.ts'
import {startStoreVaultApi, type StoreVaultApiOptions} from '../../src/embedded/vault-api.ts'
import {createLog} from '../../src/server/log.ts'
import {MemoryStore} from '../../src/storage/memory/memory-store.ts'
import type {Store} from '../../src/storage/store.ts'
import type {RunningVaultApi} from '../../src/vault-api/vault-api.ts'
import {LogRecorder} from './running-server.ts'

/** Whatever JSON there was. */
type Json = ReturnType<typeof JSON.parse>

/** What came back; the body is read as JSON, and undefined when there is none. */
export interface ApiResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Json
  readonly data: Json
  readonly warnings: readonly string[] | null
  readonly errors: readonly string[] | undefined
}

export interface ApiCall {
  /** Null for none. */
  readonly token?: string | null
  readonly headers?: Readonly<Record<string, string>>
  /** Anything that is no text is written as JSON. */
  readonly body?: unknown
}

/** Asks once on a connection of its own, or sends LIST, which Node's client does not know, by hand. */
export async function callApi(url: string, method: string, path: string, call: ApiCall = {}): Promise<ApiResponse> {
  const {token, headers = {}, body} = call
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const all = {
    ...(typeof token === 'string' ? {'X-Vault-Token': token} : {}),
    ...(text === undefined ? {} : {'Content-Length': String(Buffer.byteLength(text))}),
    ...headers,
  }
  if (method === 'LIST') return rawCall(url, `LIST ${path} HTTP/1.1`, all)
  const {hostname, port, protocol} = new URL(url)
  const ask = protocol === 'https:' ? httpsRequest : httpRequest
  const request = ask({hostname, port, method, path, headers: all, agent: false, rejectUnauthorized: false} as object)
  request.end(text)
  const [response] = await once(request, 'response')
  let answer = ''
  for await (const chunk of response) answer += String(chunk)
  return read(Number(response.statusCode), response.headers, answer)
}

async function rawCall(url: string, line: string, headers: Readonly<Record<string, string>>): Promise<ApiResponse> {
  const lines = Object.entries({Host: 'localhost', Connection: 'close', ...headers}).map(
    ([name, value]) => `${name}: ${value}`,
  )
  const answer = await exchangeRaw(url, [line, ...lines, '', ''].join('\r\n'))
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  return read(Number(head.split(' ')[1]), {}, rest.join('\r\n\r\n'))
}

/** Sends bytes as they are and reads until the server closes. */
export async function exchangeRaw(url: string, bytes: string | Uint8Array): Promise<string> {
  const {hostname, port} = new URL(url)
  const socket = connect({host: hostname, port: Number(port)})
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined)
  socket.write(bytes)
  // Not by `once`, which would take a reset for a failure
  await new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return Buffer.concat(chunks).toString('utf8')
}

function read(status: number, headers: IncomingHttpHeaders, text: string): ApiResponse {
  const body = text === '' ? undefined : JSON.parse(text)
  return {status, headers, body, data: body?.data, warnings: body?.warnings ?? null, errors: body?.errors}
}

/** The API over a store of its own, with a token for everything. */
export interface ServedApi extends AsyncDisposable {
  readonly store: Store
  readonly api: RunningVaultApi
  readonly log: LogRecorder
  readonly token: string
  /** With the token for everything unless told otherwise; the path is behind `/v1/`. */
  call(method: string, path: string, body?: unknown, more?: Omit<ApiCall, 'body'>): Promise<ApiResponse>
  /** A token for one scope. */
  tokenFor(scope: string): Promise<string>
}

export async function serveApi(
  options: Partial<StoreVaultApiOptions> & {readonly store?: Store} = {},
): Promise<ServedApi> {
  const {store = new MemoryStore()} = options
  const now = () => options.clock?.() ?? new Date()
  const log = new LogRecorder()
  const {token} = await createToken(store, {displayName: 'tests', now: now()})
  const api = await startStoreVaultApi(store, {
    address: {host: '127.0.0.1', port: 0},
    tls: false,
    log: createLog({level: 'debug', format: 'json', stream: log}),
    ...options,
  })
  return {
    store,
    api,
    log,
    token,
    call: (method, path, body, more = {}) => callApi(api.url, method, `/v1/${path}`, {token, ...more, body}),
    tokenFor: async (scope) => (await createToken(store, {scope, now: now()})).token,
    [Symbol.asyncDispose]: () => api.close(),
  }
}
