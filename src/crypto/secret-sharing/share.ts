import {KmipError} from '../../kmip/error.ts'

/** One part of a secret. */
export interface Share {
  /** Its Key Part Identifier: 1 or more. */
  readonly identifier: number
  readonly material: Uint8Array
}

/** Into how many parts a secret is split, and how many of them give it back. */
export interface Division {
  readonly parts: number
  readonly threshold: number
}

/** The only answer to shares that do not belong together: it does not tell which one is wrong. */
export function inconsistentShares(): KmipError {
  return new KmipError('CryptographicFailure', 'The parts are not parts of one secret')
}
