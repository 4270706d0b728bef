import {createPrivateKey, type KeyObject, type X509Certificate} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {readCertificate} from './certificate.ts'
import type {NamePart} from './distinguished-name.ts'
import {generateKeyPair, privateKeyToPem} from './key-pair.ts'
import type {KeySpecification} from './key-specification.ts'
import {loadX509} from './libraries.ts'
import {signCertificate} from './sign-certificate.ts'
import {certificateValidity, type Lifetime} from './validity.ts'
import {readCertificateFields} from './x509/certificate-fields.ts'

/** A certificate authority with its private key. */
export interface Authority {
  readonly certificatePem: string
  /** PKCS#8, not encrypted: whoever stores it has to seal it. */
  readonly privateKeyPem: string
  /** The authority's own certificate first, the root last. */
  readonly chainPem: readonly string[]
}

export interface AuthoritySigner {
  readonly certificate: X509Certificate
  readonly privateKey: KeyObject
}

export interface AuthorityRequest extends Lifetime {
  readonly commonName: string
  readonly organizationalUnit?: string | undefined
  /** How many levels of authorities may follow; ten unless told otherwise. */
  readonly pathLength?: number | undefined
  readonly key: KeySpecification
}

/** Ten years. */
export const defaultAuthorityLifetimeSeconds = 3650 * 24 * 60 * 60

const rootPathLength = 10
const authorityUsage = ['keyCertSign', 'cRLSign'] as const

/** A new self-signed authority. */
export async function createRoot(request: AuthorityRequest): Promise<Authority> {
  const {publicKey, privateKey} = await generateKeyPair(request.key)
  const certificate = await signCertificate(
    {
      subject: subjectOf(request),
      publicKey,
      validity: certificateValidity(request),
      keyUsage: authorityUsage,
      extendedKeyUsage: [],
      pathLength: request.pathLength ?? rootPathLength,
    },
    {privateKey},
  )
  const certificatePem = certificate.toString()
  return {certificatePem, privateKeyPem: privateKeyToPem(privateKey), chainPem: [certificatePem]}
}

/**
 * A new authority below `parent`; it ends no later than its parent.
 *
 * @throws UsageError when the parent has expired, is no authority, or may not have authorities below it
 */
export async function createIntermediate(parent: Authority, request: AuthorityRequest): Promise<Authority> {
  const signer = authoritySigner(parent)
  const validity = certificateValidity(request, signer.certificate)
  const pathLength = await pathLengthBelow(signer.certificate)
  const {publicKey, privateKey} = await generateKeyPair(request.key)
  const certificate = await signCertificate(
    {
      subject: [{type: 'CN', value: request.commonName}],
      publicKey,
      validity,
      keyUsage: authorityUsage,
      extendedKeyUsage: [],
      pathLength,
    },
    signer,
  )
  const certificatePem = certificate.toString()
  return {
    certificatePem,
    privateKeyPem: privateKeyToPem(privateKey),
    chainPem: [certificatePem, ...parent.chainPem],
  }
}

/**
 * Certifies the name and key of an authority by another one, so that peers that trust only the other verify what the
 * first issued. The certificate ends no later than either of the two.
 *
 * @throws UsageError when the issuer has expired or may not have authorities below it
 */
export async function crossCertify(
  authority: Pick<Authority, 'certificatePem'>,
  issuer: Authority,
  now: Date,
): Promise<string> {
  const signer = authoritySigner(issuer)
  const {certificate, subject, notAfter} = readCertificateFields(readCertificate(authority.certificatePem).raw)
  const lifetimeSeconds = Math.floor((notAfter.getTime() - now.getTime()) / 1000)
  const signed = await signCertificate(
    {
      subject,
      publicKey: certificate.publicKey,
      validity: certificateValidity({lifetimeSeconds, now}, signer.certificate),
      keyUsage: authorityUsage,
      extendedKeyUsage: [],
      pathLength: await pathLengthBelow(signer.certificate),
    },
    signer,
  )
  return signed.toString()
}

/**
 * The certificate and key of an authority, checked to be able to sign.
 *
 * @throws UsageError when one of them is unreadable, the certificate is no authority's, or the two do not belong together
 */
export function authoritySigner(authority: Authority): AuthoritySigner {
  const certificate = readCertificate(authority.certificatePem)
  if (!certificate.ca) throw new UsageError(`The certificate ${oneLine(certificate)} is not a certificate authority`)
  const privateKey = readPrivateKey(authority.privateKeyPem)
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new UsageError(`The private key does not belong to the certificate authority ${oneLine(certificate)}`)
  }
  return {certificate, privateKey}
}

function subjectOf({organizationalUnit, commonName}: AuthorityRequest): readonly NamePart[] {
  const unit = organizationalUnit === undefined ? [] : [{type: 'OU', value: organizationalUnit} as const]
  return [...unit, {type: 'CN', value: commonName}]
}

function readPrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch (cause) {
    throw new UsageError('The private key of the certificate authority cannot be read', {cause})
  }
}

async function pathLengthBelow(parent: X509Certificate): Promise<number> {
  const x509 = await loadX509()
  const constraints = new x509.X509Certificate(parent.raw).getExtension(x509.BasicConstraintsExtension)
  const above = constraints?.pathLength ?? rootPathLength
  if (above === 0) {
    throw new UsageError(`The certificate authority ${oneLine(parent)} may not have authorities below it`)
  }
  return above - 1
}

function oneLine(certificate: X509Certificate): string {
  return certificate.subject.replaceAll('\n', ', ')
}
