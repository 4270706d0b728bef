import {StorageError} from '../../errors.ts'
import type {SqlSession, SqlTransaction} from './driver.ts'
import {textOf} from './row.ts'

/** Names of the rows of table meta. */
export type MetaName =
  | 'schema_version'
  | 'administrative_revision'
  | 'seal'
  | 'key_check'
  | 'outdated_after'
  | 'outdated_until'

const select = 'SELECT value FROM meta WHERE name = ?'

export async function readMeta(session: Pick<SqlSession, 'query'>, name: MetaName): Promise<string | undefined> {
  const [row] = await session.query(select, [name])
  return row && textOf(row, 'value')
}

/** Reads a counter; fails with StorageError CORRUPT when it is none. */
export async function readCounter(session: Pick<SqlSession, 'query'>, name: MetaName): Promise<number> {
  const value = Number(await readMeta(session, name))
  if (!Number.isSafeInteger(value)) throw new StorageError('CORRUPT', `The store's ${name} is not a number`)
  return value
}

export async function writeMeta(transaction: SqlTransaction, name: MetaName, value: string): Promise<void> {
  await transaction.run(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, value],
  )
}
