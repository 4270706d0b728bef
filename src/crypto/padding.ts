import {decryptionFailure, invalidParameter} from './refusal.ts'

/** What PKCS5 padding appends to data of a length: as many bytes of their own number as fill the block, at least one. */
export function pkcs5Padding(dataLength: number, blockLength: number): Buffer {
  const count = blockLength - (dataLength % blockLength)
  return Buffer.alloc(count, count)
}

/** The data without its PKCS5 padding; throws the one decryption error when it is not padded. */
export function withoutPkcs5Padding(padded: Uint8Array, blockLength: number): Uint8Array {
  const count = padded.at(-1) ?? 0
  let wrong = padded.length % blockLength !== 0 || count === 0 || count > blockLength ? 1 : 0
  // No early exit: the time must not tell where the padding went wrong.
  for (let back = 1; back <= blockLength; back++) {
    const differs = (padded.at(-back) ?? 0) ^ count
    wrong |= back <= count ? differs : 0
  }
  if (wrong !== 0) throw decryptionFailure()
  return padded.subarray(0, padded.length - count)
}

/** Data that nothing pads must be whole blocks. */
export function checkWholeBlocks(length: number, blockLength: number): void {
  if (length % blockLength === 0) return
  throw invalidParameter(
    `Data of ${length} bytes is no multiple of the block of ${blockLength} bytes`,
    'Send whole blocks; only encryption with padding method PKCS5 takes any length',
  )
}
