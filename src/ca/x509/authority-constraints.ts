import {extensionIdentifiers, extensionValue, type CertificateFields} from './certificate-fields.ts'
import {DerTag, readElement, readElements, type DerElement} from './der-element.ts'

/** What a certificate may sign. RFC 5280 sections 4.2.1.3 and 4.2.1.9. */
export interface AuthorityConstraints {
  readonly signsCertificates: boolean
  /** Authorities that may stand between it and the end of a chain; undefined without a limit. */
  readonly pathLength: number | undefined
}

/** Extensions that cannot be read allow nothing. */
export function authorityConstraints(fields: CertificateFields): AuthorityConstraints {
  return readable(() => readConstraints(fields), {signsCertificates: false, pathLength: undefined})
}

function readConstraints(fields: CertificateFields): AuthorityConstraints {
  const constraints = extensionValue(fields, extensionIdentifiers.basicConstraints)
  const parts = constraints === undefined ? [] : readElements(readElement(constraints).content)
  const isAuthority = parts[0]?.tag === DerTag.Boolean && parts[0].content[0] !== 0
  return {
    signsCertificates: isAuthority && mayUseKeyForCertificates(fields),
    pathLength: isAuthority && parts[1]?.tag === DerTag.Integer ? numberOf(parts[1]) : undefined,
  }
}

/** Without the extension a key may do everything. */
function mayUseKeyForCertificates(fields: CertificateFields): boolean {
  const usage = extensionValue(fields, extensionIdentifiers.keyUsage)
  if (usage === undefined) return true
  const [, flags = 0] = readElement(usage).content
  return (flags & keyCertSign) !== 0
}

/** Bit 5, counted from the left. */
const keyCertSign = 0x04

function numberOf({content}: DerElement): number {
  return content.reduce((value, byte) => value * 256 + byte, 0)
}

/** True when the certificate says that another key signed it. RFC 5280 section 4.2.1.1. */
export function namesAnotherKey(fields: CertificateFields, issuer: CertificateFields): boolean {
  return readable(() => differentKey(fields, issuer), false)
}

function differentKey(fields: CertificateFields, issuer: CertificateFields): boolean {
  const wanted = extensionValue(fields, extensionIdentifiers.authorityKeyIdentifier)
  const own = extensionValue(issuer, extensionIdentifiers.subjectKeyIdentifier)
  if (wanted === undefined || own === undefined) return false
  const identifier = readElements(readElement(wanted).content).find(({tag}) => tag === keyIdentifierTag)
  return identifier !== undefined && !Buffer.from(identifier.content).equals(readElement(own).content)
}

const keyIdentifierTag = 0x80

/** OpenSSL leaves extensions alone until somebody asks for them, so they may be anything. */
function readable<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof TypeError) return otherwise
    throw error
  }
}
