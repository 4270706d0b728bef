import {createPrivateKey, createPublicKey, createSecretKey, X509Certificate, type KeyObject} from 'node:crypto'
import {factsOf} from '../crypto/keys/asymmetric-facts.ts'
import {readAsymmetricKey} from '../crypto/keys/asymmetric-key.ts'
import type {AsymmetricType} from '../crypto/keys/asymmetric-format.ts'
import {UsageError} from '../errors.ts'
import type {KeyBlock} from '../kmip/objects/key-block.ts'
import type {ManagedObject} from '../kmip/objects/managed-object.ts'
import type {EnumName, EnumValue} from '../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm, OpaqueDataType, SecretDataType} from '../kmip/spec/enumerations.ts'
import {isKeyObject, isX509Certificate} from './material.ts'

/** A key to be registered: bytes, or one of node:crypto's. The algorithm is what the bytes do not tell. */
export function symmetricKey(
  key: Uint8Array | KeyObject,
  algorithm: EnumName<typeof CryptographicAlgorithm>,
): ManagedObject<'SymmetricKey'> {
  const bytes = key instanceof Uint8Array ? key : key.export()
  const keyBlock: KeyBlock = {
    keyFormatType: 'Raw',
    keyValue: {kind: 'plain', keyMaterial: bytes},
    cryptographicAlgorithm: algorithm,
    cryptographicLength: bytes.length * 8,
  }
  return {type: 'SymmetricKey', value: {keyBlock}}
}

/** A private key to be registered as PKCS#8: PEM, or one of node:crypto's. */
export function privateKey(key: string | KeyObject): ManagedObject<'PrivateKey'> {
  const read = readKey(key, 'private', createPrivateKey)
  const block = asymmetricKeyBlock(read, 'PKCS_8', read.export({format: 'der', type: 'pkcs8'}))
  return {type: 'PrivateKey', value: {keyBlock: block}}
}

/** A public key to be registered as X.509 SubjectPublicKeyInfo: PEM, or one of node:crypto's. */
export function publicKey(key: string | KeyObject): ManagedObject<'PublicKey'> {
  const read = readKey(key, 'public', createPublicKey)
  const block = asymmetricKeyBlock(read, 'X_509', read.export({format: 'der', type: 'spki'}))
  return {type: 'PublicKey', value: {keyBlock: block}}
}

/** An X.509 certificate to be registered: PEM, DER, or one of node:crypto's. @throws UsageError */
export function certificate(certificate: string | Uint8Array | X509Certificate): ManagedObject<'Certificate'> {
  const isRead = typeof certificate === 'object' && isX509Certificate(certificate)
  const {raw} = isRead ? certificate : readCertificate(certificate)
  return {type: 'Certificate', value: {certificateType: 'X_509', certificateValue: raw}}
}

/** A password, a seed or another secret that is no key; a text is kept as UTF-8. */
export function secretData(
  secret: string | Uint8Array,
  secretDataType: EnumValue<typeof SecretDataType> = 'Password',
): ManagedObject<'SecretData'> {
  const keyMaterial = typeof secret === 'string' ? Buffer.from(secret) : secret
  return {
    type: 'SecretData',
    value: {secretDataType, keyBlock: {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial}}},
  }
}

/** Bytes that only their owner understands. KMIP has no names for their types, vendors have those from 0x80000000 on. */
export function opaqueObject(
  bytes: Uint8Array,
  opaqueDataType: EnumValue<typeof OpaqueDataType> = 0x80000000,
): ManagedObject<'OpaqueObject'> {
  return {type: 'OpaqueObject', value: {opaqueDataType, opaqueDataValue: bytes}}
}

/**
 * A key that came from a server, as node:crypto takes it: secret, private and public keys in every format that tells the
 * whole key, transparent ones too.
 *
 * @throws UsageError when the object is no key, or is wrapped, or its format cannot be read
 */
export function keyObject(object: ManagedObject): KeyObject {
  switch (object.type) {
    case 'SymmetricKey':
      return createSecretKey(secretBytes(object.value.keyBlock))
    case 'PrivateKey':
    case 'PublicKey':
      return asymmetricKeyObject(object.type, object.value.keyBlock)
    default:
      throw new UsageError(`An object of the type ${object.type} is no key`)
  }
}

function asymmetricKeyObject(type: AsymmetricType, block: KeyBlock): KeyObject {
  const {keyFormatType: format, cryptographicAlgorithm: algorithm, cryptographicLength: length} = block
  const key = readAsymmetricKey({type, format, material: plainMaterial(block)}, {algorithm, length})
  if (key !== undefined) return key
  throw new UsageError(`Keys in the format ${format} cannot be read`, {hint: 'Ask for another Key Format Type'})
}

function secretBytes(block: KeyBlock): Uint8Array {
  const material = plainMaterial(block)
  if (material instanceof Uint8Array) return material
  const [item] = material.value
  if (item?.value instanceof Uint8Array) return item.value
  throw new UsageError(`Keys in the format ${block.keyFormatType} cannot be read`)
}

function plainMaterial({keyValue}: KeyBlock) {
  if (keyValue === undefined) throw new UsageError('The server sent no key value, only what it knows about the key')
  if (keyValue.kind === 'plain') return keyValue.keyMaterial
  throw new UsageError('The key is wrapped', {hint: 'Unwrap its bytes first, or ask for it without wrapping'})
}

function asymmetricKeyBlock(key: KeyObject, keyFormatType: 'PKCS_8' | 'X_509', keyMaterial: Uint8Array): KeyBlock {
  const {algorithms, length} = factsOf(key)
  return {
    keyFormatType,
    keyValue: {kind: 'plain', keyMaterial},
    cryptographicAlgorithm: algorithms[0],
    cryptographicLength: length,
  }
}

function readKey(key: string | KeyObject, type: 'private' | 'public', read: (pem: string) => KeyObject): KeyObject {
  const found = typeof key === 'object' && isKeyObject(key) ? key : readPem(key, type, read)
  if (found.type === type) return found
  throw new UsageError(`A ${found.type} key is given where a ${type} key is expected`)
}

function readPem(pem: string, type: string, read: (pem: string) => KeyObject): KeyObject {
  try {
    return read(pem)
  } catch (cause) {
    throw new UsageError(`The text is no ${type} key in PEM`, {cause, hint: 'Decrypt it first if it is encrypted'})
  }
}

function readCertificate(given: string | Uint8Array): X509Certificate {
  try {
    return new X509Certificate(given)
  } catch (cause) {
    throw new UsageError('The certificate is neither PEM nor DER', {cause})
  }
}
