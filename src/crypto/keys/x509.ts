import {createPublicKey, type KeyObject} from 'node:crypto'
import {materialBytes, type AsymmetricFormat} from './asymmetric-format.ts'
import {curveOf} from './curves.ts'
import {bitsOf, readSequence} from './der.ts'
import {ellipticPublicKey, inForm, namedCurveOf, pointOf, spkiOf} from './elliptic-key.ts'

/** SubjectPublicKeyInfo, RFC 5280 section 4.1. */
export const x509: AsymmetricFormat = {
  holds: ['PublicKey'],
  read(material) {
    const key = materialBytes(material)
    // OpenSSL would take the public half of a private key.
    bitsOf(readSequence(key)[1])
    return withPlainPoint(createPublicKey({key, format: 'der', type: 'spki'}))
  },
  write(key) {
    const curve = namedCurveOf(key)
    return curve === undefined
      ? key.export({format: 'der', type: 'spki'})
      : spkiOf(curveOf(curve), inForm(curveOf(curve), pointOf(key), 'uncompressed'))
  },
}

/** OpenSSL remembers in which form a point came; keys that are equal must have equal encodings. */
function withPlainPoint(key: KeyObject): KeyObject {
  const curve = namedCurveOf(key)
  return curve === undefined ? key : ellipticPublicKey(curve, pointOf(key))
}
