import {StorageError} from '../../../errors.ts'
import type {SqlDialect, SqlSession, SqlTransaction} from '../driver.ts'
import {readCounter, writeMeta} from '../sql-meta.ts'
import type {Migration} from './migration.ts'

/**
 * Version of the schema, 0 for an empty database. Fails with StorageError UNAVAILABLE when it is newer than the
 * newest migration known.
 */
export async function schemaVersion(
  session: SqlSession,
  dialect: SqlDialect,
  migrations: readonly Migration[],
): Promise<number> {
  const tables = await session.query(dialect.tableExists, ['meta'])
  const version = tables.length === 0 ? 0 : await readCounter(session, 'schema_version')
  const known = latestVersion(migrations)
  if (version > known)
    throw new StorageError('UNAVAILABLE', `The store has schema version ${version}, this program knows ${known}`, {
      hint: 'Use the version of kmipctl that last opened the store, or a newer one',
    })
  return version
}

export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0
}

/** Brings the schema up to date. The caller holds the lock that keeps other processes from doing the same. */
export async function migrate(
  transaction: SqlTransaction,
  dialect: SqlDialect,
  migrations: readonly Migration[],
): Promise<void> {
  const version = await schemaVersion(transaction, dialect, migrations)
  for (const migration of migrations) {
    if (migration.version <= version) continue
    for (const statement of migration.statements[dialect.name]) await transaction.run(statement)
    await writeMeta(transaction, 'schema_version', String(migration.version))
  }
}
