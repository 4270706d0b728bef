import {createSecretKey, type KeyObject, randomBytes} from 'node:crypto'
import {StorageError} from '../../errors.ts'
import {decrypt, encrypt, nonceLength, tagLength} from './authenticated.ts'

/** The row that sealed bytes belong to; they open nowhere else. */
export interface RowIdentity {
  readonly table: 'objects' | 'authorities' | 'continuations' | 'jobs' | 'roles' | 'settings'
  /** Empty for what belongs to no scope. */
  readonly scopeId: string
  readonly id: string
}

const formatVersion = 1
const keyLength = 32
const wrappedLength = nonceLength + keyLength + tagLength
const headerLength = 1 + wrappedLength + nonceLength

/**
 * Seals the secret column of a row with a data key of its own, and the data key with the store key.
 * Format: version, nonce and data key under the store key, nonce and bytes under the data key.
 */
export class RowCipher {
  readonly #storeKey: KeyObject

  /** Takes over the 32 bytes of the store key and zeroes them. */
  constructor(storeKey: Uint8Array) {
    this.#storeKey = createSecretKey(storeKey)
    storeKey.fill(0)
  }

  seal(clear: Uint8Array, row: RowIdentity): Uint8Array {
    const bound = boundData(row)
    const random = randomBytes(nonceLength + keyLength + nonceLength)
    const wrapNonce = random.subarray(0, nonceLength)
    const dataKey = random.subarray(nonceLength, nonceLength + keyLength)
    const nonce = random.subarray(nonceLength + keyLength)
    const wrapped = encrypt(this.#storeKey, wrapNonce, dataKey, bound)
    const sealed = encrypt(dataKey, nonce, clear, bound)
    dataKey.fill(0)
    return Buffer.concat([Buffer.of(formatVersion), wrapNonce, wrapped, nonce, sealed])
  }

  /** Fails with StorageError CORRUPT when the bytes were changed or belong to another row. */
  open(sealed: Uint8Array, row: RowIdentity): Uint8Array {
    if (sealed[0] !== formatVersion || sealed.length < headerLength + tagLength) throw tampered(row)
    const bound = boundData(row)
    const wrapNonce = sealed.subarray(1, 1 + nonceLength)
    const wrapped = sealed.subarray(1 + nonceLength, 1 + wrappedLength)
    const dataKey = decrypt(this.#storeKey, wrapNonce, wrapped, bound)
    if (dataKey === undefined) throw tampered(row)
    const nonce = sealed.subarray(1 + wrappedLength, headerLength)
    const clear = decrypt(dataKey, nonce, sealed.subarray(headerLength), bound)
    dataKey.fill(0)
    if (clear === undefined) throw tampered(row)
    return clear
  }
}

function boundData({table, scopeId, id}: RowIdentity): Buffer {
  return Buffer.from(JSON.stringify([formatVersion, table, scopeId, id]))
}

function tampered({table, id}: RowIdentity): StorageError {
  return new StorageError('CORRUPT', `The sealed bytes of ${id} in ${table} do not open`, {
    hint: 'The row was changed outside of kmipctl; restore it from a backup',
  })
}
