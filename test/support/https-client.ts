import {once} from 'node:events'
import type {IncomingHttpHeaders, OutgoingHttpHeaders} from 'node:http'
import {Agent, request} from 'node:https'
import {connect, type ConnectionOptions, type TLSSocket} from 'node:tls'
import type {Credential} from '../../src/ca/credential-format.ts'
import {runServer, type RunningServerOptions, type ServerUnderTest} from './running-server.ts'

export interface HttpAnswer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** The connection had served a request before. */
  readonly reused: boolean
}

export interface HttpRequest {
  readonly method?: string
  readonly path?: string
  /** `application/octet-stream` unless said otherwise; undefined sends none. */
  readonly type?: string | undefined
  readonly headers?: OutgoingHttpHeaders
  readonly body?: Uint8Array | string
}

/** Sends requests over one connection as long as the server keeps it. */
export interface HttpClient extends Disposable {
  send(message: HttpRequest): Promise<HttpAnswer>
}

export interface HttpsServerUnderTest extends ServerUnderTest {
  readonly httpsPort: number
}

/** A server that also listens for HTTPS. */
export async function runHttpsServer(options: RunningServerOptions = {}): Promise<HttpsServerUnderTest> {
  const test = await runServer({httpsListeners: [{host: '127.0.0.1', port: 0}], ...options})
  return {...test, httpsPort: test.server.httpsAddresses[0]?.port ?? 0}
}

/** With the credential of the server's role unless another is given; `undefined` presents none. */
export function httpClient(
  {httpsPort, credential: own}: HttpsServerUnderTest,
  {credential}: {readonly credential: Credential | undefined} = {credential: own},
): HttpClient {
  const agent = new Agent({keepAlive: true, maxSockets: 1})
  const tls = {
    ca: [...own.chainPem],
    ...(credential === undefined ? {} : {cert: credential.certificatePem, key: credential.privateKeyPem}),
  }
  return {
    send: (message) => send({host: '127.0.0.1', port: httpsPort, agent, ...tls}, message),
    [Symbol.dispose]: () => agent.destroy(),
  }
}

async function send(connection: object, message: HttpRequest): Promise<HttpAnswer> {
  const {method = 'POST', path = '/kmip', body = '', headers} = message
  const type = 'type' in message ? message.type : 'application/octet-stream'
  const outgoing = request({
    ...connection,
    method,
    path,
    headers: {
      ...(headers?.['Transfer-Encoding'] === undefined ? {'Content-Length': Buffer.byteLength(body)} : {}),
      ...(type === undefined ? {} : {'Content-Type': type}),
      ...headers,
    },
  })
  outgoing.end(body)
  const [response] = await once(outgoing, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return {
    status: response.statusCode,
    headers: response.headers,
    body: Buffer.concat(chunks),
    reused: outgoing.reusedSocket,
  }
}

/** A connection without a client library, for what none of them sends. */
export class RawConnection implements Disposable {
  readonly socket: TLSSocket
  /** Resolves however the connection ends. */
  readonly closed: Promise<void>
  #received = ''
  #wake: () => void = () => undefined

  constructor({httpsPort, credential}: HttpsServerUnderTest, options: ConnectionOptions = {}) {
    this.socket = connect({
      host: '127.0.0.1',
      port: httpsPort,
      ca: [...credential.chainPem],
      cert: credential.certificatePem,
      key: credential.privateKeyPem,
      ...options,
    })
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()))
    this.socket
      .on('error', () => undefined)
      .on('data', (chunk: Buffer) => {
        this.#received += chunk.toString('latin1')
        this.#wake()
      })
      .on('close', () => this.#wake())
  }

  send(...parts: (Uint8Array | string)[]): void {
    this.socket.write(Buffer.concat(parts.map((part) => Buffer.from(part))))
  }

  /** What comes until the text is in it, or until the end; what comes next starts anew. */
  async received(text?: string): Promise<string> {
    const isThere = (): boolean => text !== undefined && this.#received.includes(text)
    while (!this.socket.closed && !isThere()) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    const received = this.#received
    this.#received = ''
    return received
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }
}

export async function rawConnection(test: HttpsServerUnderTest, options?: ConnectionOptions): Promise<RawConnection> {
  const connection = new RawConnection(test, options)
  await once(connection.socket, 'secureConnect')
  return connection
}

/** A request as bytes, without a Host header. */
export function post(body: Uint8Array, head = ''): Buffer {
  const lines = `POST /kmip HTTP/1.1\r\nContent-Type: application/octet-stream\r\nContent-Length: ${body.length}\r\n${head}\r\n`
  return Buffer.concat([Buffer.from(lines), body])
}
