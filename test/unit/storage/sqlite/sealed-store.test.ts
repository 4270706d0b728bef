import {chmod, mkdir, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {openStore} from '../../../../src/storage/open-store.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import {passphraseSeal} from '../../../../src/storage/seal/passphrase-seal.ts'
import type {Seal} from '../../../../src/storage/seal/seal.ts'
import type {Store} from '../../../../src/storage/store.ts'
import {
  addObjects,
  addScopes,
  authorityRecord,
  bytes,
  continuation,
  credentialRecord,
  roleRecord,
  storedObject,
} from '../../../contract/records.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {connect} from './connection.ts'

const folder = temporaryFolder()
const secrets = ['secret material', 'secret private key', 'secret state', 'role secret']
const corrupt = {storageCode: 'CORRUPT'}

const open = (name: string, seal: Seal = keyFileSeal(join(folder, name, 'store.key'))): Promise<Store> =>
  openStore({location: join(folder, name, 'store.db'), seal})

async function fill(name: string): Promise<void> {
  const store = await open(name)
  await addScopes(store, 's', 't')
  await addObjects(
    store,
    storedObject('1', {name: 'readable'}, {material: bytes('secret material')}),
    storedObject('2'),
  )
  await store.transaction(async ({administration, continuations}) => {
    await administration.insertAuthority(authorityRecord('root', {privateKeyPem: 'secret private key'}))
    await administration.insertAuthority(authorityRecord('issuing'))
    await administration.insertRole(roleRecord('secretive', 's'))
    await continuations.put({...continuation('c'), state: bytes('secret state')})
    await continuations.put(continuation('c', 't'))
  })
  await store[Symbol.asyncDispose]()
}

async function change(name: string, sql: string): Promise<void> {
  const connection = await connect(join(folder, name, 'store.db'))
  expect(connection.run(sql)).toBe(1)
  connection.close()
}

/** What lasts after closing: SQLite may leave an empty log. */
async function contents(name: string): Promise<string[]> {
  expect(await logSize(name)).toBe(0)
  return Promise.all(['store.db', 'store.key'].map((file) => readFile(join(folder, name, file), 'hex')))
}

async function logSize(name: string): Promise<number> {
  const log = (await readdir(join(folder, name))).find((file) => file.endsWith('-wal'))
  return log === undefined ? 0 : (await stat(join(folder, name, log))).size
}

describe('a sealed store', () => {
  it('has no secret in clear in any of its files, neither while it is open nor after', async () => {
    await fill('clear')
    const store = await open('clear')
    await addObjects(
      store,
      storedObject('3', {}, {material: bytes('secret material'), attributes: bytes('readable too')}),
    )
    const check = async (): Promise<string> => {
      const files = await readdir(join(folder, 'clear'))
      const all = await Promise.all(files.map((file) => readFile(join(folder, 'clear', file), 'latin1')))
      for (const secret of secrets) expect(all.join()).not.toContain(secret)
      return all.join()
    }
    expect(await check()).toContain('readable too')
    await store[Symbol.asyncDispose]()
    expect(await check()).toContain('readable')
  })

  it('is for its owner only', async () => {
    const store = await open('modes')
    const files = await readdir(join(folder, 'modes'))
    expect(files.sort()).toEqual(['store.db', 'store.db-shm', 'store.db-wal', 'store.key'])
    for (const file of files) expect((await stat(join(folder, 'modes', file))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'modes'))).mode & 0o777).toBe(0o700)
    await store[Symbol.asyncDispose]()
    expect(await logSize('modes')).toBe(0)
  })

  it('does not open with another seal, nor change', async () => {
    await fill('wrong')
    await open('stranger').then((store) => store[Symbol.asyncDispose]())
    const before = await contents('wrong')
    const seals = [
      keyFileSeal(join(folder, 'stranger', 'store.key')),
      keyFileSeal(join(folder, 'wrong', 'missing.key')),
      passphraseSeal('wrong'),
    ]
    for (const seal of seals) await expect(open('wrong', seal)).rejects.toMatchObject({storageCode: 'WRONG_SEAL'})
    expect(await contents('wrong')).toEqual(before)
    await open('wrong').then((store) => store[Symbol.asyncDispose]())
  })

  it('does not get a new key when its key file is gone', async () => {
    await fill('gone')
    await rm(join(folder, 'gone', 'store.key'))
    await expect(open('gone')).rejects.toMatchObject({storageCode: 'WRONG_SEAL'})
    expect(await readdir(join(folder, 'gone'))).not.toContain('store.key')
  })

  it('stays empty when the seal cannot be made, and opens when it can', async () => {
    await mkdir(join(folder, 'unready'))
    await writeFile(join(folder, 'unready', 'store.key'), 'ab'.repeat(32), {mode: 0o600})
    await chmod(join(folder, 'unready', 'store.key'), 0o644)
    await expect(open('unready')).rejects.toMatchObject({code: 'CONFIG'})
    await chmod(join(folder, 'unready', 'store.key'), 0o600)
    await open('unready').then((store) => store[Symbol.asyncDispose]())
  })

  it('opens with its passphrase', async () => {
    const seal = passphraseSeal('correct horse', {cost: 2 ** 14})
    const store = await open('passphrase', seal)
    await addScopes(store, 's')
    await addObjects(store, storedObject('1'))
    await store[Symbol.asyncDispose]()
    await expect(open('passphrase', passphraseSeal('wrong horse'))).rejects.toMatchObject({storageCode: 'WRONG_SEAL'})
    const again = await open('passphrase', passphraseSeal('correct horse'))
    expect((await again.read(({objects}) => objects.get('s', '1')))?.material).toEqual(bytes('material of 1'))
    await again[Symbol.asyncDispose]()
  })

  it('zeroes the destroyed material in the file', async () => {
    await fill('destroyed')
    const connection = await connect(join(folder, 'destroyed', 'store.db'))
    const [row] = connection.query(`SELECT hex(material) AS material FROM objects WHERE id = '1'`)
    connection.close()
    const sealed = Buffer.from(String(row?.['material']), 'hex')
    const file = (): Promise<Buffer> => readFile(join(folder, 'destroyed', 'store.db'))
    expect((await file()).includes(sealed.subarray(20))).toBe(true)
    const store = await open('destroyed')
    await store.transaction(({objects}) => objects.update(storedObject('1', {}, {material: undefined})))
    await store[Symbol.asyncDispose]()
    expect((await file()).includes(sealed.subarray(20))).toBe(false)
  })
})

describe('a store changed by another program', () => {
  const material = (store: Store) => store.read(({objects}) => objects.get('s', '1'))
  const authority = (store: Store) => store.read(({administration}) => administration.authority('root'))
  const state = (store: Store) => store.read(({continuations}) => continuations.get('s', 'c'))
  const role = (store: Store) => store.read(({administration}) => administration.roleById('r'))

  it.each([
    [
      'material of another object',
      `UPDATE objects SET material = (SELECT material FROM objects WHERE id = '2') WHERE id = '1'`,
      material,
    ],
    ['an object renamed', `UPDATE objects SET id = '1' WHERE id = '2'`, material],
    ['material cut', `UPDATE objects SET material = substr(material, 1, 40) WHERE id = '1'`, material],
    ['material that is text', `UPDATE objects SET material = zeroblob(120) WHERE id = '1'`, material],
    [
      'a private key exchanged',
      `UPDATE authorities SET private_key = (SELECT private_key FROM authorities WHERE name = 'issuing') WHERE name = 'root'`,
      authority,
    ],
    [
      'a state of another scope',
      `UPDATE continuations SET state = (SELECT state FROM continuations WHERE scope_id = 't') WHERE scope_id = 's'`,
      state,
    ],
    ['a role with an unknown grant', `UPDATE roles SET grant_kind = 'more' WHERE id = 'r'`, role],
    ['a role with broken operations', `UPDATE roles SET operations = '[' WHERE id = 'r'`, role],
    ['a role whose operations are no list', `UPDATE roles SET operations = '{}' WHERE id = 'r'`, role],
  ] as const)('reports %s as damaged', async (what, sql, read) => {
    await fill(what)
    const filled = await open(what)
    await filled.transaction(async ({administration}) => {
      await administration.insertRole(roleRecord('r', 's'))
      await administration.insertCredential(credentialRecord('1', 's', 'r'))
    })
    await filled[Symbol.asyncDispose]()
    if (what === 'an object renamed') await change(what, `DELETE FROM objects WHERE id = '1'`)
    await change(what, sql)
    const store = await open(what)
    await expect(read(store)).rejects.toMatchObject(corrupt)
    await store[Symbol.asyncDispose]()
  })

  it.each([
    ['its seal removed', `DELETE FROM meta WHERE name = 'seal'`],
    ['its seal broken', `UPDATE meta SET value = '{' WHERE name = 'seal'`],
    ['its version broken', `UPDATE meta SET value = 'x' WHERE name = 'schema_version'`],
  ])('does not open with %s', async (what, sql) => {
    await fill(what)
    await change(what, sql)
    await expect(open(what)).rejects.toMatchObject(corrupt)
  })
})
