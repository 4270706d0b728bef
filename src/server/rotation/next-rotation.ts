import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {ManagedObjectType} from '../../kmip/objects/managed-object.ts'
import {isArchived} from '../lifecycle/state.ts'
import {linkedId} from '../objects/links.ts'

/** By which operation the server makes a replacement, for each type of which there is one. KMIP 2.1 section 4.48. */
const operations = {
  SymmetricKey: 'ReKey',
  PrivateKey: 'ReKeyKeyPair',
  PublicKey: 'ReKeyKeyPair',
  Certificate: 'ReCertify',
} as const

export type RotatingOperation = (typeof operations)[keyof typeof operations]

const byType: Readonly<Partial<Record<ManagedObjectType, RotatingOperation>>> = operations

/** Undefined for types that nothing replaces. */
export function rotatingOperation(type: ManagedObjectType): RotatingOperation | undefined {
  return byType[type]
}

interface Rotated {
  readonly type: ManagedObjectType
  readonly attributes: AttributeSet
  readonly material: Uint8Array | undefined
}

/**
 * Seconds since 1970 from which on the server replaces the object: the Rotate Interval after its Initial Date. Undefined
 * for what is not to be rotated: because nobody wants it, it has been replaced, or its life is over. KMIP 2.1 section 4.51.
 */
export function nextRotation({type, attributes, material}: Rotated): number | undefined {
  const interval = attributes.get('RotateInterval')
  const initial = attributes.get('InitialDate')
  if (attributes.get('RotateAutomatic') !== true || interval === undefined || initial === undefined) return undefined
  if (attributes.get('RotateLatest') !== true || material === undefined || isArchived(attributes)) return undefined
  if (rotatingOperation(type) === undefined || !hasOtherHalf(type, attributes)) return undefined
  const due = Math.floor(initial.getTime() / 1000) + interval
  return livesAt(attributes, due) ? due : undefined
}

/** Pairs are rotated together, so a half waits until it is linked with the other one. */
function hasOtherHalf(type: ManagedObjectType, attributes: AttributeSet): boolean {
  if (type === 'PrivateKey') return linkedId({attributes}, 'PublicKeyLink') !== undefined
  if (type === 'PublicKey') return linkedId({attributes}, 'PrivateKeyLink') !== undefined
  return true
}

/**
 * A rotation that nobody was there for is made up for even after the Deactivation Date, but only where a Rotate Offset
 * gives the replacement dates of its own: it would be deactivated as soon as it is made.
 */
function livesAt(attributes: AttributeSet, due: number): boolean {
  const state = attributes.get('State')
  if (state === 'PreActive' || state === 'Active') return true
  const deactivation = attributes.get('DeactivationDate')
  const hasEndedByDate = state === 'Deactivated' && !attributes.has('RevocationReason') && deactivation !== undefined
  const getsNewDates = attributes.has('RotateOffset') && attributes.has('ActivationDate')
  return hasEndedByDate && getsNewDates && deactivation.getTime() / 1000 >= due
}
