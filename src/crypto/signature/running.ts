import {
  createSign,
  createVerify,
  sign,
  type KeyObject,
  type SignKeyObjectInput,
  type VerifyKeyObjectInput,
} from 'node:crypto'
import {modulusBits} from '../rsa/modulus.ts'
import {promisify} from 'node:util'
import {KmipError} from '../../kmip/error.ts'

const signOnThread = promisify(sign)

/** Signs data in parts; `hash` is OpenSSL's name. */
export function signParts(hash: string, parts: readonly Uint8Array[], key: SignKeyObjectInput): Buffer {
  return orFailure(() => {
    const running = createSign(hash)
    for (const part of parts) running.update(part)
    return running.sign(key)
  })
}

/** The same on another thread. */
export async function signPartsLater(
  hash: string,
  parts: readonly Uint8Array[],
  key: SignKeyObjectInput,
): Promise<Buffer> {
  try {
    return await signOnThread(hash, Buffer.concat(parts), key)
  } catch (cause) {
    throw signingFailure(cause)
  }
}

/** False also for what is no signature at all. */
export function verifyParts(
  hash: string,
  parts: readonly Uint8Array[],
  key: VerifyKeyObjectInput,
  signature: Uint8Array,
): boolean {
  return orInvalid(() => {
    const running = createVerify(hash)
    for (const part of parts) running.update(part)
    return running.verify(key, signature)
  })
}

/** What OpenSSL refuses to sign with this key. */
export function orFailure<T>(sign: () => T): T {
  try {
    return sign()
  } catch (cause) {
    if (cause instanceof KmipError) throw cause
    throw signingFailure(cause)
  }
}

function signingFailure(cause: unknown): KmipError {
  return new KmipError('CryptographicFailure', 'The key cannot sign this with these parameters', {cause})
}

/** OpenSSL throws for signatures of another form than the key's. */
export function orInvalid(verify: () => boolean): boolean {
  try {
    return verify()
  } catch (cause) {
    if (cause instanceof KmipError) throw cause
    return false
  }
}

/** An RSA signature is as long as the modulus (RFC 8017 section 8.1.2); OpenSSL alone would fill up a shorter one. */
export function checkedLength(key: KeyObject, signature: Uint8Array): Uint8Array {
  const bits = modulusBits(key)
  if (signature.length === Math.ceil(bits / 8)) return signature
  throw new RangeError('The signature is not as long as the modulus')
}
