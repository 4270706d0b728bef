import {bitLength, inverse, modulo} from './numbers.ts'

/** In affine coordinates; elements of a field of characteristic two are their bits as a number. */
export interface Point {
  readonly x: bigint
  readonly y: bigint
}

/** The sum of two points with different x; undefined for equal ones, where it would be a double or no point at all. */
export type PointAddition = (one: Point, other: Point) => Point | undefined

/** SEC 1 section 2.2.1. */
export function additionOverPrime(prime: bigint): PointAddition {
  return (one, other) => {
    const reciprocal = inverse(other.x - one.x, prime)
    if (reciprocal === undefined) return undefined
    const slope = modulo((other.y - one.y) * reciprocal, prime)
    const x = modulo(slope * slope - one.x - other.x, prime)
    return {x, y: modulo(slope * (one.x - x) - one.y, prime)}
  }
}

/** SEC 1 section 2.2.2; `polynomial` reduces the field, `a` is that of the equation. */
export function additionOverBinary(polynomial: bigint, a: bigint): PointAddition {
  return (one, other) => {
    const reciprocal = binaryInverse(one.x ^ other.x, polynomial)
    if (reciprocal === undefined) return undefined
    const slope = binaryProduct(one.y ^ other.y, reciprocal, polynomial)
    const x = binaryProduct(slope, slope, polynomial) ^ slope ^ one.x ^ other.x ^ a
    return {x, y: binaryProduct(slope, one.x ^ x, polynomial) ^ x ^ one.y}
  }
}

function binaryProduct(one: bigint, other: bigint, polynomial: bigint): bigint {
  const top = 1n << BigInt(bitLength(polynomial) - 1)
  let result = 0n
  let shifted = one
  for (let left = other; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result ^= shifted
    shifted <<= 1n
    if ((shifted & top) !== 0n) shifted ^= polynomial
  }
  return result
}

/** Euclid's algorithm for polynomials over two elements. */
function binaryInverse(value: bigint, polynomial: bigint): bigint | undefined {
  let [current, previous] = [value, polynomial]
  let [now, before] = [1n, 0n]
  while (current > 1n) {
    const distance = bitLength(current) - bitLength(previous)
    if (distance < 0) {
      ;[current, previous] = [previous, current]
      ;[now, before] = [before, now]
      continue
    }
    current ^= previous << BigInt(distance)
    now ^= before << BigInt(distance)
  }
  return current === 0n ? undefined : now
}
