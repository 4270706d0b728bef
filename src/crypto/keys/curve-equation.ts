import {generateKeyPairSync} from 'node:crypto'
import {curveOf, isOverPrimeField, type CurveName} from './curves.ts'
import {integerOf, octetsOf, readSequence, sequenceItems, type DerItem} from './der.ts'
import {numberOfBytes} from './numbers.ts'
import {additionOverBinary, additionOverPrime, type PointAddition} from './point-addition.ts'

/** What arithmetic on a curve needs beyond OpenSSL's own. */
export interface CurveEquation {
  readonly order: bigint
  readonly add: PointAddition
}

const known = new Map<CurveName, CurveEquation>()

/** From OpenSSL, which tells its parameters only with a key (ECParameters, RFC 3279 section 2.3.5). */
export function equationOf(name: CurveName): CurveEquation {
  let equation = known.get(name)
  if (equation === undefined) {
    equation = readEquation(name)
    known.set(name, equation)
  }
  return equation
}

function readEquation(name: CurveName): CurveEquation {
  const curve = curveOf(name)
  const {publicKey} = generateKeyPairSync('ec', {
    namedCurve: curve.openSslName,
    paramEncoding: 'explicit',
    publicKeyEncoding: {format: 'der', type: 'spki'},
    privateKeyEncoding: {format: 'der', type: 'pkcs8'},
  })
  const [, parameters] = sequenceItems(readSequence(publicKey)[0])
  const [, field, coefficients, , order] = sequenceItems(parameters)
  const [, fieldParameters] = sequenceItems(field)
  const [a] = sequenceItems(coefficients)
  const add = isOverPrimeField(curve)
    ? additionOverPrime(integerOf(fieldParameters))
    : additionOverBinary(polynomialOf(fieldParameters), numberOfBytes(octetsOf(a)))
  return {order: integerOf(order), add}
}

/** Characteristic-two of RFC 3279: the degree, the kind of basis, and one exponent or a sequence of three. */
function polynomialOf(field: DerItem | undefined): bigint {
  const [degree, , basis] = sequenceItems(field)
  const exponents = basis?.tag === 0x30 ? sequenceItems(basis) : [basis]
  return [degree, ...exponents].reduce((sum, exponent) => sum | (1n << integerOf(exponent)), 1n)
}
