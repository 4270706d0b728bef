import {randomBytes} from 'node:crypto'
import {chmod, readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {ConfigError} from '../../../../src/errors.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import {passphraseSeal} from '../../../../src/storage/seal/passphrase-seal.ts'
import {createStoreKey, openStoreKey} from '../../../../src/storage/seal/store-key.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const folder = temporaryFolder()
const cost = 2 ** 14
const wrongSeal = {storageCode: 'WRONG_SEAL'}
const storeKey = randomBytes(32)

describe('the key file seal', () => {
  it('makes a file of 32 bytes in hexadecimal for its owner only, and opens with it', async () => {
    const file = join(folder, 'keys', 'new.key')
    const record = await keyFileSeal(file).wrap(storeKey)
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700)
    expect(await readdir(join(folder, 'keys'))).toEqual(['new.key'])
    expect(await keyFileSeal(file).unwrap(record)).toEqual(new Uint8Array(storeKey))
  })

  it('uses a file that is there', async () => {
    const file = join(folder, 'ready.key')
    await writeFile(file, 'AB'.repeat(32), {mode: 0o600})
    const record = await keyFileSeal(file).wrap(storeKey)
    expect(await readFile(file, 'utf8')).toBe('AB'.repeat(32))
    expect(await keyFileSeal(file).unwrap(record)).toEqual(new Uint8Array(storeKey))
  })

  it('refuses a file that others can read', async () => {
    const file = join(folder, 'open.key')
    await writeFile(file, 'ab'.repeat(32))
    await chmod(file, 0o640)
    const refused = {
      message: `The key file ${file} can be read by others than its owner`,
      hint: `Run chmod 600 ${file}`,
    }
    await expect(keyFileSeal(file).wrap(storeKey)).rejects.toMatchObject(refused)
    await chmod(file, 0o600)
    const record = await keyFileSeal(file).wrap(storeKey)
    await chmod(file, 0o604)
    await expect(keyFileSeal(file).unwrap(record)).rejects.toMatchObject(refused)
  })

  it.each(['', 'ab'.repeat(31), `${'ab'.repeat(32)}ab`, 'xy'.repeat(32)])(
    'refuses the content "%s"',
    async (content) => {
      const file = join(folder, `bad-${content.length}-${content.slice(0, 2)}.key`)
      await writeFile(file, content, {mode: 0o600})
      await expect(keyFileSeal(file).wrap(storeKey)).rejects.toThrow(ConfigError)
    },
  )

  it('says that the file is missing and does not make another', async () => {
    const record = await keyFileSeal(join(folder, 'lost.key')).wrap(storeKey)
    const missing = join(folder, 'missing.key')
    await expect(keyFileSeal(missing).unwrap(record)).rejects.toMatchObject(wrongSeal)
    await expect(stat(missing)).rejects.toMatchObject({code: 'ENOENT'})
  })

  it('does not open with another file', async () => {
    const record = await keyFileSeal(join(folder, 'first.key')).wrap(storeKey)
    await keyFileSeal(join(folder, 'second.key')).wrap(storeKey)
    await expect(keyFileSeal(join(folder, 'second.key')).unwrap(record)).rejects.toMatchObject(wrongSeal)
  })
})

describe('the passphrase seal', () => {
  it('opens with the same passphrase, in any form of its accents, and keeps its parameters', async () => {
    const record = await passphraseSeal('g\u00e9n\u00e9ral', {cost}).wrap(storeKey)
    expect(record.parameters).toEqual({cost, blockSize: 8, parallelization: 1, salt: expect.any(String)})
    expect(await passphraseSeal('ge\u0301ne\u0301ral').unwrap(record)).toEqual(new Uint8Array(storeKey))
    await expect(passphraseSeal('general').unwrap(record)).rejects.toMatchObject(wrongSeal)
  })

  it('has a salt for each store', async () => {
    const seal = passphraseSeal('same', {cost})
    const [first, second] = [await seal.wrap(storeKey), await seal.wrap(storeKey)]
    expect(first.parameters['salt']).not.toBe(second.parameters['salt'])
  })

  it('costs 128 MiB unless told otherwise', async () => {
    const record = await passphraseSeal('slow').wrap(storeKey)
    expect(record.parameters['cost']).toBe(2 ** 17)
    expect(await passphraseSeal('slow').unwrap(record)).toEqual(new Uint8Array(storeKey))
  })

  it.each([
    {cost: 2 ** 30},
    {cost: 2},
    {cost: 2 ** 15 + 1},
    {cost: 'x'},
    {blockSize: 1024},
    {parallelization: 99},
    {salt: 1},
  ])('refuses parameters that were changed to %j', async (change) => {
    const record = await passphraseSeal('p', {cost}).wrap(storeKey)
    const changed = {...record, parameters: {...record.parameters, ...change}}
    await expect(passphraseSeal('p').unwrap(changed)).rejects.toMatchObject({storageCode: 'CORRUPT'})
  })

  it('refuses an empty passphrase', () => {
    expect(() => passphraseSeal('')).toThrow(ConfigError)
  })
})

describe('the store key', () => {
  it('is wrapped and opened by any seal', async () => {
    const seal = passphraseSeal('p', {cost})
    const sealedKey = await createStoreKey(seal)
    const opened = await openStoreKey(seal, sealedKey)
    expect(opened).toHaveLength(32)
    expect(await openStoreKey(seal, sealedKey)).toEqual(opened)
  })

  it('does not open with a seal of another kind', async () => {
    const sealedKey = await createStoreKey(passphraseSeal('p', {cost}))
    await expect(openStoreKey(keyFileSeal(join(folder, 'other.key')), sealedKey)).rejects.toMatchObject({
      storageCode: 'WRONG_SEAL',
      message: 'The store is sealed by a passphrase, not by a key-file',
    })
  })

  it('does not open when the record wraps the key of another store', async () => {
    const seal = passphraseSeal('p', {cost})
    const [first, second] = [await createStoreKey(seal), await createStoreKey(seal)]
    await expect(openStoreKey(seal, {...first, sealed: second.sealed})).rejects.toMatchObject(wrongSeal)
  })

  it.each(['', '{}', '[]', '{"kind":"passphrase"}', 'null'])('reports the damaged record %s', async (sealed) => {
    await expect(openStoreKey(passphraseSeal('p', {cost}), {sealed, check: ''})).rejects.toMatchObject({
      storageCode: 'CORRUPT',
    })
  })
})
