import {type KeyObject, randomBytes, webcrypto, X509Certificate} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {checkDistinguishedName, nameOf, type NamePart} from './distinguished-name.ts'
import {describeKey} from './key-description.ts'
import {loadX509, type X509Library} from './libraries.ts'
import {isEmpty, type SubjectAlternativeNames} from './subject-alternative-names.ts'
import type {Validity} from './validity.ts'
import type {CertificateExtension} from './x509/certificate-fields.ts'

export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
export type ExtendedKeyUsage = 'clientAuth' | 'serverAuth'

/** What a certificate is to say, before the issuer adds its own part. */
export interface CertificateTemplate {
  /** Its parts, or the whole name in DER. */
  readonly subject: readonly NamePart[] | Uint8Array
  readonly publicKey: KeyObject
  readonly validity: Validity
  readonly keyUsage: readonly KeyUsage[]
  readonly extendedKeyUsage: readonly ExtendedKeyUsage[]
  /** Present for authorities: how many further authorities may follow below this one. */
  readonly pathLength?: number | undefined
  readonly subjectAlternativeNames?: SubjectAlternativeNames | undefined
  /** Taken over as they are. */
  readonly extensions?: readonly CertificateExtension[] | undefined
}

/** Who signs. Without a certificate the new one signs itself. */
export interface Signer {
  readonly privateKey: KeyObject
  readonly certificate?: X509Certificate | undefined
}

/** Signs a certificate with a fresh serial number. */
export async function signCertificate(template: CertificateTemplate, signer: Signer): Promise<X509Certificate> {
  const x509 = await loadX509()
  const subject = subjectOf(x509, template.subject)
  const publicKey = new x509.PublicKey(template.publicKey.export({type: 'spki', format: 'der'}))
  const issuer = signer.certificate === undefined ? undefined : new x509.X509Certificate(signer.certificate.raw)
  const subjectKeyId = new Uint8Array(await publicKey.getKeyIdentifier(webcrypto))
  const algorithm = signatureAlgorithm(signer.privateKey)
  const pkcs8 = signer.privateKey.export({type: 'pkcs8', format: 'der'})
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: randomSerialNumber(),
      subject,
      issuer: issuer?.subjectName ?? subject,
      notBefore: template.validity.notBefore,
      notAfter: template.validity.notAfter,
      publicKey,
      signingKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
      signingAlgorithm: algorithm,
      extensions: [
        ...purposeExtensions(x509, template),
        ...(template.extensions ?? []).map(
          ({identifier, critical, value}) => new x509.Extension(identifier, critical, value),
        ),
        new x509.SubjectKeyIdentifierExtension(Buffer.from(subjectKeyId).toString('hex')),
        await authorityKeyIdentifier(x509, issuer ?? {publicKey}),
      ],
    },
    webcrypto,
  )
  return new X509Certificate(Buffer.from(certificate.rawData))
}

/** OpenSSL is content with names that the library is not. */
function parsedName(x509: X509Library, der: Uint8Array) {
  try {
    return new x509.Name(der)
  } catch (cause) {
    throw new UsageError('The subject is not a distinguished name in DER', {cause})
  }
}

/** 160 bits, positive, and of the same length every time (RFC 5280, 4.1.2.2: at most 20 octets). */
function randomSerialNumber(): string {
  const bytes = randomBytes(20)
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0)
  return bytes.toString('hex')
}

function subjectOf(x509: X509Library, subject: CertificateTemplate['subject']) {
  if (subject instanceof Uint8Array) return parsedName(x509, subject)
  checkDistinguishedName(subject)
  return nameOf(x509, subject)
}

function purposeExtensions(x509: X509Library, template: CertificateTemplate) {
  const usage = template.keyUsage.reduce((flags, name) => flags | x509.KeyUsageFlags[name], 0)
  const purposes = template.extendedKeyUsage.map((name) => x509.ExtendedKeyUsage[name])
  const names = template.subjectAlternativeNames
  return [
    ...(template.pathLength === undefined ? [] : [new x509.BasicConstraintsExtension(true, template.pathLength, true)]),
    new x509.KeyUsagesExtension(usage, true),
    ...(purposes.length === 0 ? [] : [new x509.ExtendedKeyUsageExtension(purposes)]),
    ...(names === undefined || isEmpty(names) ? [] : [alternativeNames(x509, names)]),
  ]
}

function alternativeNames(x509: X509Library, names: SubjectAlternativeNames) {
  return new x509.SubjectAlternativeNameExtension([
    ...names.dnsNames.map((value) => ({type: 'dns' as const, value})),
    ...names.ipAddresses.map((value) => ({type: 'ip' as const, value})),
    ...names.emails.map((value) => ({type: 'email' as const, value})),
    ...names.uris.map((value) => ({type: 'url' as const, value})),
  ])
}

type LibraryCertificate = InstanceType<X509Library['X509Certificate']>

/** Takes the identifier the issuer calls itself by; another authority may have computed its own in another way. */
function authorityKeyIdentifier(x509: X509Library, issuer: LibraryCertificate | Pick<LibraryCertificate, 'publicKey'>) {
  const own = issuer instanceof x509.X509Certificate ? issuer.getExtension(x509.SubjectKeyIdentifierExtension) : null
  return own === null
    ? x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, webcrypto)
    : new x509.AuthorityKeyIdentifierExtension(own.keyId)
}

type SignatureAlgorithm =
  | {readonly name: 'RSASSA-PKCS1-v1_5'; readonly hash: string}
  | {readonly name: 'ECDSA'; readonly namedCurve: string; readonly hash: string}

const ecHashes: Readonly<Record<string, string>> = {'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512'}

function signatureAlgorithm(key: KeyObject): SignatureAlgorithm {
  const {type, curve} = describeKey(key)
  if (type === 'rsa') return {name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256'}
  const hash = curve === undefined ? undefined : ecHashes[curve]
  if (curve !== undefined && hash !== undefined) return {name: 'ECDSA', namedCurve: curve, hash}
  throw new UsageError(`A certificate authority cannot sign with a key of type ${curve ?? type}`, {
    hint: 'Use an RSA key or an EC key on P-256, P-384 or P-521',
  })
}
