import {checkPrime} from 'node:crypto'
import {promisify} from 'node:util'
import {invalidParameter} from '../refusal.ts'

const isPrime = promisify(checkPrime)

/** In bits: beyond this the primes become so rare that looking for one takes long. */
const longestSearch = 1024
/** In bits. */
const longestPrime = 16_384

/** Fails unless a Prime Field Size is a prime that can be worked with. */
export async function checkPrimeField(prime: bigint): Promise<void> {
  checkPrimeLength(prime)
  if (!(await isPrime(prime))) throw invalidParameter('The Prime Field Size is not a prime')
}

/** Fails for numbers that are no modulus, or too long a one. */
export function checkPrimeLength(prime: bigint): void {
  if (prime > 1n && prime >> BigInt(longestPrime) === 0n) return
  throw invalidParameter(`The Prime Field Size is a number of 2 to ${longestPrime} bits`)
}

/** The least prime above 2^bits, for secrets of so many bits. */
export async function primeAbove(bits: number): Promise<bigint> {
  if (bits > longestSearch) {
    throw invalidParameter(
      `No Prime Field Size is chosen here for secrets of more than ${longestSearch} bits`,
      'Send one, or choose another Split Key Method',
    )
  }
  for (let candidate = (1n << BigInt(bits)) + 1n; ; candidate += 2n) {
    if (!hasSmallFactor(candidate) && (await isPrime(candidate))) return candidate
  }
}

const smallPrimes = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n, 73n]

function hasSmallFactor(candidate: bigint): boolean {
  return smallPrimes.some((prime) => candidate !== prime && candidate % prime === 0n)
}
