import {X509Certificate} from 'node:crypto'
import {UsageError} from '../../errors.ts'
import {contextTag, DerTag, elementOf, readElement, readElements, readObjectIdentifier} from './der-element.ts'
import type {DerElement} from './der-element.ts'

/** What stands in a certificate, each part as it is encoded there. RFC 5280 section 4.1. */
export interface CertificateFields {
  readonly certificate: X509Certificate
  /** The INTEGER's content. */
  readonly serialNumber: Uint8Array
  /** Distinguished names in DER. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
  /** Dotted. */
  readonly signatureAlgorithm: string
  readonly extensions: readonly CertificateExtension[]
}

export interface CertificateExtension {
  readonly identifier: string
  readonly critical: boolean
  /** DER of the extension's own value. */
  readonly value: Uint8Array
}

/** Real certificates have one to three kilobytes; those with thousands of names are rare. */
const largestCertificate = 256 * 1024

/**
 * Takes a certificate in DER apart.
 *
 * @throws UsageError when the bytes are not exactly one X.509 certificate
 */
export function readCertificateFields(der: Uint8Array): CertificateFields {
  if (der.length > largestCertificate) throw new UsageError('The certificate is larger than 256 KiB')
  try {
    // OpenSSL first: what it refuses, no part of this program shall use; it would take PEM too
    readElement(der)
    return fieldsOf(new X509Certificate(der), der)
  } catch (cause) {
    throw new UsageError('The data is not an X.509 certificate in DER', {cause})
  }
}

function fieldsOf(certificate: X509Certificate, der: Uint8Array): CertificateFields {
  const [signed, algorithm] = readElements(readElement(der).content)
  if (signed === undefined || algorithm === undefined) throw new TypeError('The certificate has no signature')
  const parts = readElements(signed.content)
  // The version stands first unless it is 1
  const first = parts[0]?.tag === contextTag(0) ? 1 : 0
  return {
    certificate,
    serialNumber: elementOf(parts, first, DerTag.Integer).content,
    issuer: elementOf(parts, first + 2, DerTag.Sequence).raw,
    notBefore: dateOf(certificate.validFrom),
    notAfter: dateOf(certificate.validTo),
    subject: elementOf(parts, first + 4, DerTag.Sequence).raw,
    signatureAlgorithm: readObjectIdentifier(elementOf(readElements(algorithm.content), 0, DerTag.ObjectIdentifier)),
    extensions: extensionsIn(parts),
  }
}

/** OpenSSL takes times that are none, and a certificate without an end would be good for ever. */
function dateOf(text: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new TypeError('The certificate has a time that is none')
  return date
}

function extensionsIn(parts: readonly DerElement[]): CertificateExtension[] {
  const wrapper = parts.find(({tag}) => tag === contextTag(3))
  return wrapper === undefined ? [] : readElements(readElement(wrapper.content).content).map(extensionOf)
}

function extensionOf(element: DerElement): CertificateExtension {
  const parts = readElements(element.content)
  const [, flag] = parts
  const critical = flag?.tag === DerTag.Boolean && flag.content[0] !== 0
  return {
    identifier: readObjectIdentifier(elementOf(parts, 0, DerTag.ObjectIdentifier)),
    critical,
    value: elementOf(parts, parts.length - 1, DerTag.OctetString).content,
  }
}

/** The value of an extension; undefined when the certificate has none such. */
export function extensionValue({extensions}: CertificateFields, identifier: string): Uint8Array | undefined {
  return extensions.find((extension) => extension.identifier === identifier)?.value
}

/** Object identifiers of extensions, RFC 5280 section 4.2.1. */
export const extensionIdentifiers = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  issuerAlternativeName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const
