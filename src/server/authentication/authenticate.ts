import type {ResponseHeader} from '../../kmip/message/header.ts'
import type {RequestMessage} from '../../kmip/message/message.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {Identity} from '../identity/identity.ts'
import type {Engine} from '../pipeline/engine.ts'
import {actorOf, countRequest} from '../tickets/presented-ticket.ts'
import {checkAttestation, type Challenge} from './attestation.ts'
import {checkMessageCredential} from './message-credential.ts'

/** A message and whom its certificate names. */
export interface Sent {
  readonly identity: Identity
  readonly message: RequestMessage
  readonly version: Version
  readonly now: Date
}

/** Who acts in a message, and what the header of the answer says of that. */
export interface Authenticated {
  readonly actor: Identity
  readonly answerHeader: AnswerHeader
}

/** What the header of an answer says of who asked. */
export type AnswerHeader = Partial<Challenge> & Pick<ResponseHeader, 'serverHashedPassword'>

/**
 * Checks what a message says of its sender, beside the certificate, and finds out whether it acts under a ticket.
 *
 * @throws KmipError that is the answer to the message
 */
export async function authenticate(engine: Engine, {identity, message, version, now}: Sent): Promise<Authenticated> {
  const {policy, store, entropy} = engine
  const {header, batchItems = []} = message
  const isHarmless = batchItems.every(({operation}) => operation === 'Query' || operation === 'DiscoverVersions')
  const actor = await actorOf(engine, {header, version, identity, now})
  const isProven = actor.ticket?.state.isProven === true
  const {isProven: isProvenByMessage, serverHashedPassword} = await checkMessageCredential(
    policy.messageCredential,
    {header, version, isHarmless, isProven, store, now},
    identity,
  )
  const random = entropy.bytes
  const challenge =
    policy.attestation === undefined
      ? undefined
      : await checkAttestation(policy.attestation, {header, version, isHarmless, identity, store, now, random})
  await countRequest(store, actor, now)
  return {
    actor: isProvenByMessage ? {...actor, isProvenByMessage} : actor,
    answerHeader: {...challenge, serverHashedPassword},
  }
}
