import {add, type BinaryField} from './binary-field.ts'

/** GF(2^8) with the reduction polynomial of the given bits. */
export function byteField(polynomial: number): BinaryField {
  /** Every byte multiplied by x. */
  function double(secret: Uint8Array): Uint8Array {
    return secret.map((byte) => (byte << 1) ^ (-(byte >> 7) & polynomial))
  }

  function scale(secret: Uint8Array, by: number): Uint8Array {
    let sum: Uint8Array = new Uint8Array(secret.length)
    let power = secret
    for (let bits = by; bits > 0; bits >>= 1) {
      if ((bits & 1) === 1) sum = add(sum, power)
      power = double(power)
    }
    return sum
  }

  const multiply = (a: number, b: number): number => scale(Uint8Array.of(a), b)[0] ?? 0

  return {pieceLength: 1, places: 255, scale, multiply, invert: (a) => power(multiply, a, 254)}
}

/** `a` multiplied by itself so many times. */
export function power(multiply: BinaryField['multiply'], a: number, times: number): number {
  let result = 1
  let square = a
  for (let bits = times; bits > 0; bits >>= 1) {
    if ((bits & 1) === 1) result = multiply(result, square)
    square = multiply(square, square)
  }
  return result
}
