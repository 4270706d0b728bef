import {Login} from '../../kmip/operations/login.ts'
import {handler} from '../handler.ts'
import {newTicket} from '../tickets/new-ticket.ts'

/** KMIP 2.1 section 6.1.30: the ticket stands for the credentials of the sender and is for its role alone. */
export const login = handler(Login, async (context, request) => ({ticket: await newTicket(context, request)}), {
  writes: true,
})
