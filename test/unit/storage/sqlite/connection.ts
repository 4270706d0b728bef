import {loadSqlite} from '../../../../src/storage/sqlite/load-sqlite.ts'
import {SqliteConnection} from '../../../../src/storage/sqlite/sqlite-connection.ts'

/** A bare connection to look behind a store. */
export async function connect(path: string): Promise<SqliteConnection> {
  const {DatabaseSync} = await loadSqlite()
  return new SqliteConnection(new DatabaseSync(path), path)
}
