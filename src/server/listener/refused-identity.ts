import type {IdentityRefusalCause} from '../observation/refusal-cause.ts'
import {defaultListenerName} from './listener-definition.ts'
import type {Peer} from './peer.ts'
import {presentedFacts, type PresentedFacts} from './presented-certificate.ts'

/** What the log says of a client whose certificate TLS accepts, and which is nobody all the same. */
export interface IdentityRefusalFacts extends Partial<PresentedFacts> {
  readonly peer: string
  readonly listener: string
  readonly cause: IdentityRefusalCause
  readonly fingerprint: string
  /** What to do about it. */
  readonly hint: string
}

const issueOne = 'kmipctl cred generate --scope SCOPE --role ROLE --out DIR'

type Hint = (serial: string, listener: string) => string

const hints: Readonly<Record<IdentityRefusalCause, Hint>> = {
  unknown: () =>
    `Its authority is trusted here, but no role has this certificate: see kmipctl cred list, or issue one with ${issueOne}; of an imported authority see kmipctl ca show`,
  untrusted: (_, listener) =>
    listener === defaultListenerName
      ? 'The authority was taken away; see kmipctl ca list'
      : `The authority was taken away from the listener; see kmipctl listener show ${listener} and kmipctl listener update ${listener} --additional-client-ca NAME`,
  revoked: () => `Issue another one with ${issueOne}`,
  expired: (serial) => `kmipctl cred renew ${serial} --out DIR`,
  unmapped: () =>
    'Make the scope and the role that the authority maps it to, or map it otherwise: kmipctl ca show NAME, kmipctl ca update NAME',
}

/** The facts of one refusal. */
export function identityRefusalFacts(
  {address, listener, fingerprint, certificates}: Peer,
  cause: IdentityRefusalCause,
): IdentityRefusalFacts {
  const [certificate] = certificates
  const facts: Partial<PresentedFacts> = (certificate && presentedFacts(certificate)) ?? {}
  const hint = hints[cause](facts.serial ?? 'SERIAL', listener)
  return {peer: address, listener, cause, fingerprint, ...facts, hint}
}
