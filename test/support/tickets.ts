import {DelegatedLogin} from '../../src/kmip/operations/delegated-login.ts'
import {Login} from '../../src/kmip/operations/login.ts'
import type {RequestOf} from '../../src/kmip/schema/operation.ts'
import {credentialOf, credentialValues} from '../../src/kmip/structures/credential-values.ts'
import type {Ticket} from '../../src/kmip/structures/ticket.ts'
import type {Identity} from '../../src/server/identity/identity.ts'
import type {CallOptions, TestEngine} from './test-engine.ts'

export type Right = NonNullable<RequestOf<typeof DelegatedLogin>['rights']['right']>[number]

/** A call under a ticket. */
export function under(ticket: Ticket, identity: Identity, options: CallOptions = {}): CallOptions {
  const credential = [credentialOf(credentialValues.Ticket, {ticket})]
  return {version: '2.1', identity, ...options, header: {...options.header, authentication: {credential}}}
}

export async function logIn(t: TestEngine, identity: Identity, wish: RequestOf<typeof Login> = {}): Promise<Ticket> {
  return (await t.call(Login, wish, {version: '2.1', identity})).ticket
}

export async function delegate(
  t: TestEngine,
  identity: Identity,
  right: readonly Right[],
  wish: Omit<RequestOf<typeof DelegatedLogin>, 'rights'> = {},
): Promise<Ticket> {
  return (await t.call(DelegatedLogin, {...wish, rights: {right}}, {version: '2.1', identity})).ticket
}
