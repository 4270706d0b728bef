import {describeCertificate} from '../../ca/certificate.ts'
import {algorithmName, curveName, describeObject} from '../../keyfile/describe-object.ts'
import type {FoundObject} from '../../keyfile/key-file.ts'
import {KeyFormatType} from '../../kmip/spec/enumerations.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'
import type {KeyValue} from '../output/key-values.ts'

/** What is told of an object of a file: everything but its bytes. */
export interface FileObjectView {
  readonly objectType: string
  /** In words. */
  readonly description: string
  /** How the file calls it. */
  readonly name: string | null
  readonly algorithm: string | null
  /** In bits. */
  readonly length: number | null
  readonly curve: string | null
  readonly keyFormatType: string | null
  /** What a JWK says that the key is for. */
  readonly usage: readonly string[] | null
  readonly certificate: CertificateView | null
}

interface CertificateView {
  readonly subject: string
  readonly issuer: string
  readonly serialNumber: string
  readonly notBefore: string
  readonly notAfter: string
  /** SHA-256, in hexadecimal. */
  readonly fingerprint: string
}

export function fileObjectView(object: FoundObject): FileObjectView {
  const {algorithm, length, curve} = facts(object)
  const usage = 'usage' in object ? object.usage : undefined
  return {
    objectType: object.type,
    description: describeObject(object),
    name: object.name ?? null,
    algorithm: algorithm === undefined ? null : algorithmName(algorithm),
    length: length ?? null,
    curve: curve === undefined ? null : curveName(curve),
    keyFormatType: 'format' in object ? (KeyFormatType.specName(object.format) ?? object.format) : null,
    usage: usage === undefined ? null : CryptographicUsageMask.namesOf(usage).names,
    certificate: object.type === 'Certificate' ? certificateView(object.certificate) : null,
  }
}

function facts(object: FoundObject) {
  if (object.type === 'SymmetricKey') return {algorithm: object.algorithm, length: object.bytes.length * 8}
  if (object.type === 'PGPKey') return {algorithm: object.algorithm}
  if (object.type !== 'PrivateKey' && object.type !== 'PublicKey') return {}
  return {algorithm: object.facts?.algorithms[0], length: object.facts?.length, curve: object.facts?.curve}
}

function certificateView(certificate: Parameters<typeof describeCertificate>[0]): CertificateView {
  const {subject, issuer, serialNumber, notBefore, notAfter, fingerprint} = describeCertificate(certificate)
  return {
    subject,
    issuer,
    serialNumber,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    fingerprint,
  }
}

/** The same for people. */
export function fileObjectFacts(view: FileObjectView): readonly KeyValue[] {
  const {objectType, name, algorithm, length, curve, keyFormatType, usage, certificate} = view
  return [
    ['Object', objectType],
    ['Name', name ?? undefined],
    ['Algorithm', algorithm ?? undefined],
    ['Length', length === null ? undefined : `${length} bits`],
    ['Curve', curve ?? undefined],
    ['Format', keyFormatType ?? undefined],
    ['Usage', usage?.join(', ')],
    ...(certificate === null ? [] : certificateFacts(certificate)),
  ]
}

function certificateFacts(certificate: CertificateView): readonly KeyValue[] {
  return [
    ['Subject', certificate.subject],
    ['Issuer', certificate.issuer],
    ['Serial', certificate.serialNumber],
    ['From', certificate.notBefore],
    ['Until', certificate.notAfter],
    ['SHA-256', certificate.fingerprint],
  ]
}
