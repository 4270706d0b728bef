import {X509Certificate, type KeyObject} from 'node:crypto'
import {encodePkcs12} from '../ca/pkcs12-encode.ts'
import {UsageError} from '../errors.ts'
import type {AttributeSet} from '../kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../kmip/objects/managed-object.ts'
import {jwkOf, oct} from './write-jwk.ts'
import {type ObjectContent, contentOf} from './object-content.ts'

/** Forms of files that keys and certificates are written in. */
export const keyFileForms = ['raw', 'pem', 'der', 'jwk', 'pkcs12'] as const
export type KeyFileForm = (typeof keyFileForms)[number]

export interface WriteOptions {
  /** Encrypts a private key; PKCS#12 needs one. */
  readonly password?: string | undefined
  /** Identifier or name of the object: `kid` of a JWK, the friendly name in PKCS#12. */
  readonly name?: string | undefined
  /** The key's own first, for PKCS#12. */
  readonly certificates?: readonly X509Certificate[] | undefined
  /** What the server said of the object, which may tell the curve of a raw key. */
  readonly attributes?: AttributeSet | undefined
}

/** True for forms that people can read. */
export function isTextForm(form: KeyFileForm): boolean {
  return form === 'pem' || form === 'jwk'
}

/**
 * An object of a server as the contents of a file, whatever its Key Format Type. Private keys become PKCS#8, public keys
 * SubjectPublicKeyInfo, where the form says no more than that it is PEM or DER.
 *
 * @throws UsageError when there is no such form of the object, or its value is wrapped or absent
 */
export async function writeObject(
  object: ManagedObject,
  form: KeyFileForm,
  options: WriteOptions = {},
): Promise<Uint8Array> {
  const content = contentOf(object, options.attributes)
  const {password} = options
  if (password !== undefined && content.kind !== 'private' && form !== 'pkcs12')
    throw new UsageError(`A password protects private keys, and this is ${content.what}`)
  switch (form) {
    case 'raw':
      return rawBytes(content)
    case 'pem':
      return Buffer.from(pemOf(content, password))
    case 'der':
      return derOf(content, password)
    case 'jwk':
      if (password !== undefined) throw new UsageError('A JWK cannot be encrypted with a password')
      return Buffer.from(`${JSON.stringify(jwk(content, options.name), null, 2)}\n`)
    case 'pkcs12':
      return pkcs12(content, options)
  }
}

function rawBytes(content: ObjectContent): Uint8Array {
  if (content.kind === 'bytes' || content.kind === 'symmetric') return content.bytes
  if (content.kind === 'certificate') return content.bytes
  const {rawKey} = content
  if (rawKey !== undefined) return rawKey
  throw noForm(content, 'raw', 'Only keys on elliptic curves have one; pass --as der')
}

function derOf(content: ObjectContent, password: string | undefined): Uint8Array {
  switch (content.kind) {
    case 'certificate':
      return content.bytes
    case 'private':
      return exportPrivate(content.key, 'der', password)
    case 'public':
      return content.key.export({format: 'der', type: 'spki'})
    default:
      throw noForm(content, 'DER', 'Pass --as raw')
  }
}

function pemOf(content: ObjectContent, password: string | undefined): string | Uint8Array {
  switch (content.kind) {
    case 'certificate':
      return pemBlock(content.label, content.bytes)
    case 'private':
      return exportPrivate(content.key, 'pem', password)
    case 'public':
      return content.key.export({format: 'pem', type: 'spki'})
    default:
      throw noForm(content, 'PEM', 'Pass --as raw, or --as jwk for symmetric keys')
  }
}

function exportPrivate(key: KeyObject, format: 'pem' | 'der', passphrase: string | undefined): Uint8Array {
  const encryption = passphrase === undefined ? {} : {cipher: 'aes-256-cbc', passphrase}
  const type = 'pkcs8'
  return Buffer.from(
    format === 'pem'
      ? key.export({format: 'pem', type, ...encryption})
      : key.export({format: 'der', type, ...encryption}),
  )
}

function pemBlock(label: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}

function jwk(content: ObjectContent, name: string | undefined): object {
  switch (content.kind) {
    case 'symmetric':
      return oct(content.bytes, content.algorithm, name)
    case 'private':
    case 'public':
      return jwkOf(content.key, content.what, name)
    case 'certificate': {
      if (content.label !== 'CERTIFICATE') break
      const {publicKey} = new X509Certificate(content.bytes)
      return {...jwkOf(publicKey, content.what, name), x5c: [Buffer.from(content.bytes).toString('base64')]}
    }
  }
  throw noForm(content, 'JWK', 'Pass --as raw')
}

async function pkcs12(content: ObjectContent, {password, name, certificates = []}: WriteOptions): Promise<Uint8Array> {
  if (content.kind !== 'private') throw noForm(content, 'PKCS#12', 'It holds a private key with its certificate')
  if (password === undefined || password === '') {
    throw new UsageError('PKCS#12 needs a password', {hint: 'Pass --out-password-file, or set KMIPCTL_FILE_PASSWORD'})
  }
  const leaf = certificates.find((certificate) => certificate.checkPrivateKey(content.key))
  if (leaf === undefined) {
    throw new UsageError('PKCS#12 needs the certificate of the private key', {
      hint: 'Pass --certificate-file with it, and the certificates above it',
    })
  }
  return encodePkcs12({
    privateKeyDer: content.key.export({format: 'der', type: 'pkcs8'}),
    certificateDer: leaf.raw,
    chainDer: certificates.filter((certificate) => certificate !== leaf).map(({raw}) => raw),
    password,
    friendlyName: name,
  })
}

function noForm({what}: ObjectContent, form: string, hint: string): UsageError {
  return new UsageError(`There is no ${form} form of ${what}`, {hint})
}
