import {hkdfSync} from 'node:crypto'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import type {HashingAlgorithm} from '../../kmip/spec/enumerations.ts'
import {digest, digestName} from '../digest.ts'
import {invalidParameter} from '../refusal.ts'
import {derivationTooShort} from './derivation-refusal.ts'

export interface HkdfInput {
  readonly hash: EnumValue<typeof HashingAlgorithm>
  /** The input keying material. */
  readonly key: Uint8Array
  /** As many zeros as the hash has bytes, when empty. */
  readonly salt: Uint8Array
  readonly info: Uint8Array
  /** In bytes. */
  readonly length: number
}

/** So much OpenSSL takes. */
const longestInfo = 1024
/** A counter of one byte tells the blocks apart. */
const mostBlocks = 255

/** Extracts and expands, RFC 5869 section 2. Throws KmipError for more than it gives or takes. */
export function deriveHkdf({hash, key, salt, info, length}: HkdfInput): Uint8Array {
  const name = digestName(hash)
  if (info.length > longestInfo) {
    throw invalidParameter(`HKDF takes Derivation Data of ${longestInfo} bytes, not of ${info.length}`)
  }
  const longest = mostBlocks * digest(hash).length
  if (length > longest) throw derivationTooShort(length, longest)
  return new Uint8Array(hkdfSync(name, key, salt, info, length))
}
