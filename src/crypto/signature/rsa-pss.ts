import {constants, privateEncrypt, publicDecrypt, type KeyObject} from 'node:crypto'
import {modulusBits} from '../rsa/modulus.ts'
import {digest, digestName} from '../digest.ts'
import {systemRandom} from '../random.ts'
import {invalidParameter} from '../refusal.ts'
import {emsaPssEncode, emsaPssVerify} from '../rsa/emsa-pss.ts'
import {digestOf} from './digested-data.ts'
import {checkedLength, orFailure, orInvalid, signParts, signPartsLater, verifyParts} from './running.ts'
import type {HashName, SignatureScheme} from './signature-scheme.ts'

const padding = constants.RSA_PKCS1_PSS_PADDING

export interface PssParameters {
  readonly hash: HashName
  /** Of the mask generator; that of the signature when absent. */
  readonly maskHash?: HashName | undefined
  /** In bytes. When absent as long as the hash; a signature may then have any. */
  readonly saltLength?: number | undefined
}

/**
 * RSASSA-PSS, RFC 8017 section 8.1. node:crypto makes it of data and with one hash for all; for digests and for a mask
 * of another hash the encoding is made here and OpenSSL does the arithmetic.
 */
export function rsaPss({hash, maskHash = hash, saltLength}: PssParameters): SignatureScheme {
  const options = {hash: digestName(hash), maskHash: digestName(maskHash)}
  const hashLength = digest(hash, new Uint8Array(0)).length
  const saltFor = (key: KeyObject): number =>
    checkedSalt(saltLength ?? hashLength, encodingLength(key) - hashLength - 2)
  const signLater = async (key: KeyObject, parts: readonly Uint8Array[]) =>
    signPartsLater(options.hash, parts, {key, padding, saltLength: saltFor(key)})
  return {
    ...(maskHash === hash ? {signLater} : {}),
    sign(key, input) {
      const length = saltFor(key)
      if (input.kind === 'data' && maskHash === hash) {
        return signParts(options.hash, input.parts, {key, padding, saltLength: length})
      }
      const encoded = emsaPssEncode(options, modulusBits(key), digestOf(hash, input), systemRandom(length))
      if (encoded === undefined) throw invalidParameter('The key is too short for this hash and salt')
      return orFailure(() => privateEncrypt({key, padding: constants.RSA_NO_PADDING}, wholeBlock(key, encoded)))
    },
    verify(key, input, signature) {
      if (input.kind === 'data' && maskHash === hash) {
        const salt = saltLength ?? constants.RSA_PSS_SALTLEN_AUTO
        return verifyParts(options.hash, input.parts, {key, padding, saltLength: salt}, signature)
      }
      const digested = digestOf(hash, input)
      return orInvalid(() => {
        const block = publicDecrypt({key, padding: constants.RSA_NO_PADDING}, checkedLength(key, signature))
        const start = block.length - encodingLength(key)
        const encoded = block.subarray(start)
        if (block.subarray(0, start).some((byte) => byte !== 0)) return false
        return emsaPssVerify(options, modulusBits(key), digested, {encoded, saltLength})
      })
    },
  }
}

function checkedSalt(length: number, longest: number): number {
  if (length >= 0 && length <= longest) return length
  throw invalidParameter(`A salt of ${length} bytes does not fit the key, ${longest} is the longest`)
}

/** In bytes, of the encoding: one bit less than the modulus. */
function encodingLength(key: KeyObject): number {
  return Math.ceil((modulusBits(key) - 1) / 8)
}

function wholeBlock(key: KeyObject, encoded: Uint8Array): Buffer {
  const block = Buffer.alloc(Math.ceil(modulusBits(key) / 8))
  block.set(encoded, block.length - encoded.length)
  return block
}
