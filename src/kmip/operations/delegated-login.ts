import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {integer} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {Rights} from '../structures/rights.ts'
import {Ticket} from '../structures/ticket.ts'
import {UsageLimits} from '../structures/usage-limits.ts'
import {leaseLimit} from './lease-limit.ts'

/** KMIP 2.1 section 6.1.12. */
export const DelegatedLogin = operation('DelegatedLogin', {
  since: '2.0',
  request: {
    leaseTime: field(Tag.LeaseTime, leaseLimit).optional(),
    requestCount: field(Tag.RequestCount, integer).optional(),
    usageLimits: field(Tag.UsageLimits, UsageLimits).optional(),
    rights: field(Tag.Rights, Rights),
  },
  response: {
    ticket: field(Tag.Ticket, Ticket),
  },
})
