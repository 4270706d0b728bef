import {KmipError} from '../../kmip/error.ts'

/** KMIP 1.4 section 11.7: more was asked for than the derivation gives. Lengths are in bytes. */
export function derivationTooShort(wanted: number, has: number): KmipError {
  return new KmipError(
    'CryptographicFailure',
    `The derivation gives ${has * 8} bits, less than the Cryptographic Length of ${wanted * 8} bits`,
  )
}
