import type {AttributeKey, AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'

/** Ciphers and MACs of which no attack is better than trying all keys, which a quantum computer does in the root of the time. */
const symmetric: ReadonlySet<string | number> = new Set([
  'AES',
  'ARIA',
  'Camellia',
  'ChaCha20',
  'ChaCha20Poly1305',
  'HMAC_SHA224',
  'HMAC_SHA256',
  'HMAC_SHA384',
  'HMAC_SHA512',
  'HMAC_SHA3_224',
  'HMAC_SHA3_256',
  'HMAC_SHA3_384',
  'HMAC_SHA3_512',
  'SEED',
  'SM4',
  'Twofish',
])

/** Safe by design, whatever the length. */
const postQuantum: ReadonlySet<string | number> = new Set([
  'McEliece_6960119',
  'McEliece_8192128',
  'OneTimePad',
  'SPHINCS_256',
  'XMSS',
])

/** Bits of a symmetric key. Without a Protection Level nothing less than High will do. */
const leastBits = {High: 256, Low: 128} as const

/** True for the attributes on which it depends whether an object is as safe as it says. */
export function concernsQuantumSafety(key: AttributeKey): boolean {
  return key === 'QuantumSafe' || key === 'ProtectionLevel'
}

/**
 * Fails with General Failure when an object that has to be Quantum Safe is none, as the Quantum Safe profile wants it: a
 * key of RSA, DSA, Diffie-Hellman or on a curve never is, symmetric ones are with bits enough for the Protection Level.
 * A Protection Period changes nothing, for nobody knows when there will be quantum computers. KMIP 2.1 sections 4.42 to 4.45.
 */
export function checkQuantumSafety(attributes: AttributeSet): void {
  if (attributes.get('QuantumSafe') !== true || isTemplate(attributes) || isSafe(attributes)) return
  const algorithm = attributes.get('CryptographicAlgorithm')
  const length = attributes.get('CryptographicLength')
  const what = algorithm === undefined ? 'without an algorithm' : `of ${[algorithm, length].join(' ')}`
  throw new KmipError('GeneralFailure', `An object ${what} is not Quantum Safe at the Protection Level asked for`)
}

function isTemplate(attributes: AttributeSet): boolean {
  return attributes.get('ObjectType') === 'Template'
}

function isSafe(attributes: AttributeSet): boolean {
  const algorithm = attributes.get('CryptographicAlgorithm') ?? 0
  if (postQuantum.has(algorithm)) return true
  const least = attributes.get('ProtectionLevel') === 'Low' ? leastBits.Low : leastBits.High
  return symmetric.has(algorithm) && (attributes.get('CryptographicLength') ?? 0) >= least
}
