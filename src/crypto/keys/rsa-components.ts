import type {TransparentRSAPrivateKey} from '../../kmip/structures/transparent-rsa-private-key.ts'
import {MalformedKey} from './malformed-key.ts'
import {greatestCommonDivisor, inverse, modulo, power} from './numbers.ts'

/** All numbers of an RSA private key, RFC 8017 section 3.2. */
export interface RsaComponents {
  readonly modulus: bigint
  readonly publicExponent: bigint
  readonly privateExponent: bigint
  readonly p: bigint
  readonly q: bigint
  readonly primeExponentP: bigint
  readonly primeExponentQ: bigint
  readonly crtCoefficient: bigint
}

/** What the public exponent is when nothing tells it, the usual one first. */
const usualExponents = [65_537n, 3n, 17n, 5n, 257n]
/** Small numbers to start from; each finds the factors with a chance of one half at least. */
const trials = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n]

/**
 * Works out what a Transparent RSA Private Key leaves out: the private exponent, or the two factors, or the two prime
 * exponents are enough. KMIP 1.4 section 2.1.7.4.
 *
 * @throws MalformedKey when the numbers are too few or do not belong together
 */
export function completeRsa(key: TransparentRSAPrivateKey): RsaComponents {
  const {modulus} = key
  if (modulus < 4n) throw new MalformedKey('The Modulus is no product of two primes')
  const [p, q] = factorsOf(key)
  if (p * q !== modulus || p < 2n || q < 2n) throw new MalformedKey('P and Q are not the factors of the Modulus')
  const publicExponent = key.publicExponent ?? exponentFrom(key, p)
  const order = ((p - 1n) * (q - 1n)) / greatestCommonDivisor(p - 1n, q - 1n)
  const privateExponent = key.privateExponent ?? required(inverse(publicExponent, order))
  if (modulo(publicExponent * privateExponent, order) !== 1n) {
    throw new MalformedKey('Public Exponent and Private Exponent do not belong together')
  }
  return {
    modulus,
    publicExponent,
    privateExponent,
    p,
    q,
    primeExponentP: modulo(privateExponent, p - 1n),
    primeExponentQ: modulo(privateExponent, q - 1n),
    crtCoefficient: required(inverse(q, p)),
  }
}

function required(value: bigint | undefined): bigint {
  if (value === undefined) throw new MalformedKey('The numbers of the RSA key do not belong together')
  return value
}

function factorsOf(key: TransparentRSAPrivateKey): readonly [bigint, bigint] {
  const {modulus, p, q, privateExponent, primeExponentP, primeExponentQ} = key
  if (p !== undefined && q !== undefined) return [p, q]
  const known = p ?? q
  if (known !== undefined && known > 1n && modulus % known === 0n) return [known, modulus / known]
  if (privateExponent !== undefined)
    return split(modulus, (start, e) => fromExponent(modulus, e * privateExponent, start), key)
  if (primeExponentP !== undefined && primeExponentQ !== undefined) {
    return split(modulus, (start, e) => fromPrimeExponent(modulus, e * primeExponentP, start), key)
  }
  throw new MalformedKey('An RSA key needs its Private Exponent, P and Q, or both Prime Exponents')
}

/** Undefined when another start may do better. */
type FactorSearch = (start: bigint, publicExponent: bigint) => bigint | 'wrong exponent' | undefined

function split(
  modulus: bigint,
  search: FactorSearch,
  {publicExponent}: TransparentRSAPrivateKey,
): readonly [bigint, bigint] {
  for (const exponent of publicExponent === undefined ? usualExponents : [publicExponent]) {
    for (const start of trials) {
      const factor = search(start, exponent)
      if (factor === 'wrong exponent') break
      if (factor !== undefined)
        return factor > modulus / factor ? [factor, modulus / factor] : [modulus / factor, factor]
    }
  }
  throw new MalformedKey('The numbers of the RSA key do not tell its factors')
}

/** NIST SP 800-56B appendix C: a square root of one that is neither one nor minus one. */
function fromExponent(modulus: bigint, product: bigint, start: bigint): ReturnType<FactorSearch> {
  let odd = product - 1n
  let halvings = 0
  while (odd > 0n && odd % 2n === 0n) {
    odd /= 2n
    halvings++
  }
  let root = power(start, odd, modulus)
  for (let step = 0; step < halvings; step++) {
    const square = (root * root) % modulus
    if (square === 1n && root !== 1n && root !== modulus - 1n) return greatestCommonDivisor(root - 1n, modulus)
    root = square
  }
  return root === 1n ? undefined : 'wrong exponent'
}

/** By Fermat the power leaves the start unchanged modulo P, and hardly ever modulo Q. */
function fromPrimeExponent(modulus: bigint, product: bigint, start: bigint): ReturnType<FactorSearch> {
  const factor = greatestCommonDivisor(modulo(power(start, product, modulus) - start, modulus), modulus)
  if (factor === 1n) return 'wrong exponent'
  return factor < modulus ? factor : undefined
}

/** The least likely gap: everything but the public exponent. */
function exponentFrom({privateExponent, primeExponentP}: TransparentRSAPrivateKey, p: bigint): bigint {
  const exponent = privateExponent ?? primeExponentP
  if (exponent === undefined) return usualExponents[0] ?? 65_537n
  const found = usualExponents.find((candidate) => modulo(candidate * exponent, p - 1n) === 1n)
  if (found === undefined) throw new MalformedKey('The RSA key does not tell its Public Exponent')
  return found
}
