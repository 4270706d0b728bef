import {generateKeyPairSync} from 'node:crypto'
import {curveOf, isOverPrimeField, type CurveName} from './curves.ts'
import {integerOf, readSequence, sequenceItems} from './der.ts'

/** What the arithmetic on a curve needs; `prime` is undefined for a curve over a field of characteristic two. */
export interface CurveEquation {
  readonly order: bigint
  readonly prime: bigint | undefined
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
  const [, field, , , order] = sequenceItems(parameters)
  const prime = isOverPrimeField(curve) ? integerOf(sequenceItems(field)[1]) : undefined
  return {order: integerOf(order), prime}
}
