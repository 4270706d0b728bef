import {createHmac, hash} from 'node:crypto'

/** Digests of a PKCS#12 integrity check, with the block length of each. */
const blockLengths = {sha1: 64, sha256: 64, sha384: 128, sha512: 128} as const
export type MacDigest = keyof typeof blockLengths

export interface MacParameters {
  readonly digest: MacDigest
  readonly salt: Uint8Array
  readonly iterations: number
  readonly password: string
}

/** The message authentication code of a PKCS#12 file (RFC 7292, section 4 and appendix B.2 with ID 3). */
export function pkcs12Mac(data: Uint8Array, parameters: MacParameters): Buffer {
  return createHmac(parameters.digest, macKey(parameters)).update(data).digest()
}

/** As long as one digest, so that the derivation needs no second block. */
function macKey({digest, salt, iterations, password}: MacParameters): Buffer {
  const block = blockLengths[digest]
  let key: Buffer = Buffer.concat([
    Buffer.alloc(block, 3),
    repeatToBlocks(salt, block),
    repeatToBlocks(bmpString(`${password}\0`), block),
  ])
  for (let round = 0; round < iterations; round++) key = hash(digest, key, 'buffer')
  return key
}

function repeatToBlocks(bytes: Uint8Array, block: number): Buffer {
  return bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes)
}

/** UTF-16, big endian. */
function bmpString(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}
