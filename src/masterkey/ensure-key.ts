import {createHash} from 'node:crypto'
import type {Behaviour} from './behaviour.ts'
import {createKey, readKey, stateOf} from './conversations.ts'
import {MasterKeyError} from './error.ts'
import {keyEvents} from './key-event.ts'
import type {CheckedOptions} from './options.ts'
import {inRounds, type Rounds} from './server-rounds.ts'
import type {Session} from './session.ts'
import type {Decision} from './start-up.ts'

/** What the product works with: its options, how it behaves, and whom to tell. */
export interface Product extends Rounds {
  readonly options: CheckedOptions
  readonly behaviour: Behaviour
  /** Writes the identifier down where the product remembers it. */
  readonly remember: (keyIdentifier: string) => Promise<void>
}

/** The master key that the product goes on with. */
export interface MasterKey {
  readonly keyIdentifier: string
  readonly created: boolean
  /** SHA-256 of the key in hexadecimal; undefined for a key that was only made. */
  readonly fingerprint: string | undefined
  readonly key: Uint8Array | undefined
}

/**
 * Carries out what a start decided: makes, reads or rotates the key. Rejects with MasterKeyError where the product
 * would not start.
 */
export async function ensureKey(decision: Decision, product: Product): Promise<MasterKey> {
  switch (decision.kind) {
    case 'create':
      return made(product)
    case 'rotate':
      // Its state does not matter: only what it encrypted has to be readable
      await read(decision.from, product, 'none')
      return decision.to === undefined ? made(product) : remembered(await read(decision.to, product), product)
    default: {
      const key = await read(decision.keyIdentifier, product)
      return decision.remember ? remembered(key, product) : key
    }
  }
}

async function made(product: Product): Promise<MasterKey> {
  const {behaviour, options} = product
  const activate = behaviour.stateCheck !== 'none' && options.activateKeys !== false
  const name = behaviour.identifier === 'name' ? options.keyIdentifier : undefined
  const identifier = await inRounds(product, {operation: 'save'}, (session) =>
    createKey(session, {behaviour, name, activate}),
  )
  if (identifier === undefined) {
    throw new MasterKeyError('KEY_ABSENT', 'The server has lost the master key while it was activated', {
      operation: 'save',
    })
  }
  product.onEvent(keyEvents.created(identifier))
  const keyIdentifier = name ?? identifier
  return remembered({keyIdentifier, created: true, fingerprint: undefined, key: undefined}, product)
}

async function remembered(key: MasterKey, {remember}: Product): Promise<MasterKey> {
  await remember(key.keyIdentifier)
  return key
}

/** The key of an identifier, if the product would use it. */
export async function read(
  keyIdentifier: string,
  product: Product,
  stateCheck: Behaviour['stateCheck'] = product.behaviour.stateCheck,
): Promise<MasterKey> {
  const {behaviour, options} = product
  const isChecked = stateCheck !== 'none' && options.activateKeys !== false
  const failure = {operation: 'read', keyIdentifier} as const
  const found = await inRounds(product, failure, async (session) => {
    const state = isChecked ? await stateOf(session, keyIdentifier) : undefined
    if (!isUsable(state, stateCheck, options)) return {state, key: undefined}
    return {state, key: await keyFrom(session, keyIdentifier, behaviour)}
  })
  if (found === undefined || (found.key === undefined && isUsable(found.state, stateCheck, options))) {
    throw new MasterKeyError('KEY_ABSENT', `The KMIP server has no master key ${keyIdentifier}`, failure, {
      hint: 'Check keyIdentifier, and that the certificate is of the scope that holds the key',
    })
  }
  const {state, key} = found
  if (key === undefined) throw notActive(keyIdentifier, state)
  if (state === 'Pre-Active') product.onEvent(keyEvents.preActive(keyIdentifier))
  product.onEvent(keyEvents.read(keyIdentifier))
  return {keyIdentifier, created: false, fingerprint: createHash('sha256').update(key).digest('hex'), key}
}

function keyFrom(session: Session, keyIdentifier: string, behaviour: Behaviour): Promise<Uint8Array | undefined> {
  return readKey(session, keyIdentifier, behaviour)
}

function isUsable(
  state: string | undefined,
  stateCheck: Behaviour['stateCheck'],
  {activateKeys}: Pick<CheckedOptions, 'activateKeys'>,
): boolean {
  if (state === undefined || state === 'Active') return true
  return state === 'Pre-Active' && stateCheck === 'lenient' && activateKeys === undefined
}

function notActive(keyIdentifier: string, keyState: string | undefined): MasterKeyError {
  const failure = {operation: 'read', keyIdentifier, keyState} as const
  const hint =
    keyState === 'Pre-Active'
      ? `Activate it with kmipctl op activate ${keyIdentifier}, or set activateKeys: false`
      : 'Rotate to another master key'
  return new MasterKeyError(
    'KEY_NOT_ACTIVE',
    `The master key ${keyIdentifier} is ${keyState ?? 'in an unknown state'} and not Active`,
    failure,
    {hint},
  )
}
