import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {TicketType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 7.39. */
export const Ticket = structure('Ticket', {
  ticketType: field(Tag.TicketType, enumeration(TicketType)),
  ticketValue: field(Tag.TicketValue, bytes),
})
export type Ticket = Infer<typeof Ticket>
