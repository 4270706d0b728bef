import {inconsistentShares} from './share.ts'

/** The remainder that is not negative. */
export function modulo(number: bigint, modulus: bigint): bigint {
  const remainder = number % modulus
  return remainder < 0n ? remainder + modulus : remainder
}

/** After Euclid; fails for numbers that have no inverse, which a prime modulus leaves to 0 alone. */
export function modularInverse(number: bigint, modulus: bigint): bigint {
  let [previous, current] = [modulus, modulo(number, modulus)]
  let [before, factor] = [0n, 1n]
  while (current > 0n) {
    const quotient = previous / current
    ;[previous, current] = [current, previous - quotient * current]
    ;[before, factor] = [factor, before - quotient * factor]
  }
  if (previous !== 1n) throw inconsistentShares()
  return modulo(before, modulus)
}

/** Big-endian, without sign. */
export function fromBytes(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)
}

export function toBytes(number: bigint, length: number): Uint8Array {
  return Uint8Array.from(Buffer.from(number.toString(16).padStart(length * 2, '0'), 'hex'))
}
