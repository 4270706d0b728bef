import {Logout} from '../../kmip/operations/logout.ts'
import {handler} from '../handler.ts'
import {invalidTicket} from '../tickets/invalid-ticket.ts'
import {ticketId} from '../tickets/ticket-state.ts'

/** KMIP 2.1 section 6.1.31. Whoever knows the value of a ticket of the scope may end it. */
export const logout = handler(
  Logout,
  async ({objects}, {ticket: {ticketType, ticketValue}}) => {
    const id = ticketId(ticketValue)
    if (ticketType !== 'Login' || (await objects.continuation(id)) === undefined) throw invalidTicket()
    await objects.deleteContinuation(id)
    return {}
  },
  {writes: true},
)
