import {failures} from '../failures.ts'
import type {SqlRow, SqlTransaction, SqlValue} from '../sql/driver.ts'
import type {SqliteConnection} from './sqlite-connection.ts'
import {isConstraint} from './sqlite-error.ts'

/** A connection for the time of one piece of work. */
export class SqliteSession implements SqlTransaction {
  readonly #connection: Pick<SqliteConnection, 'query' | 'run'>
  #depth = 0
  #ended = false
  #failure: {readonly error: unknown} | undefined
  #isLost = false

  constructor(connection: Pick<SqliteConnection, 'query' | 'run'>) {
    this.#connection = connection
  }

  /** SQLite has rolled back the whole transaction, not only the savepoint. */
  get isLost(): boolean {
    return this.#isLost
  }

  async query(sql: string, parameters: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return this.#attempt(() => this.#connection.query(sql, parameters))
  }

  async run(sql: string, parameters: readonly SqlValue[] = []): Promise<number> {
    return this.#attempt(() => this.#connection.run(sql, parameters))
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `level${++this.#depth}`
    this.#attempt(() => this.#connection.run(`SAVEPOINT ${name}`))
    try {
      const result = await work()
      this.#attempt(() => this.#connection.run(`RELEASE ${name}`))
      return result
    } catch (error) {
      this.#rollbackTo(name)
      throw error
    } finally {
      this.#depth--
    }
  }

  /** Nothing may be done any more: the connection serves others. */
  end(): void {
    this.#ended = true
  }

  /**
   * After a full disk or the like SQLite may have rolled back on its own, and a further statement would be committed
   * by itself: none is run until a savepoint is rolled back.
   */
  #attempt<T>(statement: () => T): T {
    if (this.#ended) throw failures.ended()
    if (this.#failure !== undefined) throw this.#failure.error
    try {
      return statement()
    } catch (error) {
      if (!isConstraint(error)) this.#failure = {error}
      throw error
    }
  }

  #rollbackTo(name: string): void {
    if (this.#isLost) return
    try {
      this.#connection.run(`ROLLBACK TO ${name}`)
      this.#connection.run(`RELEASE ${name}`)
      this.#failure = undefined
    } catch (error) {
      // the caller throws the failure that led here
      this.#isLost = true
      this.#failure ??= {error}
    }
  }
}
