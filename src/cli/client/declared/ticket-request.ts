import type {Login} from '../../../kmip/operations/login.ts'
import type {AnsweredBytes} from '../operation-plan.ts'

/** What commands that get a ticket call the members of their request. */
export const ticketWords = {
  leaseTime: {flag: 'lease', summary: 'How long the ticket holds, such as 8h, or until which date'},
  requestCount: {flag: 'requests', summary: 'How many requests can be made with it'},
  usageLimits: {flag: 'limits', summary: "How much may be used with it, such as '1000 objects'", helpValue: 'LIMIT'},
} as const

/** The value of the ticket is what `--out` writes. */
export const ticketBytes: AnsweredBytes<(typeof Login)['response']['fields']> = {
  of: ({ticket}) => ticket.ticketValue,
  secret: 'Ticket value',
}
