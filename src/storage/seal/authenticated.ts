import {createCipheriv, createDecipheriv, type KeyObject} from 'node:crypto'

export const nonceLength = 12
export const tagLength = 16

/** AES-256-GCM; returns ciphertext and tag. */
export function encrypt(key: Uint8Array | KeyObject, nonce: Uint8Array, clear: Uint8Array, bound: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(bound)
  return Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()])
}

/** Undoes `encrypt`; undefined when key, nonce, ciphertext or bound data are not the same. */
export function decrypt(
  key: Uint8Array | KeyObject,
  nonce: Uint8Array,
  sealed: Uint8Array,
  bound: Uint8Array,
): Uint8Array | undefined {
  const end = sealed.length - tagLength
  if (end < 0) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, {authTagLength: tagLength})
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(end))
  const clear = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
  } catch {
    // the only failure here is a tag that does not fit
    clear.fill(0)
    return undefined
  }
  return new Uint8Array(clear.buffer, clear.byteOffset, clear.length)
}
