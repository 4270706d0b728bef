import {timingSafeEqual} from 'node:crypto'
import {exclusiveOr, hashOf, mgf1} from './mask-generation.ts'

/** The choices of PSS, RFC 8017 section 9.1; hashes by OpenSSL's names. */
export interface PssOptions {
  readonly hash: string
  readonly maskHash: string
}

const trailer = 0xbc
const padding = Buffer.alloc(8)

/** Of a key with a modulus of so many bits; undefined when hash and salt do not fit it. */
export function emsaPssEncode(
  {hash, maskHash}: PssOptions,
  modulusBits: number,
  digest: Uint8Array,
  salt: Uint8Array,
): Buffer | undefined {
  const bits = modulusBits - 1
  const length = Math.ceil(bits / 8)
  if (length < digest.length + salt.length + 2) return undefined
  const h = hashOf(hash, padding, digest, salt)
  const block = Buffer.alloc(length - h.length - 1)
  block[block.length - salt.length - 1] = 1
  block.set(salt, block.length - salt.length)
  const masked = exclusiveOr(block, mgf1(maskHash, h, block.length))
  masked[0] = (masked[0] ?? 0) & firstByteMask(bits)
  return Buffer.concat([masked, h, Buffer.from([trailer])])
}

/** True for an encoding of the digest; a salt of any length will do where none is named. */
export function emsaPssVerify(
  {hash, maskHash}: PssOptions,
  modulusBits: number,
  digest: Uint8Array,
  {encoded, saltLength}: {readonly encoded: Uint8Array; readonly saltLength: number | undefined},
): boolean {
  const bits = modulusBits - 1
  const length = Math.ceil(bits / 8)
  const blockLength = length - digest.length - 1
  if (encoded.length !== length || blockLength < 1 || encoded.at(-1) !== trailer) return false
  const masked = encoded.subarray(0, blockLength)
  if (((masked[0] ?? 0) & ~firstByteMask(bits)) !== 0) return false
  const h = encoded.subarray(blockLength, length - 1)
  const block = exclusiveOr(masked, mgf1(maskHash, h, blockLength))
  block[0] = (block[0] ?? 0) & firstByteMask(bits)
  const start = block.findIndex((byte) => byte !== 0)
  if (start < 0 || block[start] !== 1) return false
  const salt = block.subarray(start + 1)
  if (saltLength !== undefined && salt.length !== saltLength) return false
  const expected = hashOf(hash, padding, digest, salt)
  return expected.length === h.length && timingSafeEqual(expected, h)
}

/** The bits of the first byte that the encoding has. */
function firstByteMask(bits: number): number {
  return 0xff >> (8 * Math.ceil(bits / 8) - bits)
}
