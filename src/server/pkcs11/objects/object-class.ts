import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import type {EnumName} from '../../../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm} from '../../../kmip/spec/enumerations.ts'
import type {ManagedObjectType} from '../../../kmip/objects/managed-object.ts'
import {isArchived, isDestroyed} from '../../lifecycle/state.ts'
import type {ServerObject} from '../../objects/server-object.ts'
import {CKK, CKO} from '../spec/objects.ts'

/** CKO_ by type; objects of other types are not in the token. */
const classes: Readonly<Partial<Record<ManagedObjectType, number>>> = {
  Certificate: CKO.CERTIFICATE,
  OpaqueObject: CKO.DATA,
  PrivateKey: CKO.PRIVATE_KEY,
  PublicKey: CKO.PUBLIC_KEY,
  SecretData: CKO.SECRET_KEY,
  SymmetricKey: CKO.SECRET_KEY,
}

type AlgorithmName = EnumName<typeof CryptographicAlgorithm>

/** CKK_ by algorithm. */
const keyTypes: Readonly<Partial<Record<AlgorithmName, number>>> = {
  AES: CKK.AES,
  Blowfish: CKK.BLOWFISH,
  Camellia: CKK.CAMELLIA,
  ChaCha20: CKK.CHACHA20,
  ChaCha20Poly1305: CKK.CHACHA20,
  DES3: CKK.DES3,
  DSA: CKK.DSA,
  EC: CKK.EC,
  ECDH: CKK.EC,
  ECDSA: CKK.EC,
  ECMQV: CKK.EC,
  Ed25519: CKK.EC_EDWARDS,
  Ed448: CKK.EC_EDWARDS,
  HMAC_SHA1: CKK.SHA_1_HMAC,
  HMAC_SHA224: CKK.SHA224_HMAC,
  HMAC_SHA256: CKK.SHA256_HMAC,
  HMAC_SHA384: CKK.SHA384_HMAC,
  HMAC_SHA512: CKK.SHA512_HMAC,
  Poly1305: CKK.POLY1305,
  RSA: CKK.RSA,
}

/** CKA_CLASS; undefined for what this token does not show. */
export function classOf({type, attributes}: Pick<ServerObject, 'type' | 'attributes'>): number | undefined {
  if (isDestroyed(attributes) || isArchived(attributes) || attributes.has('DestroyDate')) return undefined
  return classes[type]
}

/** The types of objects that have a class. */
export function typesOfClass(objectClass: number): readonly ManagedObjectType[] {
  return (Object.keys(classes) as ManagedObjectType[]).filter((type) => classes[type] === objectClass)
}

/** Every type of object that the token shows. */
export const tokenTypes = Object.keys(classes) as readonly ManagedObjectType[]

/** CKA_KEY_TYPE; a secret without an algorithm is a generic one. Undefined for what is no key. */
export function keyTypeOf({type, attributes}: Pick<ServerObject, 'type' | 'attributes'>): number | undefined {
  if (type === 'SecretData') return CKK.GENERIC_SECRET
  if (type === 'Certificate' || type === 'OpaqueObject') return undefined
  const algorithm = attributes.get('CryptographicAlgorithm')
  const known = typeof algorithm === 'string' ? keyTypes[algorithm] : undefined
  return known === undefined ? CKK.GENERIC_SECRET : refined(known, attributes)
}

/** Where one algorithm of KMIP is two types of keys. */
function refined(known: number, attributes: AttributeSet): number {
  if (known === CKK.DES3) {
    return secretLength(attributes.get('CryptographicLength') ?? 0, known) === 16 ? CKK.DES2 : known
  }
  const curve = attributes.get('CryptographicDomainParameters')?.recommendedCurve
  return known === CKK.EC && (curve === 'CURVE25519' || curve === 'CURVE448') ? CKK.EC_MONTGOMERY : known
}

/** Bytes of a secret key of so many bits; those of DES keys may be counted without their parity. */
export function secretLength(bits: number, keyType: number | undefined): number {
  const isDes = keyType === CKK.DES2 || keyType === CKK.DES3
  return isDes && bits % 56 === 0 ? bits / 7 : Math.ceil(bits / 8)
}
