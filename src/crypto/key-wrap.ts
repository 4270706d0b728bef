import {createCipheriv, createDecipheriv} from 'node:crypto'
import {KmipError} from '../kmip/error.ts'
import {ifOpenSslHas} from './openssl.ts'
import {invalidParameter} from './refusal.ts'

/** By the length of the key encryption key in bytes. */
const wrapNames: Readonly<Record<number, string>> = {16: 'id-aes128-wrap', 24: 'id-aes192-wrap', 32: 'id-aes256-wrap'}
const initialValue = Buffer.alloc(8, 0xa6)

/** AES key wrap (RFC 3394; NISTKeyWrap in KMIP) of at least 16 bytes and whole groups of 8; the result is 8 bytes longer. */
export function wrapKey(wrappingKey: Uint8Array, material: Uint8Array): Uint8Array {
  const name = wrapName(wrappingKey)
  if (material.length < 16 || material.length % 8 !== 0) {
    throw invalidParameter(
      `AES key wrap takes no key material of ${material.length} bytes`,
      'It takes multiples of 8 bytes from 16 up',
    )
  }
  const wrap = ifOpenSslHas(name, () => createCipheriv(name, wrappingKey, initialValue))
  return Buffer.concat([wrap.update(material), wrap.final()])
}

/** Throws KmipError; a wrong wrapping key and changed bytes are the same Cryptographic Failure. */
export function unwrapKey(wrappingKey: Uint8Array, wrapped: Uint8Array): Uint8Array {
  const name = wrapName(wrappingKey)
  if (wrapped.length < 24 || wrapped.length % 8 !== 0) {
    throw invalidParameter(
      `${wrapped.length} bytes are no key in AES key wrap`,
      'It has multiples of 8 bytes from 24 up',
    )
  }
  const unwrap = ifOpenSslHas(name, () => createDecipheriv(name, wrappingKey, initialValue))
  try {
    return Buffer.concat([unwrap.update(wrapped), unwrap.final()])
  } catch (cause) {
    throw new KmipError('CryptographicFailure', 'The wrapped key does not open with this wrapping key', {cause})
  }
}

function wrapName(wrappingKey: Uint8Array): string {
  const name = wrapNames[wrappingKey.length]
  if (name !== undefined) return name
  throw invalidParameter(
    `A wrapping key of ${wrappingKey.length * 8} bits does not fit AES`,
    'Use 128, 192 or 256 bits',
  )
}
