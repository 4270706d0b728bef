import {Tag} from '../../kmip/spec/tags.ts'
import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {ticketId} from '../tickets/ticket-state.ts'
import type {AuditEntry} from './entry.ts'

const hashLength = 16

/** Under which ticket a message acts. */
export function presentedTicket(request: TtlvNode | undefined): Pick<AuditEntry, 'ticket'> {
  const header = request && child(request, Tag.RequestHeader)
  const authentication = header && child(header, Tag.Authentication)
  return {ticket: authentication && hashOf(authentication)}
}

/** Which ticket an item gives or ends. */
export function subjectTicket(asked: TtlvNode | undefined, answered: TtlvNode | undefined): string | undefined {
  const given = answered && child(answered, Tag.ResponsePayload)
  const named = asked && child(asked, Tag.RequestPayload)
  return (given && ticketOf(given)) ?? (named && ticketOf(named))
}

function ticketOf(payload: TtlvNode): string | undefined {
  const ticket = child(payload, Tag.Ticket)
  return ticket && hashOf(ticket)
}

/** Of the first ticket value at any depth: enough of its hash to tell tickets apart, and nothing to use one by. */
function hashOf(node: TtlvNode): string | undefined {
  if (node.tag === Tag.TicketValue && node.type === ItemType.ByteString) {
    return ticketId(node.value).slice('ticket '.length, 'ticket '.length + hashLength)
  }
  if (node.type !== ItemType.Structure) return undefined
  for (const item of node.value) {
    const found = hashOf(item)
    if (found !== undefined) return found
  }
  return undefined
}
