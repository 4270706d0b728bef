import {createPublicKey, type KeyObject, webcrypto} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {describeKey} from './key-description.ts'
import {loadX509, type X509Library} from './libraries.ts'
import {requestInPem} from './request-pem.ts'
import type {CertificateExtension} from './x509/certificate-fields.ts'
import {longestRequest} from './x509/request-fields.ts'
import {normalizeNames, type SubjectAlternativeNames} from './subject-alternative-names.ts'

/** A certificate signing request (PKCS#10) whose signature has been verified. */
export interface SigningRequest {
  readonly publicKey: KeyObject
  readonly keyType: 'rsa' | 'ec' | 'ed25519'
  readonly keyBits: number
  /** `P-256`, `P-384`, `P-521` or `Ed25519`; undefined for RSA. */
  readonly curve: string | undefined
  /** As the requester wrote it; certificates of credentials carry a subject of ours instead. */
  readonly subject: string
  /** The same in DER. */
  readonly subjectDer: Uint8Array
  /** Kept for the certificate. */
  readonly subjectAlternativeNames: SubjectAlternativeNames
  /** All that the requester wants to have in the certificate. */
  readonly extensions: readonly CertificateExtension[]
}

type LibraryRequest = InstanceType<X509Library['Pkcs10CertificateRequest']>
/** The library's type leans on those of browsers. */
interface SignatureAlgorithm {
  readonly name?: string
  readonly hash?: {readonly name?: string}
}

type LibraryName = ReturnType<InstanceType<X509Library['GeneralNames']>['toJSON']>[number]
type RequestKey = Pick<SigningRequest, 'publicKey' | 'keyType' | 'keyBits' | 'curve'>

const supportedCurves: readonly string[] = ['P-256', 'P-384', 'P-521']
const supportedHashes: readonly string[] = ['SHA-256', 'SHA-384', 'SHA-512']
const keyHint = 'Use an RSA key of 2048 to 8192 bits, an EC key on P-256, P-384 or P-521, or an Ed25519 key'

/**
 * Reads a signing request in PEM or DER and proves that the requester holds the private key.
 *
 * @throws UsageError when it is not a request, its signature is wrong, its key or hash is too weak or not supported,
 * or it asks for names that certificates of ours cannot hold
 */
export async function readSigningRequest(pemOrDer: string | Uint8Array): Promise<SigningRequest> {
  const der = requestBytes(pemOrDer)
  const x509 = await loadX509()
  const request = parse(x509, der)
  const key = acceptableKey(request)
  await verifySignature(request)
  return {
    ...key,
    subject: request.subject,
    subjectDer: new Uint8Array(request.subjectName.toArrayBuffer()),
    subjectAlternativeNames: requestedNames(x509, request),
    extensions: request.extensions.map(({type, critical, value}) => ({
      identifier: type,
      critical,
      value: new Uint8Array(value),
    })),
  }
}

function requestBytes(input: string | Uint8Array): Uint8Array {
  if (input.length > longestRequest) throw new UsageError('The signing request is larger than 64 KiB')
  const text = typeof input === 'string' ? input : Buffer.from(input).toString('latin1')
  const block = requestInPem(text)
  if (block !== undefined) return block
  if (typeof input !== 'string' && input[0] === 0x30) return input
  throw new UsageError('The data is not a certificate signing request', {
    hint: 'Give a PKCS#10 request in PEM or DER, for example from openssl req -new',
  })
}

function parse(x509: X509Library, der: Uint8Array): LibraryRequest {
  try {
    return new x509.Pkcs10CertificateRequest(der)
  } catch (cause) {
    throw new UsageError('The certificate signing request cannot be read', {cause})
  }
}

function acceptableKey(request: LibraryRequest): RequestKey {
  const publicKey = readPublicKey(request)
  const {type, bits, curve} = describeKey(publicKey)
  if (type === 'ed25519') return {publicKey, keyType: type, keyBits: 256, curve}
  if (type === 'ec' && bits !== undefined && curve !== undefined && supportedCurves.includes(curve)) {
    return {publicKey, keyType: type, keyBits: bits, curve}
  }
  if (type === 'rsa' && bits !== undefined) {
    checkRsaKey(publicKey, bits)
    return {publicKey, keyType: type, keyBits: bits, curve}
  }
  throw new UsageError(`The signing request has a key of type ${curve ?? type}, which is not supported`, {
    hint: keyHint,
  })
}

function readPublicKey(request: LibraryRequest): KeyObject {
  try {
    return createPublicKey({key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki'})
  } catch (cause) {
    throw new UsageError('The public key of the signing request cannot be read', {cause, hint: keyHint})
  }
}

function checkRsaKey(publicKey: KeyObject, bits: number): void {
  if (bits < 2048) throw new UsageError(`The RSA key of the signing request has only ${bits} bits`, {hint: keyHint})
  if (bits > 8192) throw new UsageError(`The RSA key of the signing request has ${bits} bits`, {hint: keyHint})
  const exponent = publicKey.asymmetricKeyDetails?.publicExponent ?? 0n
  // FIPS 186-5, A.1.1: smaller ones are weak, and 1 is no protection at all
  if (exponent < 65_537n || exponent % 2n === 0n) {
    throw new UsageError(`The RSA key of the signing request has the public exponent ${exponent}`, {
      hint: 'Use 65537, the default of every current tool',
    })
  }
}

async function verifySignature(request: LibraryRequest): Promise<void> {
  const {name, hash}: SignatureAlgorithm = request.signatureAlgorithm
  if (name !== 'Ed25519' && !supportedHashes.includes(hash?.name ?? '')) {
    throw new UsageError(`The signing request is signed with ${hash?.name ?? name}, which is not supported`, {
      hint: `Sign it with ${supportedHashes.join(', ')}`,
    })
  }
  if (!(await signatureHolds(request))) {
    throw new UsageError('The signature of the signing request is wrong', {
      hint: 'It was damaged, or not signed with the key it asks a certificate for; make a new one',
    })
  }
}

async function signatureHolds(request: LibraryRequest): Promise<boolean> {
  try {
    return await request.verify(webcrypto)
  } catch (cause) {
    throw new UsageError('The signature of the signing request cannot be checked', {cause})
  }
}

function requestedNames(x509: X509Library, request: LibraryRequest): SubjectAlternativeNames {
  const names = readNames(x509, request)
  const ofType = (wanted: string) => names.filter(({type}) => type === wanted).map(({value}) => value)
  const other = names.find(({type}) => !['dns', 'ip', 'email', 'url'].includes(type))
  if (other !== undefined) throw unsupportedName(other.type)
  return normalizeNames({
    dnsNames: ofType('dns'),
    ipAddresses: ofType('ip'),
    emails: ofType('email'),
    uris: ofType('url'),
  })
}

function readNames(x509: X509Library, request: LibraryRequest): readonly LibraryName[] {
  try {
    return request.extensions.flatMap((extension) => {
      if (!(extension instanceof x509.SubjectAlternativeNameExtension)) return []
      const names = extension.names.toJSON()
      // The library leaves out names it does not know; they show when the others are written again
      const rewritten = new x509.SubjectAlternativeNameExtension(names)
      if (!Buffer.from(rewritten.value).equals(Buffer.from(extension.value))) throw unsupportedName('other')
      return names
    })
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw new UsageError('The alternative names of the signing request cannot be read', {cause})
  }
}

function unsupportedName(type: string): UsageError {
  return new UsageError(`The signing request asks for a name of type ${type}, which is not supported`, {
    hint: 'Ask for DNS names, IP addresses, e-mail addresses or URIs',
  })
}
