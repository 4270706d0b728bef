import {materialBytes, type AsymmetricFormat, type KeyHints} from './asymmetric-format.ts'
import {curveOf, curveOfLength} from './curves.ts'
import {ellipticPrivateKey, ellipticPublicKey, inForm, namedCurveOf, pointOf, privateNumberOf} from './elliptic-key.ts'
import {curveKey, curveKeyBytes, curveKeyType, isCurveKey} from './montgomery-edwards.ts'
import {bytesOfNumber, numberOfBytes} from './numbers.ts'

/**
 * The private number or the point of a key on a curve, which has to be said elsewhere. KMIP 1.4 section 2.1.3 leaves
 * open what the raw bytes of other keys are.
 */
export const raw: AsymmetricFormat = {
  holds: ['PrivateKey', 'PublicKey'],
  read(material, type, hints) {
    const bytes = materialBytes(material)
    const keyType = curveKeyType(hints)
    if (keyType !== undefined) return curveKey(keyType, type, bytes)
    const curve = isElliptic(hints) ? curveOfHints(hints) : undefined
    if (curve === undefined) return undefined
    return type === 'PrivateKey' ? ellipticPrivateKey(curve, numberOfBytes(bytes)) : ellipticPublicKey(curve, bytes)
  },
  write(key) {
    if (isCurveKey(key)) return curveKeyBytes(key)
    const name = namedCurveOf(key)
    if (name === undefined) return undefined
    const curve = curveOf(name)
    return key.type === 'private'
      ? bytesOfNumber(privateNumberOf(key), Math.ceil(curve.bits / 8))
      : inForm(curve, pointOf(key), 'uncompressed')
  },
}

function isElliptic({algorithm}: KeyHints): boolean {
  return algorithm === 'EC' || algorithm === 'ECDSA' || algorithm === 'ECDH' || algorithm === 'ECMQV'
}

function curveOfHints({curve, length}: KeyHints): KeyHints['curve'] {
  return curve ?? (length === undefined ? undefined : curveOfLength(length))
}
