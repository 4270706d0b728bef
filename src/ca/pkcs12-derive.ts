import {hash} from 'node:crypto'
import {setImmediate} from 'node:timers/promises'

/** Hashes that derive from passwords, with the block length of each. */
const blockLengths = {sha1: 64, sha256: 64, sha384: 128, sha512: 128} as const
export type DerivationDigest = keyof typeof blockLengths

/** What the derived bytes are for, RFC 7292 appendix B.3. */
export const derivationPurpose = {key: 1, initializationVector: 2, macKey: 3} as const

export interface DerivationParameters {
  readonly digest: DerivationDigest
  readonly purpose: (typeof derivationPurpose)[keyof typeof derivationPurpose]
  readonly salt: Uint8Array
  readonly iterations: number
  readonly password: string
  /** In bytes. */
  readonly length: number
}

/** Rounds after which others get their turn: about two milliseconds. */
const roundsPerTurn = 2000

/** The key derivation of PKCS#12, which OpenSSL keeps to itself. RFC 7292 appendix B.2. */
export async function derivePkcs12(parameters: DerivationParameters): Promise<Buffer> {
  const block = blockLengths[parameters.digest]
  const diversifier = Buffer.alloc(block, parameters.purpose)
  const input = Buffer.concat([
    repeatToBlocks(parameters.salt, block),
    repeatToBlocks(bmpString(`${parameters.password}\0`), block),
  ])
  const output: Buffer[] = []
  for (let length = 0; length < parameters.length;) {
    const digest = await hashed(parameters, Buffer.concat([diversifier, input]))
    output.push(digest)
    length += digest.length
    addToBlocks(input, Buffer.alloc(block, digest))
  }
  return Buffer.concat(output).subarray(0, parameters.length)
}

async function hashed({digest, iterations}: DerivationParameters, input: Buffer): Promise<Buffer> {
  let value = input
  for (let round = 1; round <= iterations; round++) {
    value = hash(digest, value, 'buffer')
    if (round % roundsPerTurn === 0) await setImmediate()
  }
  return value
}

/** Every block of the input plus the addend plus one, as numbers of the block's size. */
function addToBlocks(input: Buffer, addend: Buffer): void {
  for (let start = 0; start < input.length; start += addend.length) {
    let carry = 1
    for (let index = addend.length - 1; index >= 0; index--) {
      carry += input.readUInt8(start + index) + addend.readUInt8(index)
      input.writeUInt8(carry & 0xff, start + index)
      carry >>= 8
    }
  }
}

function repeatToBlocks(bytes: Uint8Array, block: number): Buffer {
  return bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes)
}

/** UTF-16, big endian. */
function bmpString(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}
