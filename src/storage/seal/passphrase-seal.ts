import {randomBytes, scrypt} from 'node:crypto'
import {ConfigError, StorageError} from '../../errors.ts'
import type {Seal, SealRecord} from './seal.ts'
import {unwrapStoreKey, wrapStoreKey} from './wrapped-key.ts'

interface ScryptParameters {
  /** A power of two. */
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
  readonly salt: Buffer
}

/** 128 MiB and about half a second for each guess. */
const defaultCost = 2 ** 17
/** What a changed record could make the program spend at most: 1 GiB. */
const largestCost = 2 ** 20
const smallestCost = 2 ** 14

/** Seals with a key derived from a passphrase by scrypt (RFC 7914), with a salt for each store. */
export function passphraseSeal(passphrase: string, options: {readonly cost?: number} = {}): Seal {
  if (passphrase === '') throw new ConfigError('The passphrase of the store is empty')
  return {
    kind: 'passphrase',
    async wrap(storeKey) {
      const salt = randomBytes(16)
      const parameters = {cost: options.cost ?? defaultCost, blockSize: 8, parallelization: 1, salt}
      const secret = await derive(passphrase, parameters)
      const wrappedKey = wrapStoreKey(secret, storeKey)
      secret.fill(0)
      return {kind: 'passphrase', parameters: {...parameters, salt: salt.toString('base64')}, wrappedKey}
    },
    async unwrap(record) {
      const secret = await derive(passphrase, parse(record))
      try {
        return unwrapStoreKey(secret, record, 'The passphrase')
      } finally {
        secret.fill(0)
      }
    },
  }
}

function derive(passphrase: string, {cost, blockSize, parallelization, salt}: ScryptParameters): Promise<Buffer> {
  // the same passphrase typed on another keyboard may come in another form
  const password = Buffer.from(passphrase.normalize('NFC'))
  // OpenSSL needs a little more than the block memory itself
  const options = {N: cost, r: blockSize, p: parallelization, maxmem: 128 * blockSize * (cost + 64)}
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, options, (error, key) => {
      password.fill(0)
      if (error) reject(error)
      else resolve(key)
    })
  })
}

function parse({parameters}: SealRecord): ScryptParameters {
  const {cost, blockSize, parallelization, salt} = parameters
  const isPlausible =
    typeof cost === 'number' &&
    cost >= smallestCost &&
    cost <= largestCost &&
    Number.isInteger(Math.log2(cost)) &&
    blockSize === 8 &&
    parallelization === 1 &&
    typeof salt === 'string'
  if (isPlausible) return {cost, blockSize, parallelization, salt: Buffer.from(salt, 'base64')}
  throw new StorageError('CORRUPT', 'The parameters of the passphrase seal in the store are not usable')
}
