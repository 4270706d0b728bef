import {OperationFailedError} from '../client/operation-failed-error.ts'
import {KmipctlError, TransportError} from '../errors.ts'
import {formatAddress, type Address} from '../transport/address.ts'
import type {Behaviour} from './behaviour.ts'
import {MasterKeyError, type KeyFailure} from './error.ts'
import {keyEvents, type KeyEvent} from './key-event.ts'
import {Session, type SessionOptions} from './session.ts'

export interface Rounds extends Omit<SessionOptions, 'address'> {
  readonly servers: readonly Address[]
  /** Rounds after the first one. */
  readonly connectRetries: number
  readonly onEvent: (event: KeyEvent) => void
}

/**
 * Has an errand done by the first server that can do it, each time from the start on a fresh connection: all servers in
 * their order, then all again. Item Not Found is an answer (undefined) and not a failure. With the behaviour of MongoDB
 * only a connection that does not come about leads to the next server.
 */
export async function inRounds<T>(
  rounds: Rounds,
  failure: KeyFailure,
  errand: (session: Session) => Promise<T>,
): Promise<T | undefined> {
  let last: Error | undefined
  for (let left = rounds.connectRetries; left >= 0; left--) {
    for (const address of rounds.servers) {
      try {
        return await onServer(address, rounds, errand)
      } catch (error) {
        rounds.signal?.throwIfAborted()
        if (!(error instanceof KmipctlError) || !isFailureOfServer(error, rounds.behaviour)) throw error
        last = error
        rounds.onEvent(keyEvents.sessionFailed(formatAddress(address), error.message))
      }
    }
    if (left > 0) rounds.onEvent(keyEvents.roundFailed(left))
  }
  const reason = last === undefined ? '' : `: ${last.message}`
  const prefix = prefixes[failure.operation]
  throw new MasterKeyError(
    'KMIP_SESSIONS_FAILED',
    `${prefix} failed: KMIP sessions failed for all the server hosts${reason}`,
    failure,
    {cause: last, hint: last instanceof KmipctlError ? last.hint : undefined},
  )
}

const prefixes: Readonly<Record<KeyFailure['operation'], string>> = {
  read: 'Reading the master key from the KMIP server',
  save: 'Saving the master key to the KMIP server',
  getState: 'Retrieving the state of the master key on the KMIP server',
  start: 'Starting',
}

async function onServer<T>(
  address: Address,
  rounds: Rounds,
  errand: (session: Session) => Promise<T>,
): Promise<T | undefined> {
  await using session = await Session.open({...rounds, address})
  try {
    return await errand(session)
  } catch (error) {
    if (error instanceof OperationFailedError && error.resultReason === 'ItemNotFound') return undefined
    throw error
  }
}

function isFailureOfServer(error: Error, {retriesSessions}: Behaviour): boolean {
  return retriesSessions || (error instanceof TransportError && error.stage !== 'request')
}
