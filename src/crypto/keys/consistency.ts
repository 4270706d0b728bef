import type {KeyObject} from 'node:crypto'
import {modulusBits} from '../rsa/modulus.ts'
import {KmipError} from '../../kmip/error.ts'
import {TransparentRSAPrivateKey} from '../../kmip/structures/transparent-rsa-private-key.ts'
import {curveOf} from './curves.ts'
import {fieldKeyOf} from './discrete-logarithm-key.ts'
import {inForm, namedCurveOf, pointOf, privateNumberOf, publicPoint} from './elliptic-key.ts'
import {materialStructure} from './material-structure.ts'
import {MalformedKey} from './malformed-key.ts'
import {bitLength} from './numbers.ts'
import {completeRsa} from './rsa-components.ts'
import {transparentRsaPrivateKey} from './transparent-rsa.ts'

/*
 * OpenSSL reads the numbers of a key without asking whether they belong together, and fails or gives wrong signatures
 * later. A key is checked once, when it comes to the server.
 */

/** In bits; nobody has longer ones, and arithmetic with whatever a message can hold would take for ever. */
const longestNumber = 16_384

const checks: Readonly<Record<string, (key: KeyObject) => void>> = {
  rsa: checkRsa,
  ec: checkElliptic,
  dsa: checkField,
  dh: checkField,
}

/** @throws KmipError Invalid Field for a key whose numbers do not belong together */
export function checkConsistency(key: KeyObject): void {
  try {
    checks[key.asymmetricKeyType ?? '']?.(key)
  } catch (cause) {
    if (!(cause instanceof MalformedKey)) throw cause
    throw new KmipError('InvalidField', `The Key Material is no usable key: ${cause.message}`, {cause})
  }
}

function checkRsa(key: KeyObject): void {
  if (modulusBits(key) > longestNumber) {
    throw new MalformedKey(`its Modulus has more than ${longestNumber} bits`)
  }
  if (key.type !== 'private') return
  const material = transparentRsaPrivateKey.write(key)
  if (material === undefined) return
  const said = TransparentRSAPrivateKey.decode(materialStructure(material))
  const computed = completeRsa(said)
  const belongs =
    said.primeExponentP === computed.primeExponentP &&
    said.primeExponentQ === computed.primeExponentQ &&
    said.crtCoefficient === computed.crtCoefficient
  if (!belongs) throw new MalformedKey('the prime exponents are not those of the key')
}

function checkElliptic(key: KeyObject): void {
  const name = namedCurveOf(key)
  if (name === undefined || key.type !== 'private') return
  const curve = curveOf(name)
  const point = inForm(curve, pointOf(key), 'uncompressed')
  if (!publicPoint(curve, privateNumberOf(key)).equals(point)) {
    throw new MalformedKey('its public half belongs to another private number')
  }
}

function checkField(key: KeyObject): void {
  const {parameters, number} = fieldKeyOf(key)
  const [p = 0n] = parameters
  if (bitLength(p) > longestNumber) throw new MalformedKey(`its P has more than ${longestNumber} bits`)
  if (parameters.some((parameter) => parameter < 2n)) throw new MalformedKey('a parameter is no number above one')
  if (number < 1n || number >= p) throw new MalformedKey('its number is beyond its parameters')
}
