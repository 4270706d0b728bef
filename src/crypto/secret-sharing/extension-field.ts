import {add, type BinaryField} from './binary-field.ts'
import {power} from './byte-field.ts'

/** The field of the elements u y + v over a field of bytes, where y^2 = y + m. An element is the number of the bytes u, v. */
export function extensionField(base: BinaryField, m: number): BinaryField {
  /** (r y + s)(u y + v) = ((r + s)(u + v) + s v) y + (s v + r u m); the secret is (u y + v). */
  function scale(secret: Uint8Array, by: number): Uint8Array {
    const [r, s] = [by >> 8, by & 0xff]
    const u = everySecond(secret, 0)
    const v = everySecond(secret, 1)
    const sv = base.scale(v, s)
    const high = add(base.scale(add(u, v), r ^ s), sv)
    const low = add(sv, base.scale(u, base.multiply(r, m)))
    return secret.map((_, index) => (index % 2 === 0 ? high : low)[index >> 1] ?? 0)
  }

  function multiply(a: number, b: number): number {
    const [u = 0, v = 0] = scale(Uint8Array.of(a >> 8, a & 0xff), b)
    return (u << 8) | v
  }

  return {pieceLength: 2, places: 65_535, scale, multiply, invert: (a) => power(multiply, a, 65_534)}
}

function everySecond(bytes: Uint8Array, first: number): Uint8Array {
  return Uint8Array.from({length: bytes.length / 2}, (_, index) => bytes[2 * index + first] ?? 0)
}
