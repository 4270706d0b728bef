import type {X509Certificate} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {describeCertificate, readCertificates} from './certificate.ts'
import type {KeyDescription} from './key-description.ts'
import {authorityConstraints} from './x509/authority-constraints.ts'
import {readCertificateFields} from './x509/certificate-fields.ts'

/** Signatures whose digest can be forged: MD2, MD5 and SHA-1, with RSA, DSA and ECDSA. */
const brokenSignatures: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.3.14.3.2.29': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
}

const smallestBits: Readonly<Record<string, number>> = {rsa: 2048, 'rsa-pss': 2048, ec: 256, ed25519: 256, ed448: 0}

/** Bundles of all public authorities have hundreds; nobody means to trust the clients of all of them. */
const mostCertificates = 50

/**
 * The certificates of an authority that is to be trusted for clients, from PEM with one or more of them; whatever else is
 * in the text, private keys too, is passed over.
 *
 * @throws UsageError naming the first that is no authority, has expired, or has a weak signature or key
 */
export function readImportedAuthorities(pem: string, now: Date): readonly X509Certificate[] {
  const count = pem.split('-----BEGIN CERTIFICATE-----').length - 1
  if (count > mostCertificates) {
    throw new UsageError(`The text holds ${count} certificates, more than ${mostCertificates}`, {
      hint: 'Give those of the authority that issues for the clients only',
    })
  }
  const certificates = readCertificates(pem)
  for (const certificate of certificates) checkAuthority(certificate, now)
  return certificates
}

function checkAuthority(certificate: X509Certificate, now: Date): void {
  const {subject, notAfter, key} = describeCertificate(certificate)
  const fields = readCertificateFields(new Uint8Array(certificate.raw))
  if (!authorityConstraints(fields).signsCertificates) {
    throw new UsageError(`The certificate ${subject} is not that of a certificate authority`, {
      hint: 'Give the certificate of the authority that issues for the clients, not that of a client',
    })
  }
  if (notAfter <= now) {
    throw new UsageError(`The certificate ${subject} expired on ${notAfter.toISOString()}`)
  }
  const digest = brokenSignatures[fields.signatureAlgorithm]
  if (digest !== undefined) {
    throw new UsageError(`The certificate ${subject} is signed with ${digest}, which can be forged`, {
      hint: 'Have the authority certified anew with SHA-256 or better',
    })
  }
  if (isWeak(key)) {
    throw new UsageError(`The certificate ${subject} has a weak key: ${keyText(key)}`, {
      hint: 'RSA keys need 2048 bits, EC keys 256',
    })
  }
}

function isWeak({type, bits}: KeyDescription): boolean {
  const smallest = smallestBits[type]
  return smallest === undefined || (bits ?? 0) < smallest
}

function keyText({type, bits, curve}: KeyDescription): string {
  return curve ?? `${type} ${bits ?? ''}`.trim()
}
