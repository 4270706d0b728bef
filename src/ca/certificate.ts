import {X509Certificate} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {describeKey, type KeyDescription} from './key-description.ts'
import {readCertificateFields} from './x509/certificate-fields.ts'
import {nameFields} from './x509/directory-name.ts'
import {normalizeIpAddress, type SubjectAlternativeNames} from './subject-alternative-names.ts'

/** What people and access rules want to know about a certificate. */
export interface CertificateDescription {
  /** In the order of the certificate, for example `OU=payments, CN=app-7`. */
  readonly subject: string
  /** The subject's values by short name: `{OU: ['payments'], CN: ['app-7']}`. */
  readonly subjectFields: Readonly<Record<string, readonly string[]>>
  readonly issuer: string
  /** In decimal. */
  readonly serialNumber: string
  readonly serialNumberHex: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** SHA-256 of the DER form, lower case hexadecimal without separators. */
  readonly fingerprint: string
  readonly key: KeyDescription
  readonly subjectAlternativeNames: SubjectAlternativeNames
  /** `clientAuth`, `serverAuth`, or the object identifier of another purpose; empty when not restricted. */
  readonly extendedKeyUsage: readonly string[]
  readonly isAuthority: boolean
}

/**
 * Reads one certificate in PEM or DER; of several in PEM, the first.
 *
 * @throws UsageError when it is not a certificate
 */
export function readCertificate(pemOrDer: string | Uint8Array): X509Certificate {
  try {
    return new X509Certificate(pemOrDer)
  } catch (cause) {
    throw new UsageError('The data is not an X.509 certificate', {cause, hint: 'Give a certificate in PEM or DER'})
  }
}

/**
 * Every certificate of a PEM text (a CA file, a chain), in its order; other blocks are passed over.
 *
 * @throws UsageError when there is none, or one of them cannot be read
 */
export function readCertificates(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) throw new UsageError('The text holds no certificate in PEM')
  return blocks.map((block) => readCertificate(block))
}

/** @throws UsageError when the data is not a certificate */
export function describeCertificate(input: string | Uint8Array | X509Certificate): CertificateDescription {
  const certificate = input instanceof X509Certificate ? input : readCertificate(input)
  return {
    subject: oneLine(certificate.subject),
    subjectFields: fieldsOf(certificate),
    issuer: oneLine(certificate.issuer),
    serialNumber: decimal(certificate.serialNumber),
    serialNumberHex: certificate.serialNumber.toLowerCase(),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    key: keyOf(certificate),
    subjectAlternativeNames: parseAlternativeNames(certificate.subjectAltName),
    extendedKeyUsage: purposesOf(certificate),
    isAuthority: certificate.ca,
  }
}

/** Some old authorities gave out negative numbers, which OpenSSL writes as `-1F`. */
function decimal(hex: string): string {
  return hex.startsWith('-') ? `-${BigInt(`0x${hex.slice(1)}`)}` : BigInt(`0x${hex}`).toString()
}

function keyOf(certificate: X509Certificate): KeyDescription {
  try {
    return describeKey(certificate.publicKey)
  } catch {
    // A key this Node cannot use (a post-quantum one, say) is no reason not to describe the rest
    return {type: 'unknown', bits: undefined, curve: undefined}
  }
}

/** A subject may be empty, although the types of Node do not say so. */
function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ')
}

/** Not by `toLegacyObject`: Node 24 ends with a segmentation fault there when the key is on an unusual curve. */
function fieldsOf({raw}: X509Certificate): Readonly<Record<string, readonly string[]>> {
  try {
    return nameFields(readCertificateFields(new Uint8Array(raw)).subject)
  } catch {
    // OpenSSL reads more than DER allows; what it says of the rest is worth telling
    return {}
  }
}

const purposeNames: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
}

function purposesOf(certificate: X509Certificate): string[] {
  // Node calls the extended key usage "keyUsage", and leaves it undefined when the extension is absent
  const identifiers: readonly string[] | undefined = certificate.keyUsage
  return (identifiers ?? []).map((identifier) => purposeNames[identifier] ?? identifier)
}

/** Splits Node's `DNS:a, IP Address:10.0.0.1`, in which values that could be misread are quoted like JSON strings. */
function parseAlternativeNames(text: string | undefined): SubjectAlternativeNames {
  const names = {dnsNames: [], ipAddresses: [], emails: [], uris: []} satisfies Record<string, string[]>
  const lists: Readonly<Record<string, string[]>> = {
    DNS: names.dnsNames,
    'IP Address': names.ipAddresses,
    email: names.emails,
    URI: names.uris,
  }
  for (const [, kind = '', value = ''] of (text ?? '').matchAll(/(?:^|, )([^:,]+):("(?:[^"\\]|\\.)*"|[^,]*)/g)) {
    const plain = value.startsWith('"') ? String(JSON.parse(value)) : value
    lists[kind]?.push(kind === 'IP Address' ? normalizeIpAddress(plain) : plain)
  }
  return names
}
