import {TransportError} from '../errors.ts'
import type {Channel} from '../transport/connection.ts'
import {ConnectionLostError} from '../transport/connection-lost-error.ts'
import type {PeerFacts} from '../transport/peer.ts'
import type {ExchangeOptions} from '../transport/waiting-exchange.ts'

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined
}

export type OpenChannel = (options: OpenOptions) => Promise<Channel>

export interface OpenNextOptions extends OpenOptions {
  /** What happened on the connection that failed. */
  readonly error: TransportError
}

/** Opens a connection to a server that comes after that of `failed`; undefined when there is none. */
export type OpenNextChannel = (failed: Channel, options: OpenNextOptions) => Promise<Channel | undefined>

export interface ReconnectingOptions {
  readonly open: OpenChannel
  /** Absent where one server is as good as all, or the next one must not be asked. */
  readonly openNext?: OpenNextChannel | undefined
  /** False never sends a request twice. */
  readonly retry: boolean
}

export interface RepeatableExchange extends ExchangeOptions {
  /** True when it does no harm to have the request carried out twice. */
  readonly repeatable: boolean
}

/**
 * Opens a connection at the first message, and a new one after the old was closed: whatever the server dropped while
 * nothing was under way is not noticed.
 *
 * A server may also drop a connection, or end, while a request is under way, and nobody knows how far it came. Such a
 * request is sent once more when that does no harm and it was alone: over a new connection where the old one had worked
 * before, else to the next server. A request that was refused by TLS was not read, and goes to the next server
 * whatever it is.
 */
export class ReconnectingChannel implements AsyncDisposable {
  readonly #options: ReconnectingOptions
  #channel: Channel | undefined
  #opening: Promise<Channel> | undefined
  #waiting = 0
  #disposed = false

  constructor(options: ReconnectingOptions) {
    this.#options = options
  }

  async exchange(message: Uint8Array, options: RepeatableExchange): Promise<Uint8Array> {
    let channel = await this.connected(options)
    for (;;) {
      const alone = this.#waiting === 0
      try {
        return await this.#exchangeOn(channel, message, options)
      } catch (error) {
        const replacement = alone ? await this.#replace(channel, error, options) : undefined
        if (replacement === undefined) throw error
        channel = replacement
      }
    }
  }

  /** Facts of the current connection; opens one when there is none. */
  async peer(options: OpenOptions = {}): Promise<PeerFacts> {
    const {peer} = await this.connected(options)
    return peer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
    await this.#channel?.[Symbol.asyncDispose]()
  }

  async connected({signal}: OpenOptions): Promise<Channel> {
    if (this.#disposed) throw new TransportError('request', 'Client is closed')
    if (this.#channel?.closed === false) return this.#channel
    this.#opening ??= this.#keep(this.#options.open({signal}))
    return this.#opening
  }

  /** Another connection for a request that failed; undefined when it must not be sent again, or there is none. */
  async #replace(failed: Channel, error: unknown, options: RepeatableExchange): Promise<Channel | undefined> {
    const {repeatable, signal} = options
    const {openNext, retry} = this.#options
    if (!retry || signal?.aborted === true) return undefined
    if (!(error instanceof TransportError)) return undefined
    const wasUnread = error.stage === 'tls'
    const isLost = error instanceof ConnectionLostError
    if (!wasUnread && !(isLost && repeatable)) return undefined
    if (isLost && error.answered) return this.connected(options)
    const next = await openNext?.(failed, {signal, error})
    return next === undefined ? undefined : this.#keep(Promise.resolve(next))
  }

  async #keep(opening: Promise<Channel>): Promise<Channel> {
    try {
      const channel = await opening
      this.#channel = channel
      if (this.#disposed) await channel[Symbol.asyncDispose]()
      return channel
    } finally {
      this.#opening = undefined
    }
  }

  async #exchangeOn(channel: Channel, message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    this.#waiting += 1
    try {
      return await channel.exchange(message, options)
    } finally {
      this.#waiting -= 1
    }
  }
}
