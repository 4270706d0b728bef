import {createPrivateKey, createPublicKey, type KeyObject} from 'node:crypto'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import {RecommendedCurve} from '../../kmip/spec/enumerations.ts'
import type {AsymmetricType, KeyHints} from './asymmetric-format.ts'
import {derBitString, derInteger, derObjectIdentifier, derOctetString, derSequence} from './der.ts'
import {bytesOfNumber, numberOfBytes} from './numbers.ts'

/** The keys of RFC 8410, whose material is bytes without structure. */
const objectIdentifiers = {
  x25519: '1.3.101.110',
  x448: '1.3.101.111',
  ed25519: '1.3.101.112',
  ed448: '1.3.101.113',
} as const

type CurveKeyType = keyof typeof objectIdentifiers

/** The curves of RFC 7748 by Recommended Curve, KMIP 2.1 section 11.42. Edwards keys on them are algorithms of their own. */
export const montgomeryKeyTypes = {CURVE25519: 'x25519', CURVE448: 'x448'} as const

export type MontgomeryCurve = keyof typeof montgomeryKeyTypes

/** Undefined for other curves. */
export function montgomeryCurve(curve: EnumValue<typeof RecommendedCurve> | undefined): MontgomeryCurve | undefined {
  const name = curve === undefined ? undefined : RecommendedCurve.entry(curve)?.name
  return name === 'CURVE25519' || name === 'CURVE448' ? name : undefined
}

/** The curve of a key that agrees on secrets; undefined for other keys. */
export function montgomeryCurveOf({asymmetricKeyType}: KeyObject): MontgomeryCurve | undefined {
  if (asymmetricKeyType === 'x25519') return 'CURVE25519'
  return asymmetricKeyType === 'x448' ? 'CURVE448' : undefined
}

/** The kind of key that algorithm and curve mean; undefined when it is none of these. */
export function curveKeyType({algorithm, curve}: KeyHints): CurveKeyType | undefined {
  if (algorithm === 'Ed25519') return 'ed25519'
  if (algorithm === 'Ed448') return 'ed448'
  const montgomery = montgomeryCurve(curve)
  return montgomery === undefined ? undefined : montgomeryKeyTypes[montgomery]
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

/** In bytes, of both halves. */
const scalarLengths = {CURVE25519: 32, CURVE448: 56} as const

/** The private number of a key, as RFC 7748 section 5 decodes its bytes: little-endian, with some bits fixed. */
export function scalarOf(curve: MontgomeryCurve, key: KeyObject): bigint {
  const bytes = Uint8Array.from(curveKeyBytes(key))
  const last = scalarLengths[curve] - 1
  const [cofactorMask, topMask, topBit] = curve === 'CURVE25519' ? [0xf8, 0x7f, 0x40] : [0xfc, 0xff, 0x80]
  bytes[0] = (bytes[0] ?? 0) & cofactorMask
  bytes[last] = ((bytes[last] ?? 0) & topMask) | topBit
  return numberOfBytes(bytes.toReversed())
}

/** The key with a private number; throws for one that is too long for the curve. */
export function keyOfScalar(curve: MontgomeryCurve, scalar: bigint): KeyObject {
  const bytes = bytesOfNumber(scalar, scalarLengths[curve]).toReversed()
  return curveKey(montgomeryKeyTypes[curve], 'PrivateKey', bytes)
}
