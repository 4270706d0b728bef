import {X509Certificate} from 'node:crypto'
import {plainText} from './plain-text.ts'

/** What people want to know of a certificate. */
export interface CertificateFacts {
  /** `OU=lab, CN=client`. */
  readonly subject: string
  readonly issuer: string
  /** SHA-256, upper-case hexadecimal with colons. */
  readonly fingerprint: string
  /** `DNS:localhost`, `IP Address:127.0.0.1`. */
  readonly subjectAlternativeNames: readonly string[]
  readonly notBefore: Date
  readonly notAfter: Date
}

/** Reads a certificate in DER or PEM; undefined when it is none. */
export function certificateFacts(certificate: Uint8Array | string): CertificateFacts | undefined {
  const parsed = parse(certificate)
  if (parsed === undefined) return undefined
  return {
    subject: distinguishedName(parsed.subject),
    issuer: distinguishedName(parsed.issuer),
    fingerprint: parsed.fingerprint256,
    subjectAlternativeNames: parsed.subjectAltName === undefined ? [] : plainText(parsed.subjectAltName).split(', '),
    notBefore: new Date(parsed.validFrom),
    notAfter: new Date(parsed.validTo),
  }
}

function parse(certificate: Uint8Array | string): X509Certificate | undefined {
  try {
    return new X509Certificate(certificate)
  } catch {
    // Facts only decorate a message: the TLS library judges the certificate itself
    return undefined
  }
}

/** Node writes one attribute a line, and nothing at all for an empty name. */
function distinguishedName(lines: string | undefined): string {
  return lines === undefined || lines === '' ? '(no name)' : lines.split('\n').map(plainText).join(', ')
}
