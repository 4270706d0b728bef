import {exclusiveOr, hashOf, mgf1} from './mask-generation.ts'

/** The choices of OAEP, RFC 8017 section 7.1; hashes by OpenSSL's names. */
export interface OaepOptions {
  readonly hash: string
  readonly maskHash: string
  readonly label: Uint8Array
}

/** The block to encrypt; the data has to fit, two hashes and two bytes go off. */
export function emeOaepEncode(
  {hash, maskHash, label}: OaepOptions,
  modulusLength: number,
  data: Uint8Array,
  random: (length: number) => Uint8Array,
): Buffer {
  const labelHash = hashOf(hash, label)
  const seed = random(labelHash.length)
  const fill = Buffer.alloc(modulusLength - data.length - 2 * labelHash.length - 2)
  const block = Buffer.concat([labelHash, fill, Buffer.from([1]), data])
  const maskedBlock = exclusiveOr(block, mgf1(maskHash, seed, block.length))
  const maskedSeed = exclusiveOr(seed, mgf1(maskHash, maskedBlock, seed.length))
  return Buffer.concat([Buffer.alloc(1), maskedSeed, maskedBlock])
}

/**
 * The data of a decrypted block; undefined when it is no OAEP block. All of it is looked at in any case: how long this
 * takes must not tell what is wrong (RFC 8017 section 7.1.2, note).
 */
export function emeOaepDecode({hash, maskHash, label}: OaepOptions, encoded: Uint8Array): Buffer | undefined {
  const labelHash = hashOf(hash, label)
  const {length} = labelHash
  if (encoded.length < 2 * length + 2) return undefined
  const maskedBlock = encoded.subarray(1 + length)
  const seed = exclusiveOr(encoded.subarray(1, 1 + length), mgf1(maskHash, maskedBlock, length))
  const block = exclusiveOr(maskedBlock, mgf1(maskHash, seed, maskedBlock.length))
  let wrong = encoded[0] ?? 1
  for (let index = 0; index < length; index++) wrong |= (block[index] ?? 0) ^ (labelHash[index] ?? 0)
  let start = 0
  let found = 0
  for (let index = length; index < block.length; index++) {
    const byte = block[index] ?? 0
    const isOne = byte === 1 ? 1 : 0
    const isOther = byte > 1 ? 1 : 0
    wrong |= (1 - found) & isOther
    start += ((1 - found) & isOne) * index
    found |= isOne
  }
  return wrong === 0 && found === 1 ? block.subarray(start + 1) : undefined
}
