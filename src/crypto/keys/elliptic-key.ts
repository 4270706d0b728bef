import {createECDH, createPrivateKey, createPublicKey, ECDH, type KeyObject} from 'node:crypto'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import type {RecommendedCurve} from '../../kmip/spec/enumerations.ts'
import {ifOpenSslHas} from '../openssl.ts'
import {curveNameOfIdentifier, curveOf, type Curve, type CurveName} from './curves.ts'
import {
  bitsOf,
  derBitString,
  derExplicit,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  octetsOf,
  readSequence,
  sequenceItems,
} from './der.ts'
import {MalformedKey} from './malformed-key.ts'
import {bytesOfNumber, numberOfBytes} from './numbers.ts'

const ecPublicKey = '1.2.840.10045.2.1'

export type PointForm = 'compressed' | 'uncompressed' | 'hybrid'

const namedCurves = new WeakMap<KeyObject, {readonly name: CurveName | undefined}>()

/**
 * The Recommended Curve of an EC key; undefined for other keys, and for curves that KMIP has no name for. It is read
 * from the key's encoding: to ask a damaged key for its details ends the process (nodejs' crypto asserts that it has some).
 */
export function namedCurveOf(key: KeyObject): CurveName | undefined {
  if (key.asymmetricKeyType !== 'ec') return undefined
  let known = namedCurves.get(key)
  if (known === undefined) {
    const items =
      key.type === 'private'
        ? readSequence(key.export({format: 'der', type: 'pkcs8'})).slice(1)
        : readSequence(key.export({format: 'der', type: 'spki'}))
    const [, parameters] = sequenceItems(items[0])
    known = {name: parameters?.tag === 0x06 ? curveNameOfIdentifier(parameters.content) : undefined}
    namedCurves.set(key, known)
  }
  return known.name
}

/** ECPrivateKey of RFC 5915 from the private number alone. */
export function ellipticPrivateKey(recommended: EnumValue<typeof RecommendedCurve>, d: bigint): KeyObject {
  const curve = curveOf(recommended)
  const der = derSequence(
    derInteger(1n),
    derOctetString(bytesOfNumber(d, privateLength(curve))),
    derExplicit(0, derObjectIdentifier(curve.objectIdentifier)),
    derExplicit(1, derBitString(publicPoint(curve, d))),
  )
  return createPrivateKey({key: der, format: 'der', type: 'sec1'})
}

/** SubjectPublicKeyInfo of RFC 5480 from a point in any form. */
export function ellipticPublicKey(recommended: EnumValue<typeof RecommendedCurve>, point: Uint8Array): KeyObject {
  const curve = curveOf(recommended)
  const key = spkiOf(curve, inForm(curve, point, 'uncompressed'))
  return createPublicKey({key, format: 'der', type: 'spki'})
}

/** The structure around a point, in whatever form that is. */
export function spkiOf(curve: Curve, point: Uint8Array): Buffer {
  return derSequence(
    derSequence(derObjectIdentifier(ecPublicKey), derObjectIdentifier(curve.objectIdentifier)),
    derBitString(point),
  )
}

/** A point in another form, SEC 1 section 2.3.3; throws for bytes that are no point of the curve. */
export function inForm({openSslName}: Curve, point: Uint8Array, form: PointForm): Buffer {
  // Without an encoding for its result, as here, it is bytes.
  const converted = ECDH.convertKey(Buffer.from(point), openSslName, undefined, undefined, form)
  return Buffer.from(converted as unknown as Uint8Array)
}

/** The point of a public key, or of a private key's other half, as its own encoding has it. */
export function pointOf(key: KeyObject): Uint8Array {
  const other = key.type === 'private' ? createPublicKey(key) : key
  return bitsOf(readSequence(other.export({format: 'der', type: 'spki'}))[1])
}

/** The private number. */
export function privateNumberOf(key: KeyObject): bigint {
  return numberOfBytes(octetsOf(readSequence(key.export({format: 'der', type: 'sec1'}))[1]))
}

/** The point that belongs to a private number; throws for numbers beyond the order of the curve. */
export function publicPoint({openSslName}: Curve, d: bigint): Buffer {
  const pair = ifOpenSslHas(openSslName, () => createECDH(openSslName))
  try {
    pair.setPrivateKey(bytesOfNumber(d))
  } catch {
    throw new MalformedKey('The private number is beyond the order of the curve')
  }
  return pair.getPublicKey()
}

function privateLength({bits}: Curve): number {
  return Math.ceil(bits / 8)
}
