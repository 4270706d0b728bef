import type {KeyObject} from 'node:crypto'
import {type Authority, authoritySigner} from './authority.ts'
import {describeCertificate} from './certificate.ts'
import {describeKey} from './key-description.ts'
import {generateKeyPair, privateKeyToPem} from './key-pair.ts'
import type {KeySpecification} from './key-specification.ts'
import {type KeyUsage, signCertificate} from './sign-certificate.ts'
import {normalizeNames, type SubjectAlternativeNames} from './subject-alternative-names.ts'
import {certificateValidity, type Lifetime} from './validity.ts'

export interface ClientCertificateRequest extends Lifetime {
  readonly subject: {readonly organizationalUnit: string; readonly commonName: string}
  readonly subjectAlternativeNames?: Partial<SubjectAlternativeNames> | undefined
  /** Also allows TLS servers to present it; a few clients (vCenter) ask for both purposes in one certificate. */
  readonly serverAuth?: boolean | undefined
}

/** A certificate as handed to whoever asked for it. */
export interface IssuedCertificate {
  readonly certificatePem: string
  /** The issuing authority first, the root last. */
  readonly chainPem: readonly string[]
  /** In decimal. */
  readonly serialNumber: string
  readonly notBefore: Date
  /** May be earlier than asked for: a certificate ends no later than its issuer. */
  readonly notAfter: Date
}

/** An issued certificate with its private key (PKCS#8, not encrypted), which exists nowhere else. */
export interface IssuedCredential extends IssuedCertificate {
  readonly privateKeyPem: string
}

/**
 * Issues a client certificate for a public key that is already there, usually that of a signing request. A lifetime
 * that goes beyond the issuer's is cut to it; `notAfter` of the answer tells.
 *
 * @throws UsageError when the subject or a name is wrong, or the authority cannot sign
 */
export async function issueClientCertificate(
  authority: Authority,
  request: ClientCertificateRequest & {readonly publicKey: KeyObject},
): Promise<IssuedCertificate> {
  const signer = authoritySigner(authority)
  const certificate = await signCertificate(
    {
      subject: [
        {type: 'OU', value: request.subject.organizationalUnit},
        {type: 'CN', value: request.subject.commonName},
      ],
      publicKey: request.publicKey,
      validity: certificateValidity(request, signer.certificate),
      keyUsage: leafKeyUsage(request.publicKey),
      extendedKeyUsage: request.serverAuth === true ? ['clientAuth', 'serverAuth'] : ['clientAuth'],
      subjectAlternativeNames: normalizeNames(request.subjectAlternativeNames ?? {}),
    },
    signer,
  )
  const {serialNumber, notBefore, notAfter} = describeCertificate(certificate)
  return {certificatePem: certificate.toString(), chainPem: authority.chainPem, serialNumber, notBefore, notAfter}
}

/** Generates a key and issues a client certificate for it; otherwise like {@link issueClientCertificate}. */
export async function generateClientCredential(
  authority: Authority,
  request: ClientCertificateRequest & {readonly key: KeySpecification},
): Promise<IssuedCredential> {
  const {publicKey, privateKey} = await generateKeyPair(request.key)
  const issued = await issueClientCertificate(authority, {...request, publicKey})
  return {...issued, privateKeyPem: privateKeyToPem(privateKey)}
}

/** RFC 8410 section 5: a certificate of an Ed25519 key may only allow signatures. */
function leafKeyUsage(publicKey: KeyObject): readonly KeyUsage[] {
  return describeKey(publicKey).type === 'ed25519'
    ? ['digitalSignature']
    : ['digitalSignature', 'keyEncipherment', 'keyAgreement']
}
