import {TransportError} from '../errors.ts'
import type {Address} from '../transport/address.ts'
import {connectAny, type ConnectAnyOptions, failureOfAll} from '../transport/connect-any.ts'
import type {Connection} from '../transport/connection.ts'
import {inRounds} from '../transport/rounds.ts'
import {type FailoverRule, leadsToNextServer} from './failover.ts'
import type {OpenNextOptions} from './reconnecting-channel.ts'

export interface LinkOptions extends Omit<ConnectAnyOptions, 'leadsOn' | 'signal' | 'onRequest' | 'onChunk'> {
  readonly rule: FailoverRule
  /** Told of each connection and of the milliseconds that it took. */
  readonly onConnection?: ((connection: Connection, milliseconds: number) => void) | undefined
}

type Opening = Pick<ConnectAnyOptions, 'signal' | 'onRequest' | 'onChunk'>

/** Connects to servers of a list by a rule of failover, and can tell afterwards to whom: also after it was closed. */
export class ServerLink {
  readonly #options: LinkOptions
  #address: Address | undefined
  #connection: Connection | undefined
  /** The server whose turn it is; undefined where any will do. */
  #only: Address | undefined

  constructor(options: LinkOptions) {
    this.#options = options
    this.#address = options.addresses[0]
  }

  /** To the first server that the rule does not pass over. */
  async open(opening: Opening): Promise<Connection> {
    return this.#connect(this.#only === undefined ? {} : {addresses: [this.#only], retries: 0}, opening)
  }

  /** To a server after one that failed when it was used; undefined when there is none, or the rule keeps to that one. */
  async openNext(failed: object, {error, ...opening}: OpenNextOptions & Opening): Promise<Connection | undefined> {
    const {addresses, rule, onFailure} = this.#options
    if (rule !== 'connection' || failed !== this.#connection) return undefined
    const address = this.#connection.address
    const rest = addresses.slice(addresses.indexOf(address) + 1)
    if (rest.length === 0) return undefined
    onFailure?.({address, error})
    return this.#connect({addresses: rest, retries: 0, before: [{server: address, error}]}, opening)
  }

  /** Has an errand done by one server after the other, each time over a new connection, as mongod does. */
  async perform<T>(errand: () => Promise<T>): Promise<T> {
    const {addresses, retries = 0, onFailure} = this.#options
    const outcome = await inRounds<Address, T>(
      {
        servers: addresses,
        retries,
        leadsOn: (error) => leadsToNextServer('percona', error),
        onFailure: ({server: address, error}, isLast) => isLast || onFailure?.({address, error}),
      },
      (address) => this.#onServer(address, errand),
    )
    if (outcome.ok) return outcome.value
    const last = outcome.failed.at(-1)?.error
    // A refusal says more than that none of the servers did it
    throw last === undefined || last instanceof TransportError ? failureOfAll(outcome.failed) : last
  }

  /** Of the server that was connected to last, else of the first one of the list. */
  get address(): Address | undefined {
    return this.#address
  }

  async #onServer<T>(address: Address, errand: () => Promise<T>): Promise<T> {
    this.#only = address
    await this.#close()
    try {
      return await errand()
    } finally {
      await this.#close()
      this.#only = undefined
    }
  }

  async #connect(choice: Partial<ConnectAnyOptions>, opening: Opening): Promise<Connection> {
    const {rule, onConnection, ...options} = this.#options
    const start = performance.now()
    const connection = await connectAny({
      ...options,
      ...choice,
      ...opening,
      leadsOn: (error): error is TransportError => leadsToNextServer(rule, error) && error instanceof TransportError,
    })
    this.#connection = connection
    this.#address = connection.address
    onConnection?.(connection, Math.round(performance.now() - start))
    return connection
  }

  async #close(): Promise<void> {
    await this.#connection?.[Symbol.asyncDispose]()
    this.#connection = undefined
  }
}
