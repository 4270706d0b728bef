import {systemRandom, type RandomSource} from './random.ts'
import {invalidParameter} from './refusal.ts'

/** Keeps a request from asking for all of the memory. */
const longestBits = 65_536

/** Random bytes for a secret that is no key; throws KmipError for a length in bits that is not some whole bytes. */
export function generateSecret(lengthBits: number, random: RandomSource = systemRandom): Uint8Array {
  return random(secretLength(lengthBits))
}

/** Length in bytes of a secret; throws KmipError for a length in bits that is not some whole bytes. */
export function secretLength(lengthBits: number): number {
  if (lengthBits > 0 && lengthBits <= longestBits && lengthBits % 8 === 0) return lengthBits / 8
  throw invalidParameter(
    `Cryptographic Length ${lengthBits} does not fit a secret`,
    `Use a multiple of 8 from 8 to ${longestBits} bits`,
  )
}
