import type {RandomSource} from '../random.ts'
import {invalidParameter} from '../refusal.ts'
import {fromBytes, modulo, modularInverse, toBytes} from './modular.ts'
import {inconsistentShares, type Division, type Share} from './share.ts'

/*
 * The arithmetic of big integers takes a time that depends on their values: who can measure it precisely may learn
 * something of the secret. The other methods do not have this weakness.
 */

/**
 * Shares a secret, taken for a number, in the integers modulo a prime: each part is the value, at its identifier, of a
 * random polynomial whose value at 0 is the secret, in as many bytes as the prime. KMIP 1.4 section 2.2.5.
 */
export function splitByPrime(
  prime: bigint,
  secret: Uint8Array,
  {parts, threshold}: Division,
  random: RandomSource,
): Uint8Array[] {
  const width = byteLength(prime)
  if (prime <= 1n << BigInt(secret.length * 8)) {
    throw invalidParameter(
      `The Prime Field Size is not above 2^${secret.length * 8}, for a secret of ${secret.length} bytes`,
    )
  }
  // So many bytes more than the prime that the remainder is as good as evenly spread.
  const element = () => fromBytes(random(width + 16)) % prime
  const coefficients = Array.from({length: threshold - 1}, element)
  return Array.from({length: parts}, (_, index) => {
    const place = BigInt(index + 1)
    const higher = coefficients.reduce((sum, coefficient) => ((sum + coefficient) * place) % prime, 0n)
    return toBytes((higher + fromBytes(secret)) % prime, width)
  })
}

/** The secret in `length` bytes: any `threshold` shares give it, further ones have to agree with them. */
export function joinByPrime(
  prime: bigint,
  shares: readonly Share[],
  {threshold, length}: Pick<Division, 'threshold'> & {readonly length: number},
): Uint8Array {
  const values = shares.map(({identifier, material}) => ({place: BigInt(identifier), value: fromBytes(material)}))
  if (values.some(({value}) => value >= prime)) throw inconsistentShares()
  const known = values.slice(0, threshold)
  for (const {place, value} of values.slice(threshold)) {
    if (valueAt(prime, known, place) !== value) throw inconsistentShares()
  }
  const secret = valueAt(prime, known, 0n)
  if (secret >= 1n << BigInt(length * 8)) throw inconsistentShares()
  return toBytes(secret, length)
}

/** The longest secret in bytes that the numbers below a prime can express. */
export function capacity(prime: bigint): number {
  return Math.floor((prime.toString(2).length - 1) / 8)
}

interface Point {
  readonly place: bigint
  readonly value: bigint
}

function valueAt(prime: bigint, points: readonly Point[], place: bigint): bigint {
  const terms = points.map((point) => {
    const others = points.filter((other) => other.place !== point.place)
    const above = others.reduce((product, other) => modulo(product * (place - other.place), prime), 1n)
    const below = others.reduce((product, other) => modulo(product * (point.place - other.place), prime), 1n)
    return point.value * above * modularInverse(below, prime)
  })
  return modulo(
    terms.reduce((sum, term) => sum + term, 0n),
    prime,
  )
}

function byteLength(number: bigint): number {
  return Math.ceil(number.toString(2).length / 8)
}
