import {TransportError} from '../errors.ts'
import type {Channel} from '../transport/connection.ts'
import {ConnectionLostError} from '../transport/connection-lost-error.ts'
import type {PeerFacts} from '../transport/peer.ts'
import type {ExchangeOptions} from '../transport/waiting-exchange.ts'

export type OpenChannel = (options: {readonly signal?: AbortSignal | undefined}) => Promise<Channel>

/**
 * Opens a connection at the first message, and a new one after the old was closed. A server may drop a connection
 * in the moment in which a request is under way: a request that was alone on a connection that had worked before, and
 * that got no byte of an answer, is sent once more.
 */
export class ReconnectingChannel implements AsyncDisposable {
  readonly #open: OpenChannel
  readonly #retry: boolean
  #channel: Channel | undefined
  #opening: Promise<Channel> | undefined
  #waiting = 0
  #disposed = false

  constructor(open: OpenChannel, retry: boolean) {
    this.#open = open
    this.#retry = retry
  }

  async exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    const channel = await this.connected(options)
    const alone = this.#waiting === 0
    try {
      return await this.#exchangeOn(channel, message, options)
    } catch (error) {
      const idleDrop = alone && error instanceof ConnectionLostError && !error.partial
      if (!this.#retry || !idleDrop) throw error
      return this.#exchangeOn(await this.connected(options), message, options)
    }
  }

  /** Facts of the current connection; opens one when there is none. */
  async peer(options: ExchangeOptions = {}): Promise<PeerFacts> {
    const {peer} = await this.connected(options)
    return peer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
    await this.#channel?.[Symbol.asyncDispose]()
  }

  async connected({signal}: ExchangeOptions): Promise<Channel> {
    if (this.#disposed) throw new TransportError('request', 'Client is closed')
    if (this.#channel?.closed === false) return this.#channel
    this.#opening ??= this.#openOnce(signal)
    return this.#opening
  }

  async #openOnce(signal: AbortSignal | undefined): Promise<Channel> {
    try {
      const channel = await this.#open({signal})
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
