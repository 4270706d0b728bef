import type {TLSSocket} from 'node:tls'
import {TransportError} from '../errors.ts'
import {Framer} from '../ttlv/framer.ts'
import {defaultLimits, type TtlvLimits} from '../ttlv/limits.ts'
import {formatAddress, type Address} from './address.ts'
import {ConnectionLostError} from './connection-lost-error.ts'
import {showMilliseconds, startDeadline} from './deadline.ts'
import {peerFacts, type PeerFacts} from './peer.ts'
import {tlsError} from './tls-error.ts'
import type {TlsMaterial} from './tls-material.ts'
import {TransportTimeoutError} from './transport-timeout-error.ts'
import {WaitingExchange, type ExchangeOptions} from './waiting-exchange.ts'

export const defaultRequestTimeoutMs = 30_000

const closingMs = 1000

/** What sends a message and brings its answer; a `Connection` or a binding of another kind. */
export interface Channel extends AsyncDisposable {
  readonly peer: PeerFacts
  /** True when `exchange` can only fail. */
  readonly closed: boolean
  exchange(message: Uint8Array, options?: ExchangeOptions): Promise<Uint8Array>
}

export interface ConnectionOptions {
  readonly address: Address
  readonly tls: TlsMaterial
  /** Bounds of the answers; only the message size matters here. */
  readonly limits?: TtlvLimits | undefined
  /** Takes the server's own requests and responds to them; without it they end the connection. KMIP 1.4 section 5. */
  readonly onRequest?: ((request: Uint8Array, respond: (response: Uint8Array) => void) => void) | undefined
  /** Told the length of each piece that comes, which is a TLS record. */
  readonly onChunk?: ((bytes: number) => void) | undefined
}

/** What `connect` tells its connection beside the options. */
export interface EstablishedOptions extends ConnectionOptions {
  /** When the time of the first exchange began, by `performance.now`; when it is sent if absent. */
  readonly since?: number | undefined
}

/**
 * An established TLS connection to a server. Requests may be sent without waiting for earlier answers; KMIP answers in
 * order. Anything that breaks the order of answers (a time-out, broken framing, an answer nobody waits for) closes it.
 */
export class Connection implements Channel {
  readonly peer: PeerFacts
  readonly #socket: TLSSocket
  readonly #options: ConnectionOptions
  #since: number | undefined
  readonly #framer: Framer
  readonly #waiting: WaitingExchange[] = []
  #answered = false
  #failure: Error | undefined

  /** Must be made in the very call that reports the handshake done, so that no later event is missed. */
  constructor(socket: TLSSocket, options: EstablishedOptions) {
    this.#socket = socket
    this.#options = options
    this.#since = options.since
    this.#framer = new Framer(options.limits ?? defaultLimits)
    this.peer = peerFacts(socket)
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', (error) => this.#lost(error))
    socket.on('end', () => this.#lost(connectionReset()))
    socket.on('close', () => this.#lost(connectionReset()))
  }

  get address(): Address {
    return this.#options.address
  }

  get closed(): boolean {
    return this.#failure !== undefined
  }

  /**
   * Sends one message and resolves with its answer, both with their headers. Rejects with a TransportError whose stage
   * is `request` (time-out, closed) or `tls` (the server refused our certificate), or with a TtlvError when the answer
   * is not TTLV or too long.
   */
  exchange(message: Uint8Array, options: ExchangeOptions = {}): Promise<Uint8Array> {
    const {signal, timeoutMs = defaultRequestTimeoutMs} = options
    if (signal?.aborted === true) return Promise.reject(abortReason(signal))
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    const waiting = new WaitingExchange(() => this.#fail(this.#timeout(timeoutMs)), this.#timeLeft(timeoutMs), signal)
    this.#waiting.push(waiting)
    this.#socket.write(message)
    return waiting.answer
  }

  /** Says goodbye to the server and closes; what still waits fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#abandon(new TransportError('request', `Connection to ${this.#server} was closed`))
    if (this.#socket.closed) return
    await new Promise<void>((resolve) => {
      const stop = startDeadline(closingMs, () => this.#socket.destroy())
      this.#socket.once('close', () => {
        stop()
        resolve()
      })
      this.#socket.end(() => this.#socket.destroy())
    })
  }

  /** Of the time for one exchange; 0 is for ever. */
  #timeLeft(timeoutMs: number): number {
    const since = this.#since
    this.#since = undefined
    return since === undefined || timeoutMs === 0 ? timeoutMs : Math.max(1, timeoutMs - (performance.now() - since))
  }

  get #server(): string {
    return formatAddress(this.#options.address)
  }

  #receive(chunk: Buffer): void {
    if (this.#failure !== undefined) return
    this.#answered = true
    this.#options.onChunk?.(chunk.length)
    try {
      this.#framer.push(chunk)
      for (const message of this.#framer.messages()) this.#deliver(message)
    } catch (error) {
      this.#fail(error instanceof Error ? error : new TypeError('Framing failed', {cause: error}))
    }
  }

  #deliver(message: Uint8Array): void {
    const {onRequest} = this.#options
    if (onRequest !== undefined && isRequest(message)) {
      onRequest(message, (response) => this.#socket.write(response))
      return
    }
    const waiting = this.#waiting.shift()
    if (waiting === undefined) {
      throw new TransportError('request', `Server ${this.#server} sent a message that answers no request`)
    }
    waiting.resolve(message)
  }

  #lost(error: Error): void {
    if (this.#failure !== undefined) return
    const {address, tls} = this.#options
    const presented = this.peer.certificate
    const answered = this.#answered
    const failure = tlsError(error, {address, tls, stage: 'request', presented, answered})
    const isLost = failure instanceof TransportError && failure.stage === 'request'
    const partial = this.#framer.pendingBytes > 0
    const {message, hint} = failure
    this.#fail(isLost ? new ConnectionLostError(message, {answered, partial, hint, cause: error}) : failure)
  }

  #timeout(timeoutMs: number): TransportTimeoutError {
    return new TransportTimeoutError(
      'request',
      `Server ${this.#server} did not answer within ${showMilliseconds(timeoutMs)}`,
      {
        hint: 'Look at the load of the server, or wait longer with --timeout',
      },
    )
  }

  #fail(failure: Error): void {
    this.#abandon(failure)
    this.#socket.destroy()
  }

  #abandon(failure: Error): void {
    this.#failure ??= failure
    for (const waiting of this.#waiting.splice(0)) waiting.reject(failure)
  }
}

/** By its first bytes: the tag of a Request Message. */
function isRequest([first, second, third]: Uint8Array): boolean {
  return first === 0x42 && second === 0x00 && third === 0x78
}

/** An orderly end is as fatal to those who wait as a reset. */
function connectionReset(): Error {
  return Object.assign(new Error('Server closed the connection'), {code: 'ECONNRESET'})
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('Aborted', {cause: signal.reason})
}
