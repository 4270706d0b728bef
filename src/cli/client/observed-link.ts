import type {Address} from '../../transport/address.ts'
import {connectAny, type ConnectAnyOptions} from '../../transport/connect-any.ts'
import type {Connection} from '../../transport/connection.ts'
import {describeTls, type TlsDescription} from './connection-description.ts'

/** Connects, and can tell afterwards to whom: also after the connection was closed. */
export class ObservedLink {
  readonly #options: ConnectAnyOptions
  #description: TlsDescription | null = null
  #address: Address | undefined

  constructor(options: ConnectAnyOptions) {
    this.#options = options
    this.#address = options.addresses[0]
  }

  async open(options: Pick<ConnectAnyOptions, 'signal' | 'onRequest'>): Promise<Connection> {
    const start = performance.now()
    const connection = await connectAny({...this.#options, ...options})
    this.#address = connection.address
    this.#description = describeTls(connection.peer, Math.round(performance.now() - start))
    return connection
  }

  /** Of the server that was connected to last, else of the first one of the list. */
  get address(): Address | undefined {
    return this.#address
  }

  /** Null before the first connection. */
  get description(): TlsDescription | null {
    return this.#description
  }
}
