import {createHmac, randomBytes, timingSafeEqual} from 'node:crypto'
import {StorageError} from '../../errors.ts'
import {parseStoredJson} from '../stored-json.ts'
import type {Seal, SealRecord} from './seal.ts'

/** What a store keeps of its key. */
export interface SealedKey {
  /** A seal record as JSON. */
  readonly sealed: string
  /** Tells whether an opened key is this store's key. */
  readonly check: string
}

/** Makes the key of a new store. */
export async function createStoreKey(seal: Seal): Promise<SealedKey> {
  const storeKey = randomBytes(32)
  try {
    return {sealed: JSON.stringify(await seal.wrap(storeKey)), check: keyCheck(storeKey)}
  } finally {
    storeKey.fill(0)
  }
}

/** Fails with StorageError WRONG_SEAL when the seal is of another kind or has another secret. */
export async function openStoreKey(seal: Seal, {sealed, check}: SealedKey): Promise<Uint8Array> {
  const record = parseRecord(sealed)
  if (record.kind !== seal.kind)
    throw new StorageError('WRONG_SEAL', `The store is sealed by a ${record.kind}, not by a ${seal.kind}`, {
      hint: `Open the store with its ${record.kind}`,
    })
  const storeKey = await seal.unwrap(record)
  if (storeKey.length === 32 && timingSafeEqual(Buffer.from(check), Buffer.from(keyCheck(storeKey)))) return storeKey
  storeKey.fill(0)
  throw new StorageError('WRONG_SEAL', 'The seal opens a key that is not the key of this store')
}

function keyCheck(storeKey: Uint8Array): string {
  return createHmac('sha256', storeKey).update('kmipctl store key check').digest('hex')
}

function parseRecord(text: string): SealRecord {
  const value = parseStoredJson(text, 'The seal')
  if (isRecord(value)) return value
  throw new StorageError('CORRUPT', 'The seal in the store is incomplete')
}

function isRecord(value: unknown): value is SealRecord {
  if (typeof value !== 'object' || value === null) return false
  if (!('kind' in value && 'parameters' in value && 'wrappedKey' in value)) return false
  const {kind, parameters, wrappedKey} = value
  return (
    typeof kind === 'string' && typeof wrappedKey === 'string' && typeof parameters === 'object' && parameters !== null
  )
}
