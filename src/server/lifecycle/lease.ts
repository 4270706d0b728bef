import {KmipError} from '../../kmip/error.ts'
import {definitionOf} from '../../kmip/attributes/lookup.ts'
import {appliesTo} from '../../kmip/attributes/object-class.ts'
import type {ServerObject} from '../objects/server-object.ts'
import type {StateName} from './state.ts'

/** Seconds for which a client may rely on what it knows of an object, unless the object says otherwise. */
export const defaultLeaseTime = 3600

const leasable: readonly (StateName | number | undefined)[] = ['PreActive', 'Active']

/** The longest lease that an object allows now; fails when it allows none. KMIP 1.4 sections 3.20 and 4.17. */
export function leaseOf({type, attributes, id}: ServerObject): number {
  if (!appliesTo(definitionOf('LeaseTime'), type)) {
    throw new KmipError('PermissionDenied', `Object ${id} is a ${type}, of which no lease is given`)
  }
  const state = attributes.get('State')
  if (!leasable.includes(state)) {
    throw new KmipError('WrongKeyLifecycleState', `Object ${id} is ${state ?? 'stateless'}, of which no lease is given`)
  }
  return attributes.get('LeaseTime') ?? defaultLeaseTime
}
