import {MasterKeyError} from './error.ts'

/** What a start is decided by. */
export interface StartUp {
  /** What the data directory remembers; `new` when there is none yet. */
  readonly directory: 'new' | {readonly keyIdentifier: string | undefined}
  readonly keyIdentifier: string | undefined
  readonly rotateMasterKey: boolean
  /** Keys go by the Name that keyIdentifier gives them: a new directory has its key made under it. */
  readonly byName?: boolean | undefined
}

/** What the product does with its key. */
export type Decision =
  | {readonly kind: 'create'}
  /** `remember`: the identifier is not in the data directory yet. */
  | {readonly kind: 'read'; readonly keyIdentifier: string; readonly remember: boolean}
  /** The new key is made, or there already. */
  | {readonly kind: 'rotate'; readonly from: string; readonly to: string | undefined}

/** The start-up table of Percona Server for MongoDB. @throws MasterKeyError START_REFUSED where it would not start */
export function decideStartUp({directory, keyIdentifier: given, rotateMasterKey, byName}: StartUp): Decision {
  if (directory === 'new') {
    if (rotateMasterKey) throw refused('There is no encrypted data whose master key could be rotated')
    return given === undefined || byName === true
      ? {kind: 'create'}
      : {kind: 'read', keyIdentifier: given, remember: true}
  }
  const {keyIdentifier: remembered} = directory
  if (remembered === undefined) return withoutMemory(given, rotateMasterKey)
  if (rotateMasterKey) {
    if (given === remembered) throw refused(`The master key cannot be rotated to the same key ${remembered}`)
    return {kind: 'rotate', from: remembered, to: given}
  }
  if (given === undefined || given === remembered) return {kind: 'read', keyIdentifier: remembered, remember: false}
  throw refused(
    `The data is encrypted with the master key ${remembered}, and security.kmip.keyIdentifier is ${given}`,
    'Rotate the master key, or leave keyIdentifier out',
  )
}

function withoutMemory(given: string | undefined, rotateMasterKey: boolean): Decision {
  if (!rotateMasterKey && given !== undefined) return {kind: 'read', keyIdentifier: given, remember: true}
  throw refused(
    'The data directory is encrypted, and not configured for KMIP',
    'Give security.kmip.keyIdentifier, without rotation',
  )
}

function refused(message: string, hint?: string): MasterKeyError {
  return new MasterKeyError('START_REFUSED', message, {operation: 'start'}, {hint})
}
