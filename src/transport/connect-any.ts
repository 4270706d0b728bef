import {type KmipctlError, TransportError} from '../errors.ts'
import {formatAddress, type Address} from './address.ts'
import {connect, type ConnectOptions} from './connect.ts'
import type {Connection} from './connection.ts'
import {type Failed, inRounds} from './rounds.ts'

/** A server that could not be used, on the way to one that could. */
export interface FailedServer {
  readonly address: Address
  readonly error: KmipctlError
}

export interface ConnectAnyOptions extends Omit<ConnectOptions, 'address'> {
  /** In the order in which they are tried; at least one. */
  readonly addresses: readonly Address[]
  /** How often all of them are tried once more when none could be reached; 0 when absent. */
  readonly retries?: number | undefined
  /** Servers that had failed before, for the error that names all of them. */
  readonly before?: readonly Failed<Address>[] | undefined
  /** Which failures lead to the next server; all that are about reaching one and TLS when absent. */
  readonly leadsOn?: ((error: unknown) => error is TransportError) | undefined
  /** Not told of the last failure, after which nothing more is tried. */
  readonly onFailure?: ((failed: FailedServer) => void) | undefined
}

/**
 * Connects to the first server of a list that can be reached and whose certificate is good. Rejects with the
 * TransportError of the only server, or with one that names all that were tried and why they failed; with the reason of
 * the signal; and at once with what does not lead to the next server.
 */
export async function connectAny({addresses, retries = 0, ...options}: ConnectAnyOptions): Promise<Connection> {
  const {leadsOn = isTransportError, onFailure, before = [], ...rest} = options
  const outcome = await inRounds<Address, Connection>(
    {
      servers: addresses,
      retries,
      leadsOn,
      onFailure: ({server: address, error}, isLast) => isLast || onFailure?.({address, error}),
    },
    (address) => connect({...rest, address}),
  )
  if (outcome.ok) return outcome.value
  throw failureOfAll([...before, ...outcome.failed])
}

/** One error for all servers of a list. */
export function failureOfAll(failed: readonly Failed<Address>[]): Error {
  const [first] = failed
  if (first === undefined) return new TransportError('resolve', 'There is no server to connect to')
  if (failed.length === 1) return first.error
  const reasons = failed.map(({server, error}) => `${formatAddress(server)} (${error.message})`)
  const stage = first.error instanceof TransportError ? first.error.stage : 'request'
  return new TransportError(stage, `None of ${failed.length} servers can be used: ${reasons.join(', ')}`, {
    hint: first.error.hint,
    cause: first.error,
  })
}

function isTransportError(error: unknown): error is TransportError {
  return error instanceof TransportError
}
