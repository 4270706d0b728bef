import type {X509Certificate} from 'node:crypto'
import type {TLSSocket} from 'node:tls'
import type {ConnectionRefusalCause} from '../observation/refusal-cause.ts'
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

/** Why a client may not go on; `refused-certificate.ts` has the words. */
export interface RefusedCertificate {
  readonly cause: ConnectionRefusalCause
  /** OpenSSL's, as Node spells it; undefined when it is not OpenSSL that refuses. */
  readonly code?: string | undefined
  /** As of an accepted one; none when the client presented none. */
  readonly certificates: readonly X509Certificate[]
}

/** By OpenSSL's codes as Node spells them. */
const causes: Readonly<Record<string, ConnectionRefusalCause>> = {
  UNABLE_TO_GET_ISSUER_CERT: 'certificate_untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate_untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate_untrusted',
  CERT_SIGNATURE_FAILURE: 'certificate_untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate_untrusted',
  CERT_UNTRUSTED: 'certificate_untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate_self_signed',
  CERT_HAS_EXPIRED: 'certificate_expired',
  CERT_NOT_YET_VALID: 'certificate_not_yet_valid',
  INVALID_PURPOSE: 'certificate_purpose',
  CA_MD_TOO_WEAK: 'certificate_weak',
  CA_KEY_TOO_SMALL: 'certificate_weak',
  EE_KEY_TOO_SMALL: 'certificate_weak',
}

/** What is asked of the socket. */
export type PresentedCertificate = Pick<TLSSocket, 'authorized' | 'authorizationError' | 'getPeerX509Certificate'>

/**
 * Judges what a client presented in the handshake. Sessions may be resumed, and a client without a certificate can
 * resume one, with which OpenSSL then finds no fault: so the certificate itself has to be there too.
 */
export function judgeClientCertificate(socket: PresentedCertificate): AcceptedCertificate | RefusedCertificate {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return {cause: 'no_certificate', certificates: []}
  const certificates = presentedChain(certificate)
  if (socket.authorized) {
    if (isWeak(certificate)) return {cause: 'certificate_weak', certificates}
    return {fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(), certificates}
  }
  // A code at run time, whatever the declared type says
  const code = String(socket.authorizationError)
  // Of signatures with SHA-1 OpenSSL may say no more than that it does not like them
  const cause = causes[code] ?? (isWeak(certificate) ? 'certificate_weak' : 'certificate_invalid')
  return {cause, code, certificates}
}

export function isRefusedCertificate(verdict: AcceptedCertificate | RefusedCertificate): verdict is RefusedCertificate {
  return 'cause' in verdict
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
