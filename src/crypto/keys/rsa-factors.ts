import {bitLength, greatestCommonDivisor, modulo, power, squareRoot} from './numbers.ts'

/** What tells the factors of a modulus. */
export interface FactorHints {
  readonly modulus: bigint
  /** Those that may be it, the most likely one first. */
  readonly publicExponents: readonly bigint[]
}

export type Factors = readonly [bigint, bigint]

/** The common divisor of P-1 and Q-1, by which a private exponent may be shorter, is hardly ever larger. */
const largestCommonDivisor = 1024n

/**
 * From a private exponent without searching: e·d - 1 is k/g times (P-1)(Q-1), which is nearly the modulus, so that k is
 * known for each small g, and with (P-1)(Q-1) the sum and the product of P and Q. NIST SP 800-56B appendix C.
 */
export function factorsFromExponent({modulus, publicExponents}: FactorHints, d: bigint): Factors | undefined {
  for (const e of publicExponents) {
    const product = e * d - 1n
    if (product <= 0n) continue
    for (let g = 1n; g <= largestCommonDivisor; g++) {
      const k = (product * g) / modulus + 1n
      const factors = (product * g) % k === 0n ? factorsFromOrder(modulus, (product * g) / k) : undefined
      if (factors !== undefined) return factors
    }
  }
  return undefined
}

function factorsFromOrder(modulus: bigint, order: bigint): Factors | undefined {
  const sum = modulus + 1n - order
  const square = sum * sum - 4n * modulus
  if (sum <= 0n || square < 0n) return undefined
  const p = (sum + squareRoot(square)) / 2n
  return p > 1n && modulus % p === 0n ? [p, modulus / p] : undefined
}

/** Raising to powers takes long, and nothing else is done meanwhile. */
const longestSearch = 4096
const starts = [2n, 3n, 5n]

/** From a prime exponent: by Fermat the power leaves its base unchanged modulo P, and hardly ever modulo Q. */
export function factorsFromPrimeExponent({modulus, publicExponents}: FactorHints, dP: bigint): Factors | undefined {
  if (bitLength(modulus) > longestSearch) return undefined
  for (const e of publicExponents) {
    for (const start of starts) {
      const factor = greatestCommonDivisor(modulo(power(start, e * dP, modulus) - start, modulus), modulus)
      if (factor === 1n) break
      if (factor !== modulus) return [factor, modulus / factor]
    }
  }
  return undefined
}
