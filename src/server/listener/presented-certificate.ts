import type {X509Certificate} from 'node:crypto'
import {describeCertificate} from '../../ca/certificate.ts'
import {readCertificateFields} from '../../ca/x509/certificate-fields.ts'
import {certificateFacts} from '../../transport/certificate-facts.ts'
import {plainText} from '../../transport/plain-text.ts'

/** What the log says of a certificate that a client presented. */
export interface PresentedFacts {
  readonly subject: string
  readonly issuer: string
  /** Decimal, as kmipctl cred has it. */
  readonly serial: string
  readonly validFrom: string
  readonly validUntil: string
  /** `EC P-256`, `RSA 2048`. */
  readonly key: string
  /** `RSA with SHA-256`. */
  readonly signature: string
  /** Extended key usage; empty where the certificate has none, which allows everything. */
  readonly eku: readonly string[]
  /** Subject alternative names. */
  readonly san: readonly string[]
}

/** A name may be as long as the peer likes. */
const mostNames = 10

/** Undefined when it cannot be read. */
export function presentedFacts(certificate: X509Certificate): PresentedFacts | undefined {
  const facts = certificateFacts(certificate.raw)
  if (facts === undefined) return undefined
  try {
    const {serialNumber, key, extendedKeyUsage, notBefore, notAfter} = describeCertificate(certificate)
    return {
      subject: facts.subject,
      issuer: facts.issuer,
      serial: serialNumber,
      validFrom: dateText(notBefore),
      validUntil: dateText(notAfter),
      key: plainText(`${key.type.toUpperCase()} ${key.curve ?? key.bits ?? ''}`),
      signature: signatureName(certificate),
      eku: extendedKeyUsage.slice(0, mostNames),
      san: facts.subjectAlternativeNames.slice(0, mostNames),
    }
  } catch {
    // The facts only decorate a line of the log
    return undefined
  }
}

function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'unreadable' : date.toISOString().replace('.000Z', 'Z')
}

const signatureNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'RSA with MD5',
  '1.2.840.113549.1.1.5': 'RSA with SHA-1',
  '1.3.14.3.2.29': 'RSA with SHA-1',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.113549.1.1.11': 'RSA with SHA-256',
  '1.2.840.113549.1.1.12': 'RSA with SHA-384',
  '1.2.840.113549.1.1.13': 'RSA with SHA-512',
  '1.2.840.10040.4.3': 'DSA with SHA-1',
  '1.2.840.10045.4.1': 'ECDSA with SHA-1',
  '1.2.840.10045.4.3.2': 'ECDSA with SHA-256',
  '1.2.840.10045.4.3.3': 'ECDSA with SHA-384',
  '1.2.840.10045.4.3.4': 'ECDSA with SHA-512',
  '1.3.101.112': 'Ed25519',
}

function signatureName({raw}: X509Certificate): string {
  const {signatureAlgorithm} = readCertificateFields(raw)
  return signatureNames[signatureAlgorithm] ?? signatureAlgorithm
}
