import {KmipError} from '../../kmip/error.ts'
import type {RequestHeader} from '../../kmip/message/header.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import {isBefore, type Version} from '../../kmip/spec/version.ts'
import {decodeCredential} from '../../kmip/structures/credential-values.ts'
import type {Store} from '../../storage/store.ts'
import {isRefused} from '../identity/identify.ts'
import type {IdentifyAgain} from '../identity/identify-again.ts'
import type {Identity} from '../identity/identity.ts'
import {invalidTicket} from './invalid-ticket.ts'
import {decodeTicket, encodeTicket, ticketId, type TicketRight, type TicketState} from './ticket-state.ts'

/** What a message says of its sender. */
export interface Presentation {
  readonly header: Pick<RequestHeader, 'authentication'>
  readonly version: Version
  /** Who the certificate says it is. */
  readonly identity: Identity
  readonly now: Date
}

/**
 * Who acts in a message: whom the certificate names, narrowed by the ticket in the message if there is one. A ticket of
 * Login is for the role that logged in. One of Delegated Login lets any role of the scope do what it gives rights to and
 * its own role may do now. Neither holds longer than the credential with which it was made. KMIP 2.1 section 9.11.
 *
 * @throws KmipError Invalid Ticket, whatever is wrong with it
 */
export async function actorOf(
  {store, identifyAgain}: {readonly store: Store; readonly identifyAgain: IdentifyAgain},
  {header, version, identity, now}: Presentation,
): Promise<Identity> {
  const value = ticketValueIn(header, version)
  if (value === undefined) return identity
  // What was replaced is good for no ticket
  if (identity.only !== undefined) throw invalidTicket()
  const id = ticketId(value)
  const {scopeId} = identity
  const record = await store.read(({continuations}) => continuations.get(scopeId, id))
  const state = record && decodeTicket(record.state)
  if (state === undefined || !holds(state, now)) throw invalidTicket()
  const owner = await identifyAgain(state.owner)
  if (isRefused(owner) || owner.only !== undefined) throw invalidTicket()
  if (owner.scopeId !== scopeId || owner.roleId !== state.owner.roleId) throw invalidTicket()
  const {rights} = state
  if (rights === undefined && owner.roleId !== identity.roleId) throw invalidTicket()
  const {serialNumber, commonName, foreign, receives, messageCredentials} = identity
  return {
    ...owner,
    serialNumber,
    commonName,
    foreign,
    receives,
    messageCredentials,
    ticket: {id, state},
    allows: (operation) => !neverByTicket.has(operation) && owner.allows(operation) && isNamed(rights, operation),
  }
}

/** What would outlive the ticket and its limits, or is about a connection or a whole scope. */
const neverByTicket: ReadonlySet<OperationName> = new Set<OperationName>([
  'DelegatedLogin',
  'Interop',
  'Login',
  'ReProvision',
  'SetEndpointRole',
])

function isNamed(rights: readonly TicketRight[] | undefined, operation: OperationName): boolean {
  return rights === undefined || rights.some(({operations}) => operations?.includes(operation) ?? true)
}

/**
 * Takes one from the requests that a ticket is good for, whatever becomes of this one.
 *
 * @throws KmipError Invalid Ticket when none is left
 */
export async function countRequest(store: Store, {ticket, scopeId}: Identity, now: Date): Promise<void> {
  if (ticket?.state.requestsLeft === undefined) return
  await store.transaction(async ({continuations}) => {
    const record = await continuations.get(scopeId, ticket.id)
    const state = record && decodeTicket(record.state)
    if (record === undefined || state?.requestsLeft === undefined || !holds(state, now)) throw invalidTicket()
    await continuations.put({...record, state: encodeTicket({...state, requestsLeft: state.requestsLeft - 1})})
  })
}

function holds({expiresAt, requestsLeft}: TicketState, now: Date): boolean {
  return now.getTime() < expiresAt * 1000 && requestsLeft !== 0
}

function ticketValueIn({authentication}: Presentation['header'], version: Version): Uint8Array | undefined {
  const tickets = (authentication?.credential ?? []).filter(({credentialType}) => credentialType === 'Ticket')
  const [credential, ...others] = tickets
  if (credential === undefined) return undefined
  if (isBefore(version, '2.0')) {
    throw new KmipError('FeatureNotSupported', 'Credentials of the type Ticket are not supported')
  }
  if (others.length > 0) throw new KmipError('InvalidField', 'A message acts under one ticket at most')
  const content = decodeCredential(credential)
  if (content?.name !== 'Ticket' || content.value.ticket.ticketType !== 'Login') throw invalidTicket()
  return content.value.ticket.ticketValue
}
