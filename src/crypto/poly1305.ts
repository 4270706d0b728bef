/*
 * Poly1305, RFC 8439 section 2.5, which OpenSSL has and Node cannot name. Numbers modulo 2^130 - 5 are six limbs of 22
 * bits, so that all sums of products stay below 2^53 and are exact. No step depends on the value of a limb.
 */

const limb = 2 ** 22
const mask = limb - 1
const blockLength = 16
/** 2^132, which six limbs overflow at, modulo 2^130 - 5. */
const overflow = 20

type Limbs = readonly [number, number, number, number, number, number]

/** The tag, of 16 bytes, of the parts one after the other under a key of 32 bytes. A key serves for one message. */
export function poly1305(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const data = Buffer.concat(parts)
  const whole = data.length - (data.length % blockLength)
  const factor = limbsOf(clamped(key.subarray(0, blockLength)), 0)
  const sum = absorbed([0, 0, 0, 0, 0, 0], factor, {blocks: data.subarray(0, whole), end: 1})
  if (whole === data.length) return tagOf(sum, key.subarray(blockLength))
  const last = Buffer.alloc(blockLength)
  data.copy(last, 0, whole)
  last[data.length - whole] = 1
  return tagOf(absorbed(sum, factor, {blocks: last, end: 0}), key.subarray(blockLength))
}

/** Section 2.5.1: 22 bits of the factor are zero. */
function clamped(bytes: Uint8Array): Buffer {
  const factor = Buffer.from(bytes)
  for (const index of [3, 7, 11, 15]) factor[index] = (factor[index] ?? 0) & 0x0f
  for (const index of [4, 8, 12]) factor[index] = (factor[index] ?? 0) & 0xfc
  return factor
}

/** Of the 16 bytes at an offset, little-endian. */
function limbsOf(bytes: Buffer, offset: number): Limbs {
  const a = bytes.readUInt32LE(offset)
  const b = bytes.readUInt32LE(offset + 4)
  const c = bytes.readUInt32LE(offset + 8)
  const d = bytes.readUInt32LE(offset + 12)
  return [
    a & mask,
    ((a >>> 22) | (b << 10)) & mask,
    ((b >>> 12) | (c << 20)) & mask,
    (c >>> 2) & mask,
    ((c >>> 24) | (d << 8)) & mask,
    d >>> 14,
  ]
}

interface Message {
  /** Of 16 bytes. */
  readonly blocks: Buffer
  /** What stands behind each block: 1, or 0 where the block holds that already. */
  readonly end: 0 | 1
}

/** (sum + block) * factor for one block after the other; written out, for it is the whole work. */
function absorbed(sum: Limbs, [r0, r1, r2, r3, r4, r5]: Limbs, {blocks, end}: Message): Limbs {
  const [s1, s2, s3, s4, s5] = [r1 * overflow, r2 * overflow, r3 * overflow, r4 * overflow, r5 * overflow]
  const top = end * 2 ** 18
  let [h0, h1, h2, h3, h4, h5] = sum
  const view = new DataView(blocks.buffer, blocks.byteOffset, blocks.length)
  for (let offset = 0; offset < blocks.length; offset += blockLength) {
    const a = view.getUint32(offset, true)
    const b = view.getUint32(offset + 4, true)
    const c = view.getUint32(offset + 8, true)
    const d = view.getUint32(offset + 12, true)
    h0 += a & mask
    h1 += ((a >>> 22) | (b << 10)) & mask
    h2 += ((b >>> 12) | (c << 20)) & mask
    h3 += (c >>> 2) & mask
    h4 += ((c >>> 24) | (d << 8)) & mask
    h5 += (d >>> 14) + top
    const p0 = h0 * r0 + h1 * s5 + h2 * s4 + h3 * s3 + h4 * s2 + h5 * s1
    const p1 = h0 * r1 + h1 * r0 + h2 * s5 + h3 * s4 + h4 * s3 + h5 * s2 + Math.floor(p0 / limb)
    const p2 = h0 * r2 + h1 * r1 + h2 * r0 + h3 * s5 + h4 * s4 + h5 * s3 + Math.floor(p1 / limb)
    const p3 = h0 * r3 + h1 * r2 + h2 * r1 + h3 * r0 + h4 * s5 + h5 * s4 + Math.floor(p2 / limb)
    const p4 = h0 * r4 + h1 * r3 + h2 * r2 + h3 * r1 + h4 * r0 + h5 * s5 + Math.floor(p3 / limb)
    const p5 = h0 * r5 + h1 * r4 + h2 * r3 + h3 * r2 + h4 * r1 + h5 * r0 + Math.floor(p4 / limb)
    const around = rest(p0) + Math.floor(p5 / limb) * overflow
    h0 = rest(around)
    h1 = rest(p1) + Math.floor(around / limb)
    h2 = rest(p2)
    h3 = rest(p3)
    h4 = rest(p4)
    h5 = rest(p5)
  }
  return [h0, h1, h2, h3, h4, h5]
}

function rest(value: number): number {
  return value - Math.floor(value / limb) * limb
}

const prime = (1n << 130n) - 5n

/** Modulo the prime, then the second half of the key is added modulo 2^128. */
function tagOf(sum: Limbs, pad: Uint8Array): Uint8Array {
  const number = sum.reduceRight((total, part) => total * BigInt(limb) + BigInt(part), 0n) % prime
  const padded = number + pad.reduceRight((total, byte) => total * 256n + BigInt(byte), 0n)
  const tag = Buffer.alloc(blockLength)
  tag.writeBigUInt64LE(BigInt.asUintN(64, padded))
  tag.writeBigUInt64LE(BigInt.asUintN(64, padded >> 64n), 8)
  return tag
}
