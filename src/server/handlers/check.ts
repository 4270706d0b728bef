import {KmipError} from '../../kmip/error.ts'
import {Check} from '../../kmip/operations/check.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import {handler} from '../handler.ts'
import {leaseOf} from '../lifecycle/lease.ts'
import {protects} from '../lifecycle/protection.ts'
import {isDestroyed} from '../lifecycle/state.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {UseRefused} from '../use-refused.ts'

/**
 * KMIP 1.4 section 4.10, 2.1 section 6.1.7. A refusal names what stood in the way and empties the ID Placeholder, so
 * that nothing later in the batch uses the object.
 */
export const check = handler(Check, async (context, request) => {
  const object = await context.target(request.uniqueIdentifier)
  try {
    checkUsable(object)
    checkMask(object, request)
    checkCount(object, request)
    checkLease(object, request)
  } catch (error) {
    throw UseRefused.from(error)
  }
  return {uniqueIdentifier: object.id}
})

type Wanted = RequestOf<typeof Check>

function checkUsable({id, type, attributes}: ServerObject): void {
  if (type === 'Template') throw new KmipError('InvalidObjectType', `Object ${id} is a Template, which is not for use`)
  if (isDestroyed(attributes)) throw new KmipError('ObjectDestroyed', `Object ${id} is destroyed`)
}

function checkMask({id, attributes}: ServerObject, {cryptographicUsageMask: wanted = 0}: Wanted): void {
  const allowed = attributes.get('CryptographicUsageMask') ?? 0
  if ((wanted & ~allowed) !== 0) {
    throw new KmipError(
      'IncompatibleCryptographicUsageMask',
      `The Cryptographic Usage Mask of object ${id} does not allow all that is asked for`,
    )
  }
  const state = attributes.get('State')
  if (protects(wanted) && (state === 'Deactivated' || state === 'Compromised')) {
    throw new KmipError('WrongKeyLifecycleState', `Object ${id} is ${state}, it can protect nothing any more`)
  }
}

function checkCount({id, attributes}: ServerObject, {usageLimitsCount: wanted}: Wanted): void {
  const limits = attributes.get('UsageLimits')
  if (wanted === undefined || limits === undefined) return
  const left = limits.usageLimitsCount ?? limits.usageLimitsTotal
  if (wanted > left) {
    throw new KmipError('UsageLimitExceeded', `The Usage Limits Count of object ${id} is ${left}, less than ${wanted}`)
  }
}

function checkLease(object: ServerObject, {leaseTime: wanted}: Wanted): void {
  if (wanted === undefined) return
  const longest = leaseOf(object)
  if (wanted > longest) {
    throw new KmipError('PermissionDenied', `The Lease Time of object ${object.id} is at most ${longest} seconds`)
  }
}
