import {ObtainLease} from '../../kmip/operations/obtain-lease.ts'
import {handler} from '../handler.ts'
import {leaseOf} from '../lifecycle/lease.ts'

/** KMIP 1.4 section 4.17, 2.1 section 6.1.35: a lease is a promise of the client, so nothing is written down. */
export const obtainLease = handler(ObtainLease, async (context, request) => {
  const object = await context.target(request.uniqueIdentifier)
  return {
    uniqueIdentifier: object.id,
    leaseTime: leaseOf(object),
    lastChangeDate: object.attributes.get('LastChangeDate') ?? context.now,
  }
})
