import type {X509Certificate} from 'node:crypto'
import type {TLSSocket} from 'node:tls'
import type {ConnectionRefusalCause} from '../observation/refusal-cause.ts'
import {certificateFacts} from '../../transport/certificate-facts.ts'
import {isWeak} from './weak-certificate.ts'

/** More certificates than this stand in no chain. */
const longestChain = 10

/** The client proved that it holds a certificate of an authority we trust; whose it is, is another question. */
export interface AcceptedCertificate {
  /** SHA-256 of the certificate in DER, lower-case hexadecimal without colons. */
  readonly fingerprint: string
  /** It, and those above it as far as the client sent them. */
  readonly certificates: readonly X509Certificate[]
}

/** Why a client may not go on, in words for the log. */
export interface RefusedCertificate {
  readonly cause: ConnectionRefusalCause
  readonly reason: string
  readonly hint: string
  /** Of the certificate that was presented, if one was. */
  readonly subject: string | undefined
  readonly issuer: string | undefined
}

type Wording = Pick<RefusedCertificate, 'cause' | 'reason' | 'hint'>

const issueOne = 'Issue a certificate with kmipctl cred generate and give it to the client with its key'

const noCertificate: Wording = {
  cause: 'no_certificate',
  reason: 'the client presented no certificate',
  hint: issueOne,
}
const untrusted: Wording = {
  cause: 'certificate_untrusted',
  reason: 'its certificate comes from an authority that this server does not trust',
  hint: `${issueOne}; the authorities of this server are shown by kmipctl ca list`,
}
const selfSigned: Wording = {
  cause: 'certificate_self_signed',
  reason: 'its certificate is self-signed',
  hint: issueOne,
}
const wrongPurpose: Wording = {
  cause: 'certificate_purpose',
  reason: 'its certificate is not meant for TLS clients',
  hint: 'A client certificate needs the extended key usage clientAuth',
}
const weak: Wording = {
  cause: 'certificate_weak',
  reason: 'its certificate has a key or a signature that is too weak',
  hint: 'Issue a certificate with an EC key, or an RSA key of at least 2048 bits',
}

/** By OpenSSL's codes as Node spells them. */
const wordings: Readonly<Record<string, Wording>> = {
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  CERT_UNTRUSTED: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  CERT_HAS_EXPIRED: {
    cause: 'certificate_expired',
    reason: 'its certificate has expired',
    hint: 'Issue a new one with kmipctl cred renew',
  },
  CERT_NOT_YET_VALID: {
    cause: 'certificate_not_yet_valid',
    reason: 'its certificate is not valid yet',
    hint: 'Compare the clocks of client and server',
  },
  INVALID_PURPOSE: wrongPurpose,
  CA_MD_TOO_WEAK: weak,
  CA_KEY_TOO_SMALL: weak,
  EE_KEY_TOO_SMALL: weak,
}

/** What is asked of the socket. */
export type PresentedCertificate = Pick<TLSSocket, 'authorized' | 'authorizationError' | 'getPeerX509Certificate'>

/**
 * Judges what a client presented in the handshake. Sessions may be resumed, and a client without a certificate can
 * resume one, with which OpenSSL then finds no fault: so the certificate itself has to be there too.
 */
export function judgeClientCertificate(socket: PresentedCertificate): AcceptedCertificate | RefusedCertificate {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return refusal(noCertificate, certificate)
  if (socket.authorized) {
    if (isWeak(certificate)) return refusal(weak, certificate)
    const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase()
    return {fingerprint, certificates: presentedChain(certificate)}
  }
  // A code at run time, whatever the declared type says
  const code = String(socket.authorizationError)
  return refusal(wordings[code] ?? otherwise(code), certificate)
}

export function isRefusedCertificate(verdict: AcceptedCertificate | RefusedCertificate): verdict is RefusedCertificate {
  return 'reason' in verdict
}

function otherwise(code: string): Wording {
  return {cause: 'certificate_invalid', reason: `its certificate is refused (${code})`, hint: issueOne}
}

function refusal(wording: Wording, certificate: X509Certificate | undefined): RefusedCertificate {
  const facts = certificate === undefined ? undefined : certificateFacts(certificate.raw)
  return {...wording, subject: facts?.subject, issuer: facts?.issuer}
}

/** The certificate of a TLS client and the ones above it, as far as the client sent them. */
function presentedChain(certificate: X509Certificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = []
  let current: X509Certificate | undefined = certificate
  while (current !== undefined && chain.length < longestChain) {
    chain.push(current)
    // Of its own issuer a root says that it is one itself
    const above: X509Certificate | undefined = current.issuerCertificate
    current = above?.fingerprint256 === current.fingerprint256 ? undefined : above
  }
  return chain
}
