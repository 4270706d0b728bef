import {createPublicKey, type KeyObject} from 'node:crypto'
import {bitsOf, integerOf, readSequence} from '../keys/der.ts'
import {bitLength} from '../keys/numbers.ts'

const moduli = new WeakMap<KeyObject, bigint>()

/**
 * The modulus of an RSA key, one that may only make PSS signatures included; undefined for other keys. It is read from
 * the public key's encoding, since to ask a damaged key for its details can end the process.
 */
export function modulusOf(key: KeyObject): bigint | undefined {
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'rsa-pss') return undefined
  let modulus = moduli.get(key)
  if (modulus === undefined) {
    const publicKey = key.type === 'private' ? createPublicKey(key) : key
    const [, bits] = readSequence(publicKey.export({format: 'der', type: 'spki'}))
    const [number] = readSequence(bitsOf(bits))
    modulus = integerOf(number)
    moduli.set(key, modulus)
  }
  return modulus
}

/** Length of the modulus of an RSA key in bits; 0 for other keys. */
export function modulusBits(key: KeyObject): number {
  return bitLength(modulusOf(key) ?? 0n)
}
