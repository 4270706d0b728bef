import {KmipError} from '../kmip/error.ts'
import type {SymmetricCipher} from './cipher-parameters.ts'
import type {RandomSource} from './random.ts'
import {invalidParameter} from './refusal.ts'

/**
 * What Decrypt does without an IV: take the first bytes of the data for it, as some clients store it,
 * or refuse the request, as the official test cases want (CS-BC-M-11 to 13).
 */
export type MissingIv = 'prefix' | 'refuse'

const none = new Uint8Array(0)

export interface EncryptionIv {
  readonly iv: Uint8Array
  /** True when the client does not know it yet. */
  readonly made: boolean
}

/** The client's IV, or a random one; empty for ECB, which ignores what the client sent. */
export function encryptionIv(cipher: SymmetricCipher, iv: Uint8Array | undefined, random: RandomSource): EncryptionIv {
  if (takesNone(cipher, iv)) return {iv: none, made: false}
  if (iv !== undefined) return {iv: checkedIv(cipher, iv), made: false}
  const {made: length, leastRandom} = cipher.iv
  if (length < leastRandom) {
    throw invalidParameter(
      `A random IV of ${length} bytes is too short for ${cipher.algorithm} in mode ${cipher.mode}`,
      `Ask for ${leastRandom * 8} bits, or send the IV`,
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
  if (takesNone(cipher, iv)) return none
  if (iv !== undefined) return checkedIv(cipher, iv)
  if (missingIv === 'prefix') return undefined
  throw new KmipError('InvalidMessage', `${cipher.algorithm} in mode ${cipher.mode} needs an IV/Counter/Nonce`)
}

/** Clients send one for ECB out of habit; elsewhere it would be a misunderstanding. */
function takesNone(cipher: SymmetricCipher, iv: Uint8Array | undefined): boolean {
  if (cipher.iv.made > 0) return false
  if (cipher.mode === 'ECB' || iv === undefined || iv.length === 0) return true
  throw invalidParameter(`${cipher.algorithm} in mode ${cipher.mode} takes no IV/Counter/Nonce`)
}

function checkedIv(cipher: SymmetricCipher, iv: Uint8Array): Uint8Array {
  if (cipher.iv.allows(iv.length)) return iv
  throw invalidParameter(
    `An IV of ${iv.length} bytes does not fit ${cipher.algorithm} in mode ${cipher.mode}`,
    `Send ${cipher.iv.made} bytes`,
  )
}
