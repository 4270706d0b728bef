import {checkSharing, type Sharing} from '../../../crypto/secret-sharing/secret-sharing.ts'
import {capacity} from '../../../crypto/secret-sharing/prime-sharing.ts'
import {materialLength} from '../../../crypto/key-length.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import type {SplitKey} from '../../../kmip/objects/split-key.ts'

/** How the key was shared of which a Split Key is a part. */
export function sharingOf(splitKey: SplitKey): Sharing {
  return {
    method: splitKey.splitKeyMethod,
    parts: splitKey.splitKeyParts,
    threshold: splitKey.splitKeyThreshold,
    prime: splitKey.primeFieldSize,
  }
}

/** Fails for a Split Key that cannot be one. KMIP 1.4 section 2.2.5. */
export function checkSplitKey(splitKey: SplitKey): void {
  // What vendors make of their own methods is theirs.
  if (typeof splitKey.splitKeyMethod === 'string') checkSharing(sharingOf(splitKey))
  const {keyPartIdentifier: identifier, splitKeyParts: parts} = splitKey
  if (identifier >= 1 && identifier <= parts) return
  throw new KmipError('InvalidField', `The Key Part Identifier is 1 to ${parts}, not ${identifier}`)
}

/**
 * Length in bytes of the key of which a part of a prime field was made: numbers do not tell how many zeros they began
 * with. A symmetric key has the length of its algorithm, anything else fills the field.
 */
export function lengthInPrimeField(
  prime: bigint,
  {cryptographicAlgorithm: algorithm, cryptographicLength: length}: KeyBlock,
): number {
  if (algorithm === undefined || length === undefined) return capacity(prime)
  try {
    return materialLength(algorithm, length)
  } catch (error) {
    if (error instanceof KmipError) return capacity(prime)
    throw error
  }
}
