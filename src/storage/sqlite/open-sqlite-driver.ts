import {mkdir, open} from 'node:fs/promises'
import {dirname, resolve} from 'node:path'
import {StorageError} from '../../errors.ts'
import {loadSqlite, type SqliteDatabase, type SqliteModule} from './load-sqlite.ts'
import {SqliteConnection} from './sqlite-connection.ts'
import {SqliteDriver} from './sqlite-driver.ts'
import {asStorageError} from './sqlite-error.ts'
import {whileBusy} from './while-busy.ts'

/** Milliseconds to wait for a lock held by another process. */
const defaultPatience = 5000

/** The bytes "KMIP"; the first migration writes them. */
const applicationId = 0x4b4d4950

const common = ['PRAGMA temp_store = MEMORY', 'PRAGMA trusted_schema = OFF', 'PRAGMA cache_size = -16000']

const writing = [
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
  // a destroyed key shall not stay readable in a free page
  'PRAGMA secure_delete = ON',
  // fewer, larger checkpoints: pages that change again and again are copied to the file once for all of that
  'PRAGMA wal_autocheckpoint = 8000',
  'PRAGMA journal_size_limit = 67108864',
]

/** A writer waits by timers: waiting inside SQLite stops the process. A reader waits only while a log is recovered. */
const busyTimeout = {writer: 0, reader: 1000} as const

/** Opens or makes the file. Fails with StorageError UNAVAILABLE, or CORRUPT when it is something else. */
export async function openSqliteDriver(
  path: string,
  options: {readonly patience?: number} = {},
): Promise<SqliteDriver> {
  const patience = options.patience ?? defaultPatience
  const file = resolve(path)
  const sqlite = await loadSqlite()
  await makeFile(file)
  try {
    // other processes may be setting up or recovering the log at this moment
    const writer = await whileBusy(() => openWriter(sqlite, file), patience)
    try {
      const reader = await whileBusy(() => openReader(sqlite, file), patience)
      return new SqliteDriver(new SqliteConnection(writer, file), new SqliteConnection(reader, file), patience)
    } catch (error) {
      writer.close()
      throw error
    }
  } catch (error) {
    throw asStorageError(error, file)
  }
}

/** SQLite would make the file readable by everybody; its log takes over the mode of the file. */
async function makeFile(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), {recursive: true, mode: 0o700})
    const handle = await open(file, 'a', 0o600)
    await handle.close()
  } catch (error) {
    throw new StorageError('UNAVAILABLE', `The store ${file} cannot be opened for writing`, {
      hint: 'Check that the file and its folder belong to the user who runs kmipctl',
      cause: error,
    })
  }
}

function openWriter(sqlite: SqliteModule, file: string): SqliteDatabase {
  return prepared(new sqlite.DatabaseSync(file), (database) => {
    database.exec(`PRAGMA busy_timeout = ${busyTimeout.writer}`)
    for (const pragma of common) database.exec(pragma)
    assertOurs(database, file)
    for (const pragma of writing) database.exec(pragma)
  })
}

function openReader(sqlite: SqliteModule, file: string): SqliteDatabase {
  return prepared(new sqlite.DatabaseSync(file, {readOnly: true}), (database) => {
    database.exec(`PRAGMA busy_timeout = ${busyTimeout.reader}`)
    for (const pragma of common) database.exec(pragma)
    // the first reading maps the log; it fails here rather than at a request
    database.exec('SELECT count(*) FROM sqlite_schema')
  })
}

function prepared(database: SqliteDatabase, prepare: (database: SqliteDatabase) => void): SqliteDatabase {
  try {
    prepare(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Tables of another program stay as they are. */
function assertOurs(database: SqliteDatabase, file: string): void {
  // one transaction, since another process may be making the tables now
  database.exec('BEGIN')
  const [tables] = database.prepare('SELECT count(*) AS total FROM sqlite_schema').all()
  const [mark] = database.prepare('PRAGMA application_id').all()
  database.exec('COMMIT')
  if (tables?.['total'] === 0 || mark?.['application_id'] === applicationId) return
  throw new StorageError('CORRUPT', `The file ${file} is a database of another program`)
}
