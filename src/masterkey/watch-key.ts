import {setTimeout as sleep} from 'node:timers/promises'
import {stateOf} from './conversations.ts'
import type {Product} from './ensure-key.ts'
import {MasterKeyError} from './error.ts'
import {keyEvents} from './key-event.ts'
import {inRounds} from './server-rounds.ts'

/**
 * Asks for the state of the key, period after period, until the signal ends it. Rejects with MasterKeyError KEY_ABSENT
 * or KEY_NOT_ACTIVE when the product would shut down; a server that cannot be reached is asked again next time.
 */
export async function watchKey(
  keyIdentifier: string,
  product: Product,
  onActive: () => void,
): Promise<'stopped' | 'off'> {
  const {options, behaviour, signal} = product
  const isOff = options.keyStatePollingSeconds <= 0 || options.activateKeys === false || behaviour.stateCheck === 'none'
  if (isOff) return 'off'
  for (;;) {
    if (await look(keyIdentifier, product)) onActive()
    try {
      await sleep(options.keyStatePollingSeconds * 1000, undefined, signal === undefined ? {} : {signal})
    } catch (error) {
      if (signal?.aborted === true) return 'stopped'
      throw error
    }
  }
}

/** Whether the key is known to be active. */
async function look(keyIdentifier: string, product: Product): Promise<boolean> {
  const failure = {operation: 'getState', keyIdentifier} as const
  let state: string | undefined
  try {
    state = await inRounds(product, failure, (session) => stateOf(session, keyIdentifier))
  } catch (error) {
    if (!(error instanceof MasterKeyError)) throw error
    product.onEvent(keyEvents.stateUnknown(keyIdentifier, error.message))
    return false
  }
  if (state === 'Active') return true
  if (state === undefined) {
    product.onEvent(keyEvents.absent(keyIdentifier))
    throw new MasterKeyError('KEY_ABSENT', `The KMIP server has no master key ${keyIdentifier} any more`, failure, {
      hint: 'mongod would shut down now',
    })
  }
  product.onEvent(keyEvents.notActive(keyIdentifier, state))
  throw new MasterKeyError(
    'KEY_NOT_ACTIVE',
    `The master key ${keyIdentifier} is ${state} and not Active`,
    {...failure, keyState: state},
    {hint: 'mongod would shut down now'},
  )
}
