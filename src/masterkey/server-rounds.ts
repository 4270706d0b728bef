import {isItemNotFound, leadsToNextServer} from '../client/failover.ts'
import type {KmipctlError} from '../errors.ts'
import {formatAddress, type Address} from '../transport/address.ts'
import {inRounds as inRoundsOf} from '../transport/rounds.ts'
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
  const outcome = await inRoundsOf<Address, T | undefined>(
    {
      servers: rounds.servers,
      retries: rounds.connectRetries,
      leadsOn: (error): error is KmipctlError =>
        rounds.signal?.aborted !== true && leadsToNextServer(rounds.behaviour.failover, error),
      onFailure: ({server, error}) => rounds.onEvent(keyEvents.sessionFailed(formatAddress(server), error.message)),
      onRound: (left) => rounds.onEvent(keyEvents.roundFailed(left)),
    },
    (address) => onServer(address, rounds, errand),
  )
  if (outcome.ok) return outcome.value
  const last = outcome.failed.at(-1)?.error
  const reason = last === undefined ? '' : `: ${last.message}`
  throw new MasterKeyError(
    'KMIP_SESSIONS_FAILED',
    `${prefixes[failure.operation]} failed: KMIP sessions failed for all the server hosts${reason}`,
    failure,
    {cause: last, hint: last?.hint},
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
    if (isItemNotFound(error)) return undefined
    throw error
  }
}
