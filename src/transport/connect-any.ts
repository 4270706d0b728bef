import {TransportError} from '../errors.ts'
import {formatAddress, type Address} from './address.ts'
import {connect, type ConnectOptions} from './connect.ts'
import type {Connection} from './connection.ts'

/** A server that could not be reached, on the way to one that could. */
export interface FailedServer {
  readonly address: Address
  readonly error: TransportError
}

export interface ConnectAnyOptions extends Omit<ConnectOptions, 'address'> {
  /** In the order in which they are tried; at least one. */
  readonly addresses: readonly Address[]
  /** How often all of them are tried once more when none could be reached; 0 when absent. */
  readonly retries?: number | undefined
  /** Not told of the last failure, after which nothing more is tried. */
  readonly onFailure?: ((failed: FailedServer) => void) | undefined
}

/**
 * Connects to the first server of a list that can be reached and whose certificate is good. Rejects with the
 * TransportError of the only server, or with one that names all that were tried and why they failed; with the reason of
 * the signal; and at once with what is no matter of the server, such as a key that cannot be read.
 */
export async function connectAny({addresses, retries = 0, ...options}: ConnectAnyOptions): Promise<Connection> {
  const failed: FailedServer[] = []
  for (let round = 0; round <= retries; round++) {
    failed.length = 0
    for (const address of addresses) {
      try {
        return await connect({...options, address})
      } catch (error) {
        if (!(error instanceof TransportError)) throw error
        failed.push({address, error})
        const isLast = round === retries && failed.length === addresses.length
        if (!isLast) options.onFailure?.({address, error})
      }
    }
  }
  throw failureOf(failed)
}

function failureOf(failed: readonly FailedServer[]): Error {
  const [first] = failed
  if (first === undefined) return new TransportError('resolve', 'There is no server to connect to')
  if (failed.length === 1) return first.error
  const reasons = failed.map(({address, error}) => `${formatAddress(address)} (${error.message})`)
  return new TransportError(first.error.stage, `None of ${failed.length} servers can be used: ${reasons.join(', ')}`, {
    hint: first.error.hint,
    cause: first.error,
  })
}
