import {KmipError} from '../../kmip/error.ts'
import {GetUsageAllocation} from '../../kmip/operations/get-usage-allocation.ts'
import type {UsageLimits} from '../../kmip/structures/usage-limits.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {mayProtect} from '../lifecycle/protection.ts'
import type {ServerObject} from '../objects/server-object.ts'

/** KMIP 1.4 section 4.18, 2.1 section 6.1.23: what is allocated counts as used. */
export const getUsageAllocation = handler(
  GetUsageAllocation,
  async (context, request) => {
    const object = await context.target(request.uniqueIdentifier)
    const limits = allocatable(context, object)
    const {usageLimitsCount: wanted} = request
    if (wanted < 0n) throw new KmipError('InvalidField', `Usage Limits Count is ${wanted}, it cannot be negative`)
    const left = (limits.usageLimitsCount ?? limits.usageLimitsTotal) - wanted
    if (left < 0n) {
      throw new KmipError('UsageLimitExceeded', `Object ${object.id} has less usage left than the ${wanted} asked for`)
    }
    object.attributes.set('UsageLimits', {...limits, usageLimitsCount: left})
    await context.objects.save(object)
    return {uniqueIdentifier: object.id}
  },
  {writes: true},
)

function allocatable({now}: OperationContext, {type, attributes, id}: ServerObject): UsageLimits {
  const limits = attributes.get('UsageLimits')
  if (type === 'Template' || !mayProtect(attributes)) {
    throw new KmipError('InvalidObjectType', `Object ${id} cannot be used to protect anything`)
  }
  if (limits === undefined) throw new KmipError('AttributeNotFound', `Object ${id} has no Usage Limits`)
  const state = attributes.get('State')
  if (state !== 'Active') {
    throw new KmipError('WrongKeyLifecycleState', `Object ${id} is ${state ?? 'stateless'}, usage needs Active`)
  }
  const stop = attributes.get('ProtectStopDate')
  if (stop !== undefined && now >= stop) {
    throw new KmipError('WrongKeyLifecycleState', `Object ${id} passed its Protect Stop Date ${stop.toISOString()}`)
  }
  return limits
}
