import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {integer} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {Ticket} from '../structures/ticket.ts'
import {UsageLimits} from '../structures/usage-limits.ts'
import {leaseLimit} from './lease-limit.ts'

/** KMIP 2.1 section 6.1.30. */
export const Login = operation('Login', {
  since: '2.0',
  request: {
    leaseTime: field(Tag.LeaseTime, leaseLimit).optional(),
    requestCount: field(Tag.RequestCount, integer).optional(),
    usageLimits: field(Tag.UsageLimits, UsageLimits).optional(),
  },
  response: {
    ticket: field(Tag.Ticket, Ticket),
  },
})
