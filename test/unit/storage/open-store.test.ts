import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {ConfigError} from '../../../src/errors.ts'
import {openStore} from '../../../src/storage/open-store.ts'
import {keyFileSeal} from '../../../src/storage/seal/key-file-seal.ts'
import {temporaryFolder} from './support/temporary-folder.ts'

const folder = temporaryFolder()
const seal = keyFileSeal(join(folder, 'store.key'))

describe('openStore', () => {
  it.each([
    ['memory:', false],
    [join(folder, 'a.db'), true],
    [`sqlite:${join(folder, 'b.db')}`, true],
    [`SQLITE:${join(folder, 'new', 'folder', 'c.db')}`, true],
  ])('opens %s', async (location, durable) => {
    const store = await openStore({location, seal})
    expect(store.capabilities.durable).toBe(durable)
    await store[Symbol.asyncDispose]()
  })

  it.each([
    ['postgres://user:secret@host/base', 'PostgreSQL stores are not available in this version'],
    ['postgresql://host/base', 'PostgreSQL stores are not available in this version'],
    ['mysql://user:secret@host/base', 'The store location has the unknown scheme mysql'],
    ['memory:name', 'A store in memory has no name'],
    ['sqlite:', 'The store location names no file'],
    ['sqlite::memory:', 'The store location names no file'],
    ['', 'The store location names no file'],
  ])('refuses %s without repeating a password', async (location, message) => {
    const refused = openStore({location, seal})
    await expect(refused).rejects.toThrow(ConfigError)
    await expect(refused).rejects.toMatchObject({message, hint: expect.any(String)})
  })

  it('refuses a store that lasts without a seal', async () => {
    await expect(openStore({location: join(folder, 'unsealed.db')})).rejects.toThrow(ConfigError)
  })
})
