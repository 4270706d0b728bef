import type {TransparentRSAPrivateKey} from '../../kmip/structures/transparent-rsa-private-key.ts'
import {MalformedKey} from './malformed-key.ts'
import {bitLength, greatestCommonDivisor, inverse, modulo} from './numbers.ts'
import {factorsFromExponent, factorsFromPrimeExponent, type Factors} from './rsa-factors.ts'

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

/**
 * Works out what a Transparent RSA Private Key leaves out: the private exponent, or the two factors, or the two prime
 * exponents are enough. KMIP 1.4 section 2.1.7.4.
 *
 * @throws MalformedKey when the numbers are too few or do not belong together
 */
export function completeRsa(key: TransparentRSAPrivateKey): RsaComponents {
  const {modulus} = key
  checkSizes(key)
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

/** As long as OpenSSL works with; arithmetic with whatever a message can hold would take for ever. */
const longestModulus = 16_384

function checkSizes({modulus, ...others}: TransparentRSAPrivateKey): void {
  if (modulus < 4n || bitLength(modulus) > longestModulus) {
    throw new MalformedKey(`The Modulus is no product of two primes, or has more than ${longestModulus} bits`)
  }
  for (const number of Object.values(others)) {
    if (number !== undefined && (number < 1n || number > modulus)) {
      throw new MalformedKey('A number of the RSA key is not between one and the Modulus')
    }
  }
}

function required(value: bigint | undefined): bigint {
  if (value === undefined) throw new MalformedKey('The numbers of the RSA key do not belong together')
  return value
}

function factorsOf(key: TransparentRSAPrivateKey): Factors {
  const {modulus, p, q, privateExponent, primeExponentP, primeExponentQ, publicExponent} = key
  if (p !== undefined && q !== undefined) return [p, q]
  const known = p ?? q
  if (known !== undefined && known > 1n && modulus % known === 0n) return [known, modulus / known]
  const hints = {modulus, publicExponents: publicExponent === undefined ? usualExponents : [publicExponent]}
  if (privateExponent !== undefined) return told(factorsFromExponent(hints, privateExponent))
  if (primeExponentP !== undefined && primeExponentQ !== undefined) {
    return told(factorsFromPrimeExponent(hints, primeExponentP))
  }
  throw new MalformedKey('An RSA key needs its Private Exponent, P and Q, or both Prime Exponents')
}

function told(factors: Factors | undefined): Factors {
  if (factors === undefined) throw new MalformedKey('The numbers of the RSA key do not tell its factors')
  const [p, q] = factors
  return p > q ? [p, q] : [q, p]
}

/** The least likely gap: everything but the public exponent. */
function exponentFrom({privateExponent, primeExponentP}: TransparentRSAPrivateKey, p: bigint): bigint {
  const exponent = privateExponent ?? primeExponentP
  if (exponent === undefined) return usualExponents[0] ?? 65_537n
  const found = usualExponents.find((candidate) => modulo(candidate * exponent, p - 1n) === 1n)
  if (found === undefined) throw new MalformedKey('The RSA key does not tell its Public Exponent')
  return found
}
