import {createHash} from 'node:crypto'
import {ifOpenSslHas} from '../openssl.ts'

/** MGF1 of RFC 8017 appendix B.2.1; `hash` is OpenSSL's name. */
export function mgf1(hash: string, seed: Uint8Array, length: number): Buffer {
  const blocks: Buffer[] = []
  const counter = Buffer.alloc(4)
  for (let made = 0; made < length; made += blocks[0]?.length ?? length) {
    counter.writeUInt32BE(blocks.length)
    blocks.push(hashOf(hash, seed, counter))
  }
  return Buffer.concat(blocks).subarray(0, length)
}

/** The hash of parts one after the other. */
export function hashOf(hash: string, ...parts: readonly Uint8Array[]): Buffer {
  const running = ifOpenSslHas(hash, () => createHash(hash))
  for (const part of parts) running.update(part)
  return running.digest()
}

export function exclusiveOr(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)))
}
