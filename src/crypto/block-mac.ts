import {createCipheriv} from 'node:crypto'
import type {EnumValue} from '../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm} from '../kmip/spec/enumerations.ts'
import {blockCipherName, blockLengthOf} from './cipher-parameters.ts'
import {ifOpenSslHas} from './openssl.ts'

type Algorithm = EnumValue<typeof CryptographicAlgorithm>

/** CMAC, NIST SP 800-38B: a mode over OpenSSL's block cipher, since Node cannot name OpenSSL's own. */
export function cmac(algorithm: Algorithm, key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const blockLength = blockLengthOf(algorithm)
  const data = Buffer.concat(parts)
  const whole = data.length > 0 && data.length % blockLength === 0
  const last = lastBlock(data, blockLength)
  const subkey = subkeys(algorithm, key, blockLength)[whole ? 0 : 1]
  for (const [index, byte] of subkey.entries()) last[index] = (last[index] ?? 0) ^ byte
  const before = data.subarray(0, Math.max(0, Math.ceil(data.length / blockLength) - 1) * blockLength)
  return lastCbcBlock(algorithm, key, [before, last])
}

/** CBC-MAC, ISO/IEC 9797-1 MAC algorithm 1 with padding method 1: zeros up to the next block. Safe for messages of one length only. */
export function cbcMac(algorithm: Algorithm, key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const blockLength = blockLengthOf(algorithm)
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const missing = length === 0 ? blockLength : (blockLength - (length % blockLength)) % blockLength
  return lastCbcBlock(algorithm, key, [...parts, Buffer.alloc(missing)])
}

/** The last block as it is, or with one bit and zeros behind it. */
function lastBlock(data: Buffer, blockLength: number): Buffer {
  const block = Buffer.alloc(blockLength)
  const start = Math.max(0, Math.ceil(data.length / blockLength) - 1) * blockLength
  const copied = data.copy(block, 0, start)
  if (copied < blockLength) block[copied] = 0x80
  return block
}

/** Section 6.1: for a complete last block, and for one that was filled up. */
function subkeys(algorithm: Algorithm, key: Uint8Array, blockLength: number): [Buffer, Buffer] {
  const first = doubled(lastCbcBlock(algorithm, key, [Buffer.alloc(blockLength)]))
  return [first, doubled(first)]
}

/** Multiplies by x in GF(2^128) or GF(2^64). */
function doubled(block: Buffer): Buffer {
  const result = Buffer.alloc(block.length)
  for (let index = 0; index < block.length; index++) {
    result[index] = ((block[index] ?? 0) << 1) | ((block[index + 1] ?? 0) >> 7)
  }
  const reduction = block.length === 16 ? 0x87 : 0x1b
  const carry = (block[0] ?? 0) >> 7
  // No branch on a bit that comes from the key.
  result[block.length - 1] = (result[block.length - 1] ?? 0) ^ (reduction * carry)
  return result
}

/** The parts together are whole blocks. */
function lastCbcBlock(algorithm: Algorithm, key: Uint8Array, parts: readonly Uint8Array[]): Buffer {
  const name = blockCipherName(algorithm, 'CBC', key)
  const blockLength = blockLengthOf(algorithm)
  const cipher = ifOpenSslHas(name, () => createCipheriv(name, key, Buffer.alloc(blockLength)))
  cipher.setAutoPadding(false)
  let last = Buffer.alloc(0)
  for (const part of parts) {
    const output = cipher.update(part)
    if (output.length > 0) last = output.subarray(-blockLength)
  }
  return Buffer.from(last)
}
