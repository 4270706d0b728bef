import {authorityConstraints, namesAnotherKey} from './authority-constraints.ts'
import {extensionIdentifiers, type CertificateFields} from './certificate-fields.ts'

export type ChainValidity = 'Valid' | 'Invalid' | 'Unknown'

export interface ChainRequest {
  /** The end of the chain. */
  readonly leaf: CertificateFields
  /** Among which the issuers are; those signed by themselves are trusted. */
  readonly issuers: readonly CertificateFields[]
  readonly date: Date
  /** True for certificates that somebody took back. */
  readonly isRevoked: (certificate: CertificateFields) => boolean
}

/** Deeper hierarchies are mistakes. */
const longestPath = 20

/**
 * Whether a path leads from the leaf to a trusted root in which every certificate is signed by the next, may be signed
 * by it, and is valid at the date. Unknown when an issuer is missing, or when a critical extension says what is not
 * understood here. RFC 5280 section 6, without policies and names; nothing is fetched from anywhere.
 */
export function chainValidity(request: ChainRequest): ChainValidity {
  return pathFrom(request.leaf, [], request)
}

function pathFrom(
  certificate: CertificateFields,
  below: readonly CertificateFields[],
  request: ChainRequest,
): ChainValidity {
  const own = ownValidity(certificate, request)
  if (own === 'Invalid') return 'Invalid'
  if (isRoot(certificate)) return own
  const path = [...below, certificate]
  if (path.length >= longestPath) return 'Unknown'
  const above = request.issuers
    .filter((issuer) => !path.includes(issuer) && mayBeIssuer(certificate, issuer))
    .map((issuer) => (signs(issuer, path) ? pathFrom(issuer, path, request) : 'Invalid'))
  return worse(own, best(above))
}

/** Without any issuer nobody can tell. */
function best(outcomes: readonly ChainValidity[]): ChainValidity {
  if (outcomes.includes('Valid')) return 'Valid'
  return outcomes.length === 0 || outcomes.includes('Unknown') ? 'Unknown' : 'Invalid'
}

function worse(one: ChainValidity, other: ChainValidity): ChainValidity {
  return other === 'Valid' ? one : other
}

function ownValidity(certificate: CertificateFields, {date, isRevoked}: ChainRequest): ChainValidity {
  const {notBefore, notAfter, signatureAlgorithm, extensions} = certificate
  if (date < notBefore || date > notAfter || isRevoked(certificate)) return 'Invalid'
  if (brokenAlgorithms.has(signatureAlgorithm) && !isRoot(certificate)) return 'Invalid'
  return extensions.some(({critical, identifier}) => critical && !understood.has(identifier)) ? 'Unknown' : 'Valid'
}

/** MD2 and MD5 with RSA: anybody can make a certificate that has the signature of another. */
const brokenAlgorithms: ReadonlySet<string> = new Set(['1.2.840.113549.1.1.2', '1.2.840.113549.1.1.4'])

const understood: ReadonlySet<string> = new Set([
  extensionIdentifiers.basicConstraints,
  extensionIdentifiers.keyUsage,
  extensionIdentifiers.extendedKeyUsage,
  extensionIdentifiers.subjectAlternativeName,
  extensionIdentifiers.issuerAlternativeName,
])

/** True for a certificate that its own key signed. */
export function isRoot(certificate: CertificateFields): boolean {
  return isNamedIssuer(certificate, certificate) && isSignedBy(certificate, certificate)
}

/** True when the issuer has the name, and not another key than the one that is asked for. */
export function mayBeIssuer(certificate: CertificateFields, issuer: CertificateFields): boolean {
  return isNamedIssuer(certificate, issuer) && !namesAnotherKey(certificate, issuer)
}

function isNamedIssuer(certificate: CertificateFields, issuer: CertificateFields): boolean {
  return Buffer.from(certificate.issuer).equals(issuer.subject)
}

/** Whether the issuer may sign the last certificate of the path below it, and did. */
export function signs(issuer: CertificateFields, below: readonly CertificateFields[]): boolean {
  const certificate = below.at(-1)
  const {signsCertificates, pathLength} = authorityConstraints(issuer)
  // The leaf does not count, nor does what an authority issued to itself when it changed its key
  const between = below.slice(1).filter((authority) => !isNamedIssuer(authority, authority)).length
  if (!signsCertificates || (pathLength !== undefined && between > pathLength)) return false
  return certificate !== undefined && isSignedBy(certificate, issuer)
}

function isSignedBy({certificate}: CertificateFields, issuer: CertificateFields): boolean {
  try {
    return certificate.verify(issuer.certificate.publicKey)
  } catch {
    // A key that OpenSSL cannot use verifies nothing
    return false
  }
}
