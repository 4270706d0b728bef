import {createPrivateKey, createPublicKey, type KeyObject} from 'node:crypto'
import type {AsymmetricType, KeyHints} from './asymmetric-format.ts'
import {derBitString, derInteger, derObjectIdentifier, derOctetString, derSequence} from './der.ts'

/** The keys of RFC 8410, whose material is bytes without structure. */
const objectIdentifiers = {
  x25519: '1.3.101.110',
  x448: '1.3.101.111',
  ed25519: '1.3.101.112',
  ed448: '1.3.101.113',
} as const

type CurveKeyType = keyof typeof objectIdentifiers

/** The kind of key that algorithm and curve mean; undefined when it is none of these. */
export function curveKeyType({algorithm, curve}: KeyHints): CurveKeyType | undefined {
  if (algorithm === 'Ed25519') return 'ed25519'
  if (algorithm === 'Ed448') return 'ed448'
  if (curve === 'CURVE25519') return 'x25519'
  return curve === 'CURVE448' ? 'x448' : undefined
}

export function isCurveKey(key: KeyObject): boolean {
  return key.asymmetricKeyType !== undefined && Object.hasOwn(objectIdentifiers, key.asymmetricKeyType)
}

/** A key from its bare bytes. */
export function curveKey(keyType: CurveKeyType, type: AsymmetricType, bytes: Uint8Array): KeyObject {
  const algorithm = derSequence(derObjectIdentifier(objectIdentifiers[keyType]))
  if (type === 'PublicKey') {
    return createPublicKey({key: derSequence(algorithm, derBitString(bytes)), format: 'der', type: 'spki'})
  }
  const key = derSequence(derInteger(0n), algorithm, derOctetString(derOctetString(bytes)))
  return createPrivateKey({key, format: 'der', type: 'pkcs8'})
}

/** The bare bytes of a key. */
export function curveKeyBytes(key: KeyObject): Buffer {
  const jwk = key.export({format: 'jwk'})
  return Buffer.from((key.type === 'private' ? jwk.d : jwk.x) ?? '', 'base64url')
}
