import {createCipheriv} from 'node:crypto'
import type {WholeCipher} from './cipher-parameters.ts'
import {ifOpenSslHas} from './openssl.ts'
import {chachaIv} from './whole-cipher.ts'

const blockLength = 64

/** What ChaCha20 gives, either way, for a part of the data that begins at `offset`, without what is before or behind it. */
export function chachaPart(
  cipher: WholeCipher,
  {key, iv}: {readonly key: Uint8Array; readonly iv: Uint8Array},
  offset: number,
  data: Uint8Array,
): Uint8Array {
  const first = Buffer.from(chachaIv(cipher, iv))
  // OpenSSL carries the counter of 32 bits into the word behind it, as ChaCha20 with 64 bits does.
  const counter = first.readBigUInt64LE() + BigInt(Math.floor(offset / blockLength))
  first.writeBigUInt64LE(BigInt.asUintN(64, counter))
  const lead = offset % blockLength
  const running = ifOpenSslHas(cipher.name, () => createCipheriv(cipher.name, key, first))
  return Buffer.concat([running.update(Buffer.alloc(lead)), running.update(data)]).subarray(lead)
}
