import type {KeyObject} from 'node:crypto'
import {equationOf} from '../keys/curve-equation.ts'
import {curveOf, type Curve, type CurveName} from '../keys/curves.ts'
import {
  ellipticPrivateKey,
  ellipticPublicKey,
  inForm,
  namedCurveOf,
  pointOf,
  privateNumberOf,
  publicPoint,
} from '../keys/elliptic-key.ts'
import {bytesOfNumber, inverse, modulo, numberOfBytes} from '../keys/numbers.ts'
import {invalidParameter, unsupportedParameter} from '../refusal.ts'
import type {DigestGroup} from './digest-group.ts'

/** The group of an ECDSA key. */
export function ellipticGroup(key: KeyObject): DigestGroup {
  const name = namedCurveOf(key)
  if (name === undefined) throw invalidParameter('The curve of the key is none that KMIP names')
  const {order} = equationOf(name)
  return {
    order,
    multiplied: (one, factor) => ellipticPrivateKey(name, modulo(privateNumberOf(one) * factor, order)),
    shifted: (one, summand) => shifted(name, one, summand),
  }
}

interface Point {
  readonly x: bigint
  readonly y: bigint
}

function shifted(name: CurveName, key: KeyObject, summand: bigint): KeyObject | undefined {
  const curve = curveOf(name)
  const {prime} = equationOf(name)
  if (prime === undefined) throw unsupportedParameter(`Digested Data cannot be verified on the curve ${name}`)
  const point = readPoint(inForm(curve, pointOf(key), 'uncompressed'))
  const sum = added(point, readPoint(publicPoint(curve, summand)), prime)
  return sum && ellipticPublicKey(name, writePoint(curve, sum))
}

/** The sum of two points with different x, SEC 1 section 2.2.1; for equal ones it would not tell sum from double. */
function added(one: Point, other: Point, prime: bigint): Point | undefined {
  const reciprocal = inverse(other.x - one.x, prime)
  if (reciprocal === undefined) return undefined
  const slope = modulo((other.y - one.y) * reciprocal, prime)
  const x = modulo(slope * slope - one.x - other.x, prime)
  return {x, y: modulo(slope * (one.x - x) - one.y, prime)}
}

function readPoint(bytes: Uint8Array): Point {
  const length = (bytes.length - 1) / 2
  return {x: numberOfBytes(bytes.subarray(1, 1 + length)), y: numberOfBytes(bytes.subarray(1 + length))}
}

function writePoint({bits}: Curve, {x, y}: Point): Buffer {
  const length = Math.ceil(bits / 8)
  return Buffer.concat([Buffer.from([4]), bytesOfNumber(x, length), bytesOfNumber(y, length)])
}
