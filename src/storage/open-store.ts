import {ConfigError} from '../errors.ts'
import type {Seal} from './seal/seal.ts'
import type {Store} from './store.ts'

export interface OpenStoreOptions {
  /** `memory:`, `sqlite:PATH` or a path. */
  readonly location: string
  /** Needed by every store that outlives the process. */
  readonly seal?: Seal | undefined
}

const scheme = /^([a-z][a-z0-9+.-]+):/i

/**
 * Opens a store, or makes it when there is none. Fails with ConfigError for a location that is not understood, with
 * StorageError WRONG_SEAL, CORRUPT or UNAVAILABLE.
 */
export async function openStore({location, seal}: OpenStoreOptions): Promise<Store> {
  const name = scheme.exec(location)?.[1]?.toLowerCase()
  if (name === undefined) return openSqlite(location, seal)
  const rest = location.slice(name.length + 1)
  switch (name) {
    case 'sqlite':
      return openSqlite(rest, seal)
    case 'memory':
      return openMemory(rest)
    case 'postgres':
    case 'postgresql':
      throw new ConfigError('PostgreSQL stores are not available in this version', {hint: 'Use sqlite:PATH'})
    default:
      throw new ConfigError(`The store location has the unknown scheme ${name}`, {hint: 'Use memory: or sqlite:PATH'})
  }
}

async function openMemory(rest: string): Promise<Store> {
  if (rest !== '') throw new ConfigError('A store in memory has no name', {hint: 'Use memory: alone'})
  const {MemoryStore} = await import('./memory/memory-store.ts')
  return new MemoryStore()
}

async function openSqlite(path: string, seal: Seal | undefined): Promise<Store> {
  if (path === '' || path === ':memory:')
    throw new ConfigError('The store location names no file', {hint: 'Use sqlite:PATH, or memory: for a passing store'})
  if (seal === undefined) throw new ConfigError(`The store ${path} needs a seal`, {hint: 'Name a key file'})
  const [{openSqliteDriver}, {openSqlStore}] = await Promise.all([
    import('./sqlite/open-sqlite-driver.ts'),
    import('./sql/open-sql-store.ts'),
  ])
  const driver = await openSqliteDriver(path)
  try {
    return await openSqlStore(driver, seal)
  } catch (error) {
    await driver[Symbol.asyncDispose]()
    throw error
  }
}
