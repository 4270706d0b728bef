import type {SqlRow, SqlValue} from '../sql/driver.ts'
import type {SqliteConnection} from './sqlite-connection.ts'

/** A read transaction that begins with its first statement: reads that a cache answers need none. */
export class LazyRead {
  readonly #connection: SqliteConnection
  #begun = false

  constructor(connection: SqliteConnection) {
    this.#connection = connection
  }

  query(sql: string, parameters?: readonly SqlValue[]): readonly SqlRow[] {
    this.#begin()
    return this.#connection.query(sql, parameters)
  }

  run(sql: string, parameters?: readonly SqlValue[]): number {
    this.#begin()
    return this.#connection.run(sql, parameters)
  }

  end(): void {
    if (!this.#begun) return
    try {
      this.#connection.run('COMMIT')
    } catch {
      // a failed read has ended its transaction already, and its failure is on its way to the caller
    }
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    this.#connection.run('BEGIN')
  }
}
