import {failures} from '../failures.ts'
import {SerialQueue} from '../serial-queue.ts'
import type {SqlDialect, SqlDriver, SqlRow, SqlSession, SqlTransaction, SqlValue} from '../sql/driver.ts'
import type {StoreCapabilities} from '../store.ts'
import {integerOf} from '../sql/row.ts'
import {GroupCommit} from './group-commit.ts'
import {LazyRead} from './lazy-read.ts'
import type {SqliteConnection} from './sqlite-connection.ts'
import {SqliteSession} from './sqlite-session.ts'

/**
 * One connection writes and one reads, so that reading sees committed data only and waits for no writer. Each read is
 * a transaction of its own, one after another, which gives it one state of the data.
 */
export class SqliteDriver implements SqlDriver {
  readonly capabilities: StoreCapabilities = {durable: true, shared: true}
  readonly dialect: SqlDialect = {
    name: 'sqlite',
    tableExists: `SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = ?`,
  }
  readonly #writer: SqliteConnection
  readonly #reader: SqliteConnection
  readonly #commits: GroupCommit
  readonly #reads = new SerialQueue()
  #closing: Promise<void> | undefined

  /** `patience`: milliseconds to wait for another process's lock. */
  constructor(writer: SqliteConnection, reader: SqliteConnection, patience: number) {
    this.#writer = writer
    this.#reader = reader
    this.#commits = new GroupCommit(writer, patience)
  }

  async query(sql: string, parameters: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    this.#assertOpen()
    return this.#reads.run(async () => this.#reader.query(sql, parameters))
  }

  async stamp(): Promise<number> {
    this.#assertOpen()
    const [row] = this.#reader.query('PRAGMA data_version')
    return row === undefined ? Number.NaN : integerOf(row, 'data_version')
  }

  async read<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    this.#assertOpen()
    return this.#reads.run(async () => {
      const connection = new LazyRead(this.#reader)
      const session = new SqliteSession(connection)
      try {
        return await work(session)
      } finally {
        session.end()
        connection.end()
      }
    })
  }

  async transaction<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    this.#assertOpen()
    return this.#commits.transaction(work)
  }

  /** SQLite has one lock for all writing. */
  async exclusive<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    return this.transaction(work)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    await this.#closing
  }

  async #close(): Promise<void> {
    await this.#commits.idle()
    await this.#reads.idle()
    this.#reader.close()
    this.#emptyLog()
    this.#writer.close()
  }

  /** SQLite does it for the last that closes, but the package used on Node 20 closes only when memory is collected. */
  #emptyLog(): void {
    try {
      this.#writer.query('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // what is in the log is safe there
    }
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw failures.closed()
  }
}
