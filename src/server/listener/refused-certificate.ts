import {defaultListenerName} from './listener-definition.ts'
import type {ConnectionRefusalCause} from '../observation/refusal-cause.ts'
import type {RefusedCertificate} from './client-certificate.ts'
import type {KnownIssuer} from './known-issuer.ts'
import {presentedFacts, type PresentedFacts} from './presented-certificate.ts'

/** Why a client's certificate does not do, for the log. */
export interface ExplainedRefusal {
  readonly reason: string
  /** What to do about it, as commands where there are some. */
  readonly hint: string
  readonly facts: Partial<PresentedFacts>
}

export interface RefusalCircumstances {
  /** Name of the listener that refuses. */
  readonly listener: string
  /** Undefined when the store knows nobody of the issuer's name. */
  readonly issuer: KnownIssuer | undefined
  readonly now: Date
}

interface Circumstances extends RefusalCircumstances {
  readonly facts: Partial<PresentedFacts>
  readonly code: string | undefined
}

type Wording = Pick<ExplainedRefusal, 'reason' | 'hint'>

const issueOne = 'kmipctl cred generate --scope SCOPE --role ROLE --out DIR'

/** Puts a refusal into words, with what was seen and what mends it. */
export function explainRefusedCertificate(
  {cause, code, certificates}: RefusedCertificate,
  circumstances: RefusalCircumstances,
): ExplainedRefusal {
  const [certificate] = certificates
  const facts = (certificate && presentedFacts(certificate)) ?? {}
  const word = words[cause] ?? invalid
  return {...word({...circumstances, facts, code}), facts}
}

const words: Readonly<Partial<Record<ConnectionRefusalCause, (circumstances: Circumstances) => Wording>>> = {
  no_certificate: () => ({
    reason: 'the client presented no certificate',
    hint: `Issue one with ${issueOne}, and give the client cert.pem and key.pem of it`,
  }),
  certificate_expired: expired,
  certificate_not_yet_valid: ({facts, now}) => ({
    reason: `its certificate is not valid yet, but from ${facts.validFrom ?? 'later'} on`,
    hint: `The clock of this server says ${now.toISOString()}: compare it with that of whoever issued the certificate`,
  }),
  certificate_self_signed: ({facts}) => ({
    reason: 'its certificate is self-signed',
    hint: issueAnother(facts),
  }),
  certificate_untrusted: untrusted,
  certificate_purpose: wrongPurpose,
  certificate_weak: weak,
}

function expired({facts, issuer, now}: Circumstances): Wording {
  const {validUntil, serial = 'SERIAL'} = facts
  if (validUntil !== undefined && Date.parse(validUntil) >= now.getTime()) {
    return {
      reason: 'an authority above its certificate has expired',
      hint: 'See kmipctl ca list; after kmipctl ca rotate, issue the certificate anew',
    }
  }
  return {
    reason: `its certificate has expired on ${validUntil ?? 'a date that cannot be read'}`,
    hint:
      issuer?.signed === true && issuer.kind !== 'imported'
        ? `kmipctl cred renew ${serial} --out DIR`
        : `Have ${facts.issuer ?? 'its issuer'} issue a new one`,
  }
}

function untrusted({facts, issuer, listener}: Circumstances): Wording {
  const name = facts.issuer ?? 'an authority'
  if (issuer === undefined) {
    return {
      reason: `its certificate comes from an authority that this server does not trust: ${name}`,
      hint: `Issue one here with ${issueOne}, or trust that authority: kmipctl ca import NAME FILE --scope SCOPE --role ROLE, then ${trustCommand(listener, 'NAME')}`,
    }
  }
  if (!issuer.signed) {
    return {
      reason: `its certificate names ${name} as its issuer, but another key than that of the authority ${issuer.name} here signed it`,
      hint: `It comes from another server or from a store that is gone; issue one with ${issueOne}`,
    }
  }
  return {
    reason: `its certificate comes from the authority ${issuer.name}, which the listener ${listener} does not trust`,
    hint: trustCommand(listener, issuer.name, issuer.kind),
  }
}

/** What makes clients of an authority known at a listener. */
function trustCommand(listener: string, authority: string, kind: KnownIssuer['kind'] = 'imported'): string {
  const flag = kind === 'default' ? '--also-use-legacy-ca' : `--additional-client-ca ${authority}`
  // The server's own trusts the server's own authority, and nothing makes it trust others
  if (listener === defaultListenerName) return `kmipctl listener create LISTENER --address HOST:PORT --ca CA ${flag}`
  const others = kind === 'default' ? '' : ' (beside those that it has)'
  return `kmipctl listener update ${listener} ${flag}${others}`
}

function wrongPurpose({facts}: Circumstances): Wording {
  const {eku = []} = facts
  if (eku.length > 0 && !eku.includes('clientAuth')) {
    return {
      reason: `its certificate is not meant for TLS clients, but for ${eku.join(', ')}`,
      hint: `${issueAnother(facts)}; a client certificate needs the extended key usage clientAuth`,
    }
  }
  return {
    reason:
      'its certificate is not meant for TLS clients: its key usage allows no signatures, or it is that of an authority',
    hint: `${issueAnother(facts)}; a client certificate needs the key usage digitalSignature`,
  }
}

function weak({facts, code}: Circumstances): Wording {
  const hint = `${issueAnother(facts)}; keys are EC, or RSA of at least 2048 bits, and signatures use SHA-256 or more`
  if (code === 'CA_KEY_TOO_SMALL')
    return {reason: 'an authority above its certificate has a key that is too weak', hint}
  const {signature = 'unknown', key = 'unknown'} = facts
  if (/SHA-1|MD5/.test(signature)) return {reason: `its certificate is signed too weakly: ${signature}`, hint}
  if (code === 'CA_MD_TOO_WEAK') return {reason: 'an authority above its certificate is signed too weakly', hint}
  return {reason: `its certificate has a key that is too weak: ${key}`, hint}
}

function invalid({code, facts}: Circumstances): Wording {
  return {reason: `its certificate is refused (${code ?? 'unknown'})`, hint: issueAnother(facts)}
}

function issueAnother({subject}: Partial<PresentedFacts>): string {
  return subject === undefined ? `Issue one with ${issueOne}` : `Issue another one with ${issueOne}`
}
