import type {EnumValue} from '../kmip/spec/enumeration.ts'
import {CryptographicAlgorithm} from '../kmip/spec/enumerations.ts'
import {isDes, materialLength} from './key-length.ts'
import {systemRandom, type RandomSource} from './random.ts'

/** Raw material of a new symmetric key; throws KmipError for a length in bits that the algorithm does not have. */
export function generateSymmetricKey(
  algorithm: EnumValue<typeof CryptographicAlgorithm>,
  lengthBits: number,
  random: RandomSource = systemRandom,
): Uint8Array {
  const material = random(materialLength(algorithm, lengthBits))
  return isDes(CryptographicAlgorithm.entry(algorithm)?.name) ? withOddParity(material) : material
}

/** The lowest bit of each byte makes the number of ones odd, NIST SP 800-67 section 2. */
function withOddParity(material: Uint8Array): Uint8Array {
  return material.map((byte) => (byte & 0xfe) | (ones(byte >> 1) % 2 === 0 ? 1 : 0))
}

function ones(bits: number): number {
  return bits === 0 ? 0 : (bits & 1) + ones(bits >> 1)
}
