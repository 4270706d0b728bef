import {createPrivateKey} from 'node:crypto'
import {materialBytes, type AsymmetricFormat, type KeyHints} from './asymmetric-format.ts'
import {curveOfLength} from './curves.ts'
import {octetsOf, readSequence} from './der.ts'
import {ellipticPrivateKey} from './elliptic-key.ts'
import {numberOfBytes} from './numbers.ts'

/** ECPrivateKey, SEC 1 appendix C.4 and RFC 5915, also without its curve where that is said elsewhere. */
export const sec1: AsymmetricFormat = {
  holds: ['PrivateKey'],
  read(material, _type, hints) {
    const key = materialBytes(material)
    const [, number, parameters] = readSequence(key)
    const curve = hintedCurve(hints)
    // The curve is the optional element [0].
    if (parameters?.tag !== 0xa0 && curve !== undefined) {
      return ellipticPrivateKey(curve, numberOfBytes(octetsOf(number)))
    }
    return createPrivateKey({key, format: 'der', type: 'sec1'})
  },
  write: (key) => (key.asymmetricKeyType === 'ec' ? key.export({format: 'der', type: 'sec1'}) : undefined),
}

function hintedCurve({curve, length}: KeyHints): KeyHints['curve'] {
  return curve ?? (length === undefined ? undefined : curveOfLength(length))
}
