import type {KeyObject} from 'node:crypto'
import {integerOf, readSequence} from '../keys/der.ts'
import {bitLength} from '../keys/numbers.ts'

const lengths = new WeakMap<KeyObject, number>()

/** Length of the modulus of an RSA key in bits; 0 for other keys. */
export function modulusBits(key: KeyObject): number {
  // Such keys have no encoding but that of their own algorithm.
  if (key.asymmetricKeyType === 'rsa-pss') return key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType !== 'rsa') return 0
  let length = lengths.get(key)
  if (length === undefined) {
    const items = readSequence(key.export({format: 'der', type: 'pkcs1'}))
    length = bitLength(integerOf(items[key.type === 'private' ? 1 : 0]))
    lengths.set(key, length)
  }
  return length
}
