import {KmipError} from '../../kmip/error.ts'
import type {LeaseLimit} from '../../kmip/operations/lease-limit.ts'
import type {Ticket} from '../../kmip/structures/ticket.ts'
import type {UsageLimits} from '../../kmip/structures/usage-limits.ts'
import type {OperationContext} from '../context.ts'
import {encodeTicket, ticketId, type TicketLimit, type TicketRight} from './ticket-state.ts'

const valueLength = 32
/** Seconds for which a ticket holds that asks for no time, and at most. */
const usualLease = 60 * 60
const longestLease = 30 * 24 * 60 * 60

/** What Login and Delegated Login may ask for. */
export interface TicketWish {
  readonly leaseTime?: LeaseLimit | undefined
  readonly requestCount?: number | undefined
  readonly usageLimits?: UsageLimits | undefined
}

/** Makes a ticket for who sends the message and keeps it. KMIP 2.1 sections 6.1.12, 6.1.30 and 7.39. */
export async function newTicket(
  context: OperationContext,
  {leaseTime, requestCount, usageLimits}: TicketWish,
  rights?: readonly TicketRight[],
): Promise<Ticket> {
  const {identity, objects, entropy} = context
  const {roleId, serialNumber, foreign, isProvenByMessage = false} = identity
  if (requestCount !== undefined && requestCount < 1) {
    throw new KmipError('InvalidField', 'The Request Count of a ticket is at least 1')
  }
  const expiresAt = endOf(leaseTime, context.now)
  const limit = limitOf(usageLimits)
  const ticketValue = entropy.bytes(valueLength)
  const owner = {roleId, serialNumber, foreign}
  const state = {owner, isProven: isProvenByMessage, expiresAt, requestsLeft: requestCount, limit, rights}
  await objects.deleteExpiredContinuations()
  await objects.putContinuation({id: ticketId(ticketValue), state: encodeTicket(state), expiresAt})
  return {ticketType: 'Login', ticketValue}
}

/** Seconds since 1970. */
function endOf(lease: LeaseLimit | undefined, now: Date): number {
  const start = Math.floor(now.getTime() / 1000)
  const end = lease instanceof Date ? Math.floor(lease.getTime() / 1000) : start + (lease ?? usualLease)
  if (end <= start) throw new KmipError('InvalidField', 'The Lease Time of the ticket is over already')
  if (end - start > longestLease) throw new KmipError('InvalidField', 'A ticket may be leased for 30 days at most')
  return end
}

/** What Usage Limits leave: the count, or the total where nothing is counted yet. */
export function limitOf(limits: UsageLimits | undefined): TicketLimit | undefined {
  if (limits === undefined) return undefined
  const {usageLimitsTotal: total, usageLimitsCount: left = total, usageLimitsUnit: unit} = limits
  if (typeof unit === 'number') throw new KmipError('InvalidField', 'The Usage Limits Unit is neither Byte nor Object')
  if (left < 1n || left > total) {
    throw new KmipError('InvalidField', 'The Usage Limits Count of a ticket is at least 1 and at most the total')
  }
  return {unit, left}
}
