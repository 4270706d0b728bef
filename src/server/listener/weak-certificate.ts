import type {X509Certificate} from 'node:crypto'
import {describeKey} from '../../ca/key-description.ts'
import {readCertificateFields} from '../../ca/x509/certificate-fields.ts'

/** Signatures with MD2, MD4, MD5 and SHA-1. */
const brokenSignatures: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.3',
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.2.840.10045.4.1',
  '1.2.840.10040.4.3',
  '1.3.14.3.2.29',
])

const shortestRsaKey = 2048

/**
 * Whether a certificate can be forged. OpenSSL looks at this too, but how strictly depends on its release, and not at all where
 * TLS 1.0 is to be spoken. What cannot be read is not trusted either.
 */
export function isWeak(certificate: X509Certificate): boolean {
  try {
    const {type, bits = 0} = describeKey(certificate.publicKey)
    if (type.startsWith('rsa') && bits < shortestRsaKey) return true
    return brokenSignatures.has(readCertificateFields(certificate.raw).signatureAlgorithm)
  } catch {
    return true
  }
}
