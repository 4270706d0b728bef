import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {Ticket} from './ticket.ts'

/** KMIP 2.1 section 9.11. */
export const TicketCredential = structure('Ticket Credential', {
  ticket: field(Tag.Ticket, Ticket),
})
export type TicketCredential = Infer<typeof TicketCredential>
