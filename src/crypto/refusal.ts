import {KmipError} from '../kmip/error.ts'

/*
 * Every version of KMIP knows these reasons; the closer ones of 2.0 (Bad and Unsupported Cryptographic Parameters,
 * Missing Initialization Vector) would be unknown numbers to a 1.x peer.
 */

/** A parameter, length or key that no implementation could work with. */
export function invalidParameter(message: string, hint?: string, cause?: unknown): KmipError {
  return new KmipError('InvalidField', message, {hint, cause})
}

/** Neither the request nor the key says it. */
export function missingParameter(message: string): KmipError {
  return new KmipError('MissingData', message, {hint: 'Send Cryptographic Parameters or set them on the key'})
}

/** Valid in KMIP, but OpenSSL does not have it. */
export function unsupportedParameter(message: string, options: {hint?: string; cause?: unknown} = {}): KmipError {
  return new KmipError('FeatureNotSupported', message, options)
}

/** One message for a wrong key, tag and padding alike: telling them apart would make an oracle. */
export function decryptionFailure(cause?: unknown): KmipError {
  return new KmipError('CryptographicFailure', 'Decryption failed', {cause})
}
