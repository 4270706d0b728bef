import {once} from 'node:events'
import type {IncomingMessage} from 'node:http'
import {Agent, request} from 'node:https'
import {TransportError} from '../errors.ts'
import type {Address} from './address.ts'
import {defaultRequestTimeoutMs} from './connection.ts'
import {showMilliseconds} from './deadline.ts'
import {tlsError} from './tls-error.ts'
import {secureContext, type TlsMaterial} from './tls-material.ts'

export interface HttpsExchangeOptions {
  readonly url: URL
  readonly tls: TlsMaterial
  /** Milliseconds to wait for an answer, 30000 when absent. */
  readonly timeoutMs?: number | undefined
  /** Most bytes of an answer. */
  readonly messageSize: number
}

/** KMIP messages as bodies of HTTPS requests, one after the other over one connection. KMIP HTTPS profile. */
export class HttpsExchange implements AsyncDisposable {
  readonly #options: HttpsExchangeOptions
  readonly #agent: Agent

  constructor(options: HttpsExchangeOptions) {
    this.#options = options
    const {serverName, insecure} = options.tls
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: 1,
      secureContext: secureContext(options.tls),
      rejectUnauthorized: insecure !== true,
      ...(serverName === undefined ? {} : {servername: serverName}),
    })
  }

  /** Posts a message and resolves with the one that answers it. Rejects with a TransportError. */
  async post(body: Uint8Array, contentType: string): Promise<Uint8Array> {
    try {
      return await this.#post(body, contentType)
    } catch (error) {
      const {tls} = this.#options
      throw tlsError(error, {address: this.#address, tls, stage: 'request'})
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy()
  }

  async #post(body: Uint8Array, contentType: string): Promise<Uint8Array> {
    const {url, timeoutMs = defaultRequestTimeoutMs} = this.#options
    const outgoing = request(url, {
      agent: this.#agent,
      method: 'POST',
      headers: {'Content-Type': contentType, 'Content-Length': body.length, 'Cache-Control': 'no-cache'},
      signal: AbortSignal.timeout(timeoutMs),
    })
    outgoing.end(body)
    try {
      const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
      return await this.#read(response, contentType)
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'AbortError') throw error
      throw new TransportError('request', `${url.href} did not answer within ${showMilliseconds(timeoutMs)}`, {
        cause: error,
      })
    }
  }

  async #read(response: IncomingMessage, contentType: string): Promise<Uint8Array> {
    const {url, messageSize} = this.#options
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > messageSize) throw new TransportError('request', `Answer of ${url.href} is too long`)
      chunks.push(chunk)
    }
    const {statusCode, headers} = response
    if (statusCode !== 200) throw new TransportError('request', `${url.href} answered with HTTP status ${statusCode}`)
    const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    if (type !== contentType) {
      throw new TransportError('request', `${url.href} answered ${contentType} with ${type ?? 'no content type'}`)
    }
    return Buffer.concat(chunks)
  }

  get #address(): Address {
    const {hostname, port} = this.#options.url
    return {host: hostname.replace(/^\[|\]$/gu, ''), port: port === '' ? 443 : Number(port)}
  }
}
