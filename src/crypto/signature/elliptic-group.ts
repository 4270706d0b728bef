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
import {bytesOfNumber, modulo, numberOfBytes} from '../keys/numbers.ts'
import type {Point} from '../keys/point-addition.ts'
import {invalidParameter} from '../refusal.ts'
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

function shifted(name: CurveName, key: KeyObject, summand: bigint): KeyObject | undefined {
  const curve = curveOf(name)
  const point = readPoint(inForm(curve, pointOf(key), 'uncompressed'))
  const sum = equationOf(name).add(point, readPoint(publicPoint(curve, summand)))
  return sum && ellipticPublicKey(name, writePoint(curve, sum))
}

function readPoint(bytes: Uint8Array): Point {
  const length = (bytes.length - 1) / 2
  return {x: numberOfBytes(bytes.subarray(1, 1 + length)), y: numberOfBytes(bytes.subarray(1 + length))}
}

function writePoint({bits}: Curve, {x, y}: Point): Buffer {
  const length = Math.ceil(bits / 8)
  return Buffer.concat([Buffer.from([4]), bytesOfNumber(x, length), bytesOfNumber(y, length)])
}
