import {createCipheriv, createDecipheriv, type CipherCCMTypes} from 'node:crypto'
import type {AeadCipher} from './cipher-parameters.ts'
import {ifOpenSslHas} from './openssl.ts'
import {decryptionFailure, invalidParameter} from './refusal.ts'

/** What goes into an authenticated cipher beside the data. */
export interface AeadStart {
  readonly key: Uint8Array
  readonly iv: Uint8Array
  /** Authenticated, not encrypted. */
  readonly additionalData?: Uint8Array | undefined
}

export interface Sealed {
  readonly data: Uint8Array
  readonly tag: Uint8Array
}

const nothing = new Uint8Array(0)

export function sealAead(cipher: AeadCipher, start: AeadStart, data: Uint8Array): Sealed {
  checkLength(cipher, start, data.length)
  const options = {authTagLength: cipher.tagLength}
  const name = nodeName(cipher)
  const running = ifOpenSslHas(name, () => createCipheriv(name, start.key, start.iv, options))
  running.setAAD(start.additionalData ?? nothing, {plaintextLength: data.length})
  const sealed = Buffer.concat([running.update(present(data)), running.final()])
  return {data: sealed, tag: running.getAuthTag()}
}

/** Throws the one decryption error for whatever does not belong together. */
export function openAead(cipher: AeadCipher, start: AeadStart, {data, tag}: Sealed): Uint8Array {
  checkLength(cipher, start, data.length)
  const options = {authTagLength: cipher.tagLength}
  const name = nodeName(cipher)
  const running = ifOpenSslHas(name, () => createDecipheriv(name, start.key, start.iv, options))
  running.setAuthTag(tag)
  try {
    running.setAAD(start.additionalData ?? nothing, {plaintextLength: data.length})
    return Buffer.concat([running.update(present(data)), running.final()])
  } catch (cause) {
    throw decryptionFailure(cause)
  }
}

/**
 * OpenSSL makes and checks the tag of CCM when it is given the data, and takes an empty array without memory of its
 * own for no data at all: then it would check nothing.
 */
function present(data: Uint8Array): Uint8Array {
  return data.length > 0 ? data : Buffer.alloc(1).subarray(0, 0)
}

/** Node's types tell the modes apart; CCM's are those with all that any of them needs. */
function nodeName({name}: AeadCipher): CipherCCMTypes {
  return name as CipherCCMTypes
}

/** NIST SP 800-38C appendix A.1: the nonce of CCM takes from the bytes that count those of the data. */
export function checkLength({mode}: AeadCipher, {iv}: AeadStart, length: number): void {
  if (mode !== 'CCM' || length < 2 ** (8 * Math.min(6, 15 - iv.length))) return
  throw invalidParameter(
    `CCM with an IV of ${iv.length} bytes takes no data of ${length} bytes`,
    'Use a shorter IV, or less data',
  )
}

/** A shorter tag than the parameters ask for would be easier to forge, so its length must be as they say. */
export function splitTag({tagLength}: AeadCipher, data: Uint8Array, tag: Uint8Array | undefined): Sealed {
  if (tag !== undefined && tag.length === tagLength) return {data, tag}
  if (tag !== undefined) {
    throw invalidParameter(`A tag of ${tag.length} bytes does not fit the Tag Length of ${tagLength} bytes`)
  }
  const dataLength = data.length - tagLength
  if (dataLength < 0) {
    throw invalidParameter(`Data of ${data.length} bytes is too short to end with its tag of ${tagLength} bytes`)
  }
  return {data: data.subarray(0, dataLength), tag: data.subarray(dataLength)}
}
