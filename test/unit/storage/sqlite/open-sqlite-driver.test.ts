import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {openStore} from '../../../../src/storage/open-store.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import {openSqliteDriver} from '../../../../src/storage/sqlite/open-sqlite-driver.ts'
import {addScopes} from '../../../contract/records.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {connect} from './connection.ts'

const folder = temporaryFolder()
const seal = keyFileSeal(join(folder, 'store.key'))

describe('openSqliteDriver', () => {
  it('refuses a file that is no database', async () => {
    const path = join(folder, 'text.db')
    await writeFile(path, 'this is a text, long enough to be looked at '.repeat(30))
    await expect(openSqliteDriver(path)).rejects.toMatchObject({
      storageCode: 'CORRUPT',
      message: `The file ${path} is not a store`,
    })
  })

  it('refuses the database of another program and leaves it as it is', async () => {
    const path = join(folder, 'foreign.db')
    const connection = await connect(path)
    connection.run('CREATE TABLE meta (a)')
    await expect(openSqliteDriver(path)).rejects.toMatchObject({
      storageCode: 'CORRUPT',
      message: `The file ${path} is a database of another program`,
    })
    expect(connection.query('PRAGMA journal_mode')).toEqual([{journal_mode: 'delete'}])
    connection.close()
  })

  it('says that a file cannot be opened', async () => {
    const path = join(folder, 'file')
    await writeFile(path, '')
    await expect(openSqliteDriver(join(path, 'store.db'))).rejects.toMatchObject({
      storageCode: 'UNAVAILABLE',
      hint: expect.stringContaining('belong'),
    })
    await expect(openSqliteDriver(folder)).rejects.toMatchObject({storageCode: 'UNAVAILABLE'})
  })

  it('syncs every commit to the disk, writes ahead, checks foreign keys and zeroes what it deletes', async () => {
    const driver = await openSqliteDriver(join(folder, 'pragmas.db'))
    const pragma = (name: string) => driver.transaction((session) => session.query(`PRAGMA ${name}`))
    expect(await pragma('journal_mode')).toEqual([{journal_mode: 'wal'}])
    expect(await pragma('synchronous')).toEqual([{synchronous: 2}])
    expect(await pragma('foreign_keys')).toEqual([{foreign_keys: 1}])
    expect(await pragma('secure_delete')).toEqual([{secure_delete: 1}])
    await driver[Symbol.asyncDispose]()
  })

  it('cannot write through the reading connection', async () => {
    const driver = await openSqliteDriver(join(folder, 'readonly.db'))
    await expect(driver.query('CREATE TABLE t (a)')).rejects.toMatchObject({storageCode: 'UNAVAILABLE'})
    await driver[Symbol.asyncDispose]()
  })

  it('writes while it reads, and reads what was there when the reading began', async () => {
    const driver = await openSqliteDriver(join(folder, 'both.db'))
    await driver.transaction((session) => session.run('CREATE TABLE t (a)'))
    const count = 'SELECT count(*) AS total FROM t'
    const seen = await driver.read(async (session) => {
      const before = await session.query(count)
      await driver.transaction((writing) => writing.run('INSERT INTO t VALUES (1)'))
      return [...before, ...(await session.query(count))]
    })
    expect(seen).toEqual([{total: 0}, {total: 0}])
    expect(await driver.query(count)).toEqual([{total: 1}])
    await driver[Symbol.asyncDispose]()
  })

  it('goes on reading while another process holds the lock, and says so when writing waits too long', async () => {
    const path = join(folder, 'locked.db')
    const store = await openStore({location: path, seal})
    await addScopes(store, 's')
    await store[Symbol.asyncDispose]()
    const driver = await openSqliteDriver(path, {patience: 60})
    const other = await connect(path)
    other.run('BEGIN IMMEDIATE')
    let turns = 0
    const ticking = setInterval(() => turns++, 1)
    const waiting = [driver.transaction(async () => 1), driver.transaction(async () => 2)]
    expect(await driver.query('SELECT count(*) AS total FROM scopes')).toEqual([{total: 1}])
    for (const one of waiting)
      await expect(one).rejects.toMatchObject({
        storageCode: 'UNAVAILABLE',
        message: `The store ${path} is in use by another process`,
      })
    clearInterval(ticking)
    // the process was not stopped while it waited
    expect(turns).toBeGreaterThan(10)
    const patient = driver.transaction(async () => 3)
    setTimeout(() => other.run('COMMIT'), 15)
    expect(await patient).toBe(3)
    other.close()
    await driver[Symbol.asyncDispose]()
  })
})
