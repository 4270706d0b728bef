import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {Tag} from '../spec/tags.ts'
import {Ticket} from '../structures/ticket.ts'

/** KMIP 2.1 section 6.1.31. */
export const Logout = operation('Logout', {
  since: '2.0',
  request: {
    ticket: field(Tag.Ticket, Ticket),
  },
  response: {},
})
