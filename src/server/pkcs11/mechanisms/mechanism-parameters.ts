import {CodecError} from '../codec/codec-error.ts'
import {byteString, count, decodeParameters, fixedBytes, ulong, type Shape, type ValuesOf} from '../codec/wire-type.ts'
import {Refusal} from '../refusal.ts'

/*
 * Parameters of mechanisms. Numbers that are lengths, though of no array, are taken in eight bytes as all numbers are,
 * and in four as those that count something: the profile can be read either way.
 */

/** An IV, or whatever is one string of bytes. */
export function bytesParameter(parameter: Uint8Array | undefined, lengths: readonly number[]): Uint8Array {
  const {value} = readParameter([{value: byteString}], parameter)
  if (!lengths.includes(value.length)) throw new Refusal('MECHANISM_PARAM_INVALID')
  return Buffer.from(value)
}

/** For mechanisms that have none; an empty one is none. */
export function noParameter(parameter: Uint8Array | undefined): void {
  if (parameter !== undefined && parameter.length > 0) throw new Refusal('MECHANISM_PARAM_INVALID')
}

/** CK_AES_CTR_PARAMS. */
export function counterParameter(parameter: Uint8Array | undefined) {
  return readParameter(
    [
      {counterBits: ulong, block: fixedBytes(16)},
      {counterBits: count, block: fixedBytes(16)},
    ],
    parameter,
  )
}

/** CK_GCM_PARAMS. */
export function gcmParameter(parameter: Uint8Array | undefined) {
  return readParameter(
    [
      {iv: byteString, ivBits: ulong, additionalData: byteString, tagBits: ulong},
      {iv: byteString, ivBits: count, additionalData: byteString, tagBits: count},
    ],
    parameter,
  )
}

/** CK_SALSA20_CHACHA20_POLY1305_PARAMS. */
export function chachaParameter(parameter: Uint8Array | undefined) {
  return readParameter([{nonce: byteString, additionalData: byteString}], parameter)
}

/** CK_RSA_PKCS_OAEP_PARAMS. */
export function oaepParameter(parameter: Uint8Array | undefined) {
  return readParameter([{hash: ulong, mgf: ulong, source: ulong, label: byteString}], parameter)
}

/** CK_RSA_PKCS_PSS_PARAMS. */
export function pssParameter(parameter: Uint8Array | undefined) {
  return readParameter(
    [
      {hash: ulong, mgf: ulong, saltLength: ulong},
      {hash: ulong, mgf: ulong, saltLength: count},
    ],
    parameter,
  )
}

/** CK_ECDH1_DERIVE_PARAMS. */
export function ecdhParameter(parameter: Uint8Array | undefined) {
  return readParameter([{kdf: ulong, sharedData: byteString, publicData: byteString}], parameter)
}

/** By the first shape that fits; fails with CKR_MECHANISM_PARAM_INVALID. */
function readParameter<S extends Shape>(shapes: readonly S[], parameter: Uint8Array | undefined): ValuesOf<S> {
  for (const shape of shapes) {
    try {
      return decodeParameters(shape, parameter ?? new Uint8Array(0))
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
    }
  }
  throw new Refusal('MECHANISM_PARAM_INVALID')
}
