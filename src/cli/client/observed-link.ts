import {connect, type ConnectOptions} from '../../transport/connect.ts'
import type {Connection} from '../../transport/connection.ts'
import {describeTls, type TlsDescription} from './connection-description.ts'

/** Connects, and can tell afterwards to whom: also after the connection was closed. */
export class ObservedLink {
  readonly #options: ConnectOptions
  #description: TlsDescription | null = null

  constructor(options: ConnectOptions) {
    this.#options = options
  }

  async open(options: Pick<ConnectOptions, 'signal' | 'onRequest'>): Promise<Connection> {
    const start = performance.now()
    const connection = await connect({...this.#options, ...options})
    this.#description = describeTls(connection.peer, Math.round(performance.now() - start))
    return connection
  }

  /** Null before the first connection. */
  get description(): TlsDescription | null {
    return this.#description
  }
}
