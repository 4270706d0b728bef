import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'
import type {OperationContext} from '../context.ts'
import type {ServerObject} from '../objects/server-object.ts'
import type {StateName} from './state.ts'

/** What a key is about to be used for. */
export interface Use {
  readonly name: string
  readonly mask: Parameters<typeof CryptographicUsageMask.has>[1]
  /** Applying protection (encrypting) has stricter rules than processing what is protected (decrypting). */
  readonly protects: boolean
}

const processStates: readonly StateName[] = ['Active', 'Deactivated', 'Compromised']

/**
 * Fails unless state, usage mask and dates allow the use now. KMIP 1.4 sections 3.19, 3.22, 3.25 and 3.26: a
 * deactivated or compromised key may still process what it protected.
 */
export function checkUse(object: ServerObject, use: Use, now: Date): void {
  const {attributes, id} = object
  const state = attributes.get('State')
  const allowed: readonly StateName[] = use.protects ? ['Active'] : processStates
  if (typeof state !== 'string' || !allowed.includes(state)) {
    throw new KmipError(
      'WrongKeyLifecycleState',
      `Object ${id} is ${state ?? 'stateless'}, ${use.name} needs ${allowed.join(' or ')}`,
    )
  }
  if (!CryptographicUsageMask.has(attributes.get('CryptographicUsageMask') ?? 0, use.mask)) {
    throw new KmipError(
      'IncompatibleCryptographicUsageMask',
      `The usage mask of object ${id} does not allow ${use.name}`,
    )
  }
  checkDates(attributes, use, now)
}

/** Checks the same and notes the use, which counts as the last one of the object unless the request fails after all. */
export function beginUse({objects, now}: OperationContext, object: ServerObject, use: Use): void {
  checkUse(object, use, now)
  objects.used(object.id)
}

function checkDates(attributes: AttributeSet, use: Use, now: Date): void {
  const start = attributes.get('ProcessStartDate')
  if (!use.protects && start !== undefined && now.getTime() < start.getTime()) {
    throw new KmipError(
      'WrongKeyLifecycleState',
      `The key may not ${use.name.toLowerCase()} before its Process Start Date ${start.toISOString()}`,
    )
  }
  const stop = attributes.get('ProtectStopDate')
  if (use.protects && stop !== undefined && now.getTime() >= stop.getTime()) {
    throw new KmipError(
      'WrongKeyLifecycleState',
      `The key may not ${use.name.toLowerCase()} after its Protect Stop Date ${stop.toISOString()}`,
    )
  }
}

/**
 * Takes `byteCount` bytes or one operation from the Usage Limits; true when there is something to save. Only applying
 * protection counts. KMIP 1.4 section 3.21.
 */
export function spendUsage(object: ServerObject, use: Use, byteCount: number): boolean {
  const limits = object.attributes.get('UsageLimits')
  if (limits === undefined || !use.protects) return false
  const cost = limits.usageLimitsUnit === 'Byte' ? BigInt(byteCount) : 1n
  const left = (limits.usageLimitsCount ?? limits.usageLimitsTotal) - cost
  if (left < 0n) throw new KmipError('UsageLimitExceeded', `The Usage Limits of object ${object.id} are used up`)
  object.attributes.set('UsageLimits', {...limits, usageLimitsCount: left})
  return true
}
