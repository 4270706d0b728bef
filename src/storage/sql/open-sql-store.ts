import {StorageError} from '../../errors.ts'
import {createStoreKey, openStoreKey, type SealedKey} from '../seal/store-key.ts'
import {RowCipher} from '../seal/row-cipher.ts'
import type {Seal} from '../seal/seal.ts'
import type {SqlDriver, SqlSession} from './driver.ts'
import {migrations as released} from './migrations/index.ts'
import {latestVersion, migrate, schemaVersion} from './migrations/migrate.ts'
import type {Migration} from './migrations/migration.ts'
import {readMeta, writeMeta} from './sql-meta.ts'
import {SqlStore} from './sql-store.ts'

/**
 * Opens the store key, then brings the schema up to date: a wrong seal changes nothing. An empty database gets its
 * schema and its key in one transaction. Fails with StorageError WRONG_SEAL, CORRUPT or UNAVAILABLE.
 */
export async function openSqlStore(
  driver: SqlDriver,
  seal: Seal,
  migrations: readonly Migration[] = released,
): Promise<SqlStore> {
  const version = await driver.read((session) => schemaVersion(session, driver.dialect, migrations))
  if (version === 0) await initialize(driver, seal, migrations)
  const storeKey = await openStoreKey(seal, await driver.read(sealedKey))
  if (version > 0 && version < latestVersion(migrations)) {
    await driver.exclusive((transaction) => migrate(transaction, driver.dialect, migrations))
    // The connection that reads has the old tables in mind until one of its statements finds them changed, and Node 22
    // leaves the new columns out of the answer to that one
    await driver.read((session) => schemaVersion(session, driver.dialect, migrations))
  }
  return new SqlStore(driver, new RowCipher(storeKey))
}

async function initialize(driver: SqlDriver, seal: Seal, migrations: readonly Migration[]): Promise<void> {
  await driver.exclusive(async (transaction) => {
    // another process may have been first
    if ((await schemaVersion(transaction, driver.dialect, migrations)) > 0) return
    await migrate(transaction, driver.dialect, migrations)
    const {sealed, check} = await createStoreKey(seal)
    await writeMeta(transaction, 'seal', sealed)
    await writeMeta(transaction, 'key_check', check)
  })
}

async function sealedKey(session: SqlSession): Promise<SealedKey> {
  const sealed = await readMeta(session, 'seal')
  const check = await readMeta(session, 'key_check')
  if (sealed === undefined || check === undefined)
    throw new StorageError('CORRUPT', 'The store has lost its sealed key')
  return {sealed, check}
}
