import {randomBytes} from 'node:crypto'
import {StorageError} from '../../errors.ts'
import {decrypt, encrypt, nonceLength} from './authenticated.ts'
import type {SealRecord} from './seal.ts'

const bound = Buffer.from('kmipctl store key')

/** Wraps the store key under a secret of 32 bytes; base64. */
export function wrapStoreKey(secret: Uint8Array, storeKey: Uint8Array): string {
  const nonce = randomBytes(nonceLength)
  return Buffer.concat([nonce, encrypt(secret, nonce, storeKey, bound)]).toString('base64')
}

/** Fails with StorageError WRONG_SEAL, saying that `what` does not fit. */
export function unwrapStoreKey(secret: Uint8Array, {wrappedKey}: SealRecord, what: string): Uint8Array {
  const bytes = Buffer.from(wrappedKey, 'base64')
  const storeKey = decrypt(secret, bytes.subarray(0, nonceLength), bytes.subarray(nonceLength), bound)
  if (storeKey === undefined) throw new StorageError('WRONG_SEAL', `${what} does not open this store`)
  return storeKey
}
