import {randomBytes} from 'node:crypto'
import {link, mkdir, open, rm} from 'node:fs/promises'
import {dirname, resolve} from 'node:path'
import {ConfigError, StorageError} from '../../errors.ts'
import {isSystemError} from '../system-error.ts'
import type {Seal} from './seal.ts'
import {unwrapStoreKey, wrapStoreKey} from './wrapped-key.ts'

const content = /^([0-9a-f]{64})\s*$/i

/**
 * Seals with 32 bytes kept in hexadecimal in a file that only its owner may read. The file is made with the store; a
 * file already there is used.
 */
export function keyFileSeal(path: string): Seal {
  const file = resolve(path)
  return {
    kind: 'key-file',
    async wrap(storeKey) {
      const secret = (await readSecret(file)) ?? (await createSecret(file))
      const wrappedKey = wrapStoreKey(secret, storeKey)
      secret.fill(0)
      return {kind: 'key-file', parameters: {}, wrappedKey}
    },
    async unwrap(record) {
      const secret = await readSecret(file)
      if (secret === undefined)
        throw new StorageError('WRONG_SEAL', `The key file ${file} of the store is missing`, {
          hint: 'Restore the key file: without it the keys in the store cannot be read',
        })
      try {
        return unwrapStoreKey(secret, record, `The key file ${file}`)
      } finally {
        secret.fill(0)
      }
    },
  }
}

async function readSecret(file: string): Promise<Buffer | undefined> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isSystemError(error, 'ENOENT')) return undefined
    throw new ConfigError(`The key file ${file} cannot be read`, {cause: error})
  })
  if (handle === undefined) return undefined
  try {
    const {mode} = await handle.stat()
    // Windows has no such bits
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new ConfigError(`The key file ${file} can be read by others than its owner`, {
        hint: `Run chmod 600 ${file}`,
      })
    return parseSecret(file, await handle.readFile('latin1'))
  } finally {
    await handle.close()
  }
}

function parseSecret(file: string, text: string): Buffer {
  const digits = content.exec(text)?.[1]
  if (digits !== undefined) return Buffer.from(digits, 'hex')
  throw new ConfigError(`The key file ${file} does not hold 32 bytes in hexadecimal`)
}

/**
 * The file appears whole or not at all, and is on the disk before the store relies on it. Where another process was
 * first, its file counts.
 */
async function createSecret(file: string): Promise<Buffer> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await mkdir(dirname(file), {recursive: true, mode: 0o700})
    await writeDurably(draft, `${randomBytes(32).toString('hex')}\n`)
    await link(draft, file)
    await syncFolder(dirname(file))
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw new ConfigError(`The key file ${file} cannot be made`, {cause: error})
  } finally {
    await rm(draft, {force: true})
  }
  const secret = await readSecret(file)
  if (secret === undefined) throw new ConfigError(`The key file ${file} vanished while the store was made`)
  return secret
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
