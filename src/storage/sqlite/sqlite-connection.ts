import type {SqlRow, SqlValue} from '../sql/driver.ts'
import {encodeText} from '../sql/sql-text.ts'
import type {SqliteDatabase, SqliteStatement} from './load-sqlite.ts'
import {asStorageError} from './sqlite-error.ts'

/** Statements differ by the number of conditions and entries only, so few are ever dropped. */
const cachedStatements = 256

/** One connection with its prepared statements. Failures of SQLite arrive as StorageError. */
export class SqliteConnection {
  readonly #database: SqliteDatabase
  readonly #path: string
  readonly #statements = new Map<string, SqliteStatement>()

  constructor(database: SqliteDatabase, path: string) {
    this.#database = database
    this.#path = path
  }

  query(sql: string, parameters: readonly SqlValue[] = []): readonly SqlRow[] {
    try {
      return this.#statement(sql).all(...parameters.map(encodeValue))
    } catch (error) {
      throw asStorageError(error, this.#path)
    }
  }

  /** Returns the number of rows changed. */
  run(sql: string, parameters: readonly SqlValue[] = []): number {
    try {
      return Number(this.#statement(sql).run(...parameters.map(encodeValue)).changes)
    } catch (error) {
      throw asStorageError(error, this.#path)
    }
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #statement(sql: string): SqliteStatement {
    const cached = this.#statements.get(sql)
    if (cached !== undefined) return cached
    const statement = this.#database.prepare(sql)
    const [oldest] = this.#statements.size < cachedStatements ? [] : this.#statements.keys()
    if (oldest !== undefined) this.#statements.delete(oldest)
    this.#statements.set(sql, statement)
    return statement
  }
}

function encodeValue(value: SqlValue): SqlValue {
  return typeof value === 'string' ? encodeText(value) : value
}
