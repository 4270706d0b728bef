import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import {migrations} from '../../../../src/storage/sql/migrations/index.ts'
import type {Migration} from '../../../../src/storage/sql/migrations/migration.ts'
import {openSqlStore} from '../../../../src/storage/sql/open-sql-store.ts'
import {openSqliteDriver} from '../../../../src/storage/sqlite/open-sqlite-driver.ts'
import {addObjects, addScopes, storedObject, text} from '../../../contract/records.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const folder = temporaryFolder()
const seal = keyFileSeal(join(folder, 'store.key'))
const latest = migrations.length
const next: Migration = {
  version: latest + 1,
  statements: {sqlite: ['CREATE TABLE later (a)', 'INSERT INTO later VALUES (7)']},
}
const tables = `SELECT name FROM sqlite_schema WHERE name = 'later'`
const version = `SELECT value FROM meta WHERE name = 'schema_version'`

const openWith = async (name: string, known: readonly Migration[], with_ = seal) => {
  const driver = await openSqliteDriver(join(folder, name))
  try {
    await openSqlStore(driver, with_, known)
    return {tables: await driver.query(tables), version: await driver.query(version)}
  } finally {
    await driver[Symbol.asyncDispose]()
  }
}

describe('migrations', () => {
  it('are numbered from one without a gap', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1))
  })

  it('bring a store forward once', async () => {
    expect(await openWith('forward.db', migrations)).toEqual({tables: [], version: [{value: `${latest}`}]})
    const after = {tables: [{name: 'later'}], version: [{value: `${latest + 1}`}]}
    expect(await openWith('forward.db', [...migrations, next])).toEqual(after)
    expect(await openWith('forward.db', [...migrations, next])).toEqual(after)
  })

  it('leave a store that is newer than the program alone', async () => {
    await openWith('newer.db', [...migrations, next])
    await expect(openWith('newer.db', migrations)).rejects.toMatchObject({
      storageCode: 'UNAVAILABLE',
      message: `The store has schema version ${latest + 1}, this program knows ${latest}`,
    })
  })

  it('are undone as a whole when one fails', async () => {
    await openWith('failing.db', migrations)
    const failing = {version: latest + 2, statements: {sqlite: ['CREATE TABLE meta (a)']}}
    await expect(openWith('failing.db', [...migrations, next, failing])).rejects.toThrow('already exists')
    expect(await openWith('failing.db', migrations)).toEqual({tables: [], version: [{value: `${latest}`}]})
  })

  it('keep what a store held before authorities had names and credentials had labels', async () => {
    await openWith('older.db', migrations.slice(0, 3))
    const driver = await openSqliteDriver(join(folder, 'older.db'))
    await driver.transaction(async (transaction) => {
      for (const statement of [
        `INSERT INTO scopes VALUES ('s', 'finance', 1)`,
        `INSERT INTO authorities VALUES ('kmipctl-root', 'root pem', x'01', NULL, 1, NULL)`,
        `INSERT INTO authorities VALUES ('s/1', 'scope pem', x'02', NULL, 1, 's')`,
        `INSERT INTO roles (id, scope_id, name, grant_kind, operations, created_at) VALUES ('r', 's', 'app', 'all', '[]', 1)`,
        `INSERT INTO credentials VALUES ('7', 'f', 's', 'r', 'pem', 1, 2, 1, NULL)`,
        `INSERT INTO objects (id, scope_id, object_type, attributes, entries) VALUES ('1', 's', 'SymmetricKey', x'', '[]')`,
      ])
        await transaction.run(statement)
    })
    await driver[Symbol.asyncDispose]()
    await using store = await openSqlStore(await openSqliteDriver(join(folder, 'older.db')), seal)
    const kept = await store.read(async ({administration, objects}) => ({
      role: await administration.role('s', 'app'),
      credential: await administration.credential('7'),
      object: await objects.get('s', '1'),
    }))
    expect(kept.role).toMatchObject({id: 'r', authority: undefined})
    expect(kept.credential).toMatchObject({authority: 'kmipctl-intermediate/1', labels: {}})
    expect(kept.object?.roleId).toBeUndefined()
    await store.transaction(({administration}) => administration.deleteScope('s'))
    const reopened = await openSqliteDriver(join(folder, 'older.db'))
    const rows = await reopened.query('SELECT name, kind, private_key FROM authorities')
    await reopened[Symbol.asyncDispose]()
    expect(rows).toEqual([{name: 'kmipctl-root', kind: 'default', private_key: Uint8Array.of(1)}])
  })

  it('give a new store one key when two find it empty at the same moment', async () => {
    const drivers = [await openSqliteDriver(join(folder, 'race.db')), await openSqliteDriver(join(folder, 'race.db'))]
    // both read before either writes: writing waits for the next turn of the event loop
    const [first, second] = await Promise.all(drivers.map((driver) => openSqlStore(driver, seal)))
    if (first === undefined || second === undefined) throw new TypeError('two drivers give two stores')
    await addScopes(first, 's')
    await addObjects(first, storedObject('1'))
    const object = await second.read(({objects}) => objects.get('s', '1'))
    expect(text(object?.material)).toBe('material of 1')
    for (const store of [first, second]) await store[Symbol.asyncDispose]()
  })

  it('wait for the right seal', async () => {
    await openWith('sealed.db', migrations)
    const stranger = keyFileSeal(join(folder, 'stranger.key'))
    await openWith('stranger.db', migrations, stranger)
    const wrong = openWith('sealed.db', [...migrations, next], stranger)
    await expect(wrong).rejects.toMatchObject({storageCode: 'WRONG_SEAL'})
    expect(await openWith('sealed.db', migrations)).toMatchObject({version: [{value: `${latest}`}]})
  })
})
