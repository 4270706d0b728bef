import {KmipError} from '../kmip/error.ts'
import {isGcmIvLength, type SymmetricCipher} from './cipher-parameters.ts'
import type {RandomSource} from './random.ts'
import {invalidParameter} from './refusal.ts'

/**
 * What Decrypt does without an IV: take the first bytes of the data for it, as some clients store it,
 * or refuse the request, as the official test cases want (CS-BC-M-11 to 13).
 */
export type MissingIv = 'prefix' | 'refuse'

/** The length that NIST SP 800-38D recommends, and the least that a random IV may have. */
const defaultGcmIvLength = 12
const noIv = new Uint8Array(0)

export interface EncryptionIv {
  readonly iv: Uint8Array
  /** True when the client does not know it yet. */
  readonly made: boolean
}

/** The client's IV, or a random one; empty for ECB, which ignores what the client sent. */
export function encryptionIv(cipher: SymmetricCipher, iv: Uint8Array | undefined, random: RandomSource): EncryptionIv {
  if (cipher.mode === 'ECB') return {iv: noIv, made: false}
  if (iv !== undefined) return {iv: checkedIv(cipher, iv), made: false}
  const length = impliedIvLength(cipher)
  if (cipher.kind === 'gcm' && length < defaultGcmIvLength) {
    throw invalidParameter(
      `A random IV of ${length} bytes is too short for GCM`,
      `Ask for ${defaultGcmIvLength * 8} bits, or send the IV`,
    )
  }
  return {iv: random(length), made: true}
}

/** The IV that the client sent; undefined where it is to be taken from the data. */
export function decryptionIv(
  cipher: SymmetricCipher,
  iv: Uint8Array | undefined,
  missingIv: MissingIv = 'prefix',
): Uint8Array | undefined {
  if (cipher.mode === 'ECB') return noIv
  if (iv !== undefined) return checkedIv(cipher, iv)
  if (missingIv === 'prefix') return undefined
  throw new KmipError('InvalidMessage', `${cipher.algorithm} in mode ${cipher.mode} needs an IV/Counter/Nonce`)
}

/** In bytes: how long an IV is that nobody sent. */
export function impliedIvLength(cipher: SymmetricCipher): number {
  return cipher.ivLength ?? defaultGcmIvLength
}

function checkedIv(cipher: SymmetricCipher, iv: Uint8Array): Uint8Array {
  const fits = cipher.ivLength === undefined ? isGcmIvLength(iv.length) : iv.length === cipher.ivLength
  if (fits) return iv
  throw invalidParameter(
    `An IV of ${iv.length} bytes does not fit ${cipher.algorithm} in mode ${cipher.mode}`,
    `Send ${impliedIvLength(cipher)} bytes`,
  )
}
