import {KmipError} from '../kmip/error.ts'

/** A parameter, length or key that no implementation could work with. */
export function invalidParameter(message: string, hint?: string, cause?: unknown): KmipError {
  return new KmipError('BadCryptographicParameters', message, {hint, cause})
}

/** Neither the request nor the key says it. */
export function missingParameter(message: string): KmipError {
  return new KmipError('MissingData', message, {hint: 'Send Cryptographic Parameters or set them on the key'})
}

/** Valid in KMIP, but OpenSSL does not have it. */
export function unsupportedParameter(message: string, options: {hint?: string; cause?: unknown} = {}): KmipError {
  return new KmipError('UnsupportedCryptographicParameters', message, options)
}

/** One message for a wrong key, tag and padding alike: telling them apart would make an oracle. */
export function decryptionFailure(cause?: unknown): KmipError {
  return new KmipError('CryptographicFailure', 'Decryption failed', {cause})
}
