import {StorageError} from '../../errors.ts'
import type {SqlTransaction} from '../sql/driver.ts'
import type {SqliteConnection} from './sqlite-connection.ts'
import {SqliteSession} from './sqlite-session.ts'
import {whileBusy} from './while-busy.ts'

interface Job {
  /** Does the work and returns what resolves its promise. */
  readonly run: (transaction: SqlTransaction) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

type Work<T> = (transaction: SqlTransaction) => Promise<T>

/** A transaction of many must not keep everything else waiting. */
const largestGroup = 256

/**
 * Runs transactions that were asked for in the same turn of the event loop one after another between one BEGIN and
 * one COMMIT, each in a savepoint of its own: the disk is waited for once.
 */
export class GroupCommit {
  readonly #connection: Pick<SqliteConnection, 'query' | 'run'>
  readonly #patience: number
  readonly #queue: Job[] = []
  #running: Promise<void> | undefined

  /** Waits at most `patience` milliseconds for the lock. */
  constructor(connection: Pick<SqliteConnection, 'query' | 'run'>, patience: number) {
    this.#connection = connection
    this.#patience = patience
  }

  transaction<T>(work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#queue.push({
        run: async (transaction) => {
          const value = await work(transaction)
          return () => resolve(value)
        },
        reject,
      })
      this.#running ??= this.#drain()
    })
  }

  /** Resolves when nothing is left to do. */
  async idle(): Promise<void> {
    await this.#running
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // after the input of this turn, so that all it brought comes along
      await new Promise(setImmediate)
      await this.#runGroup()
    }
    this.#running = undefined
  }

  async #runGroup(): Promise<void> {
    try {
      await whileBusy(() => this.#connection.run('BEGIN IMMEDIATE'), this.#patience)
    } catch (error) {
      for (const job of this.#queue.splice(0)) job.reject(error)
      return
    }
    const begun: Job[] = []
    const outcomes: (() => void)[] = []
    try {
      for (let job = this.#next(begun); job !== undefined; job = this.#next(begun)) outcomes.push(await this.#run(job))
      this.#connection.run('COMMIT')
    } catch (error) {
      this.#rollback()
      const failure = lostTransaction(error)
      for (const job of begun) job.reject(failure)
      return
    }
    for (const settle of outcomes) settle()
  }

  #next(begun: Job[]): Job | undefined {
    const job = begun.length < largestGroup ? this.#queue.shift() : undefined
    if (job !== undefined) begun.push(job)
    return job
  }

  /** Throws only when the whole group is lost. */
  async #run(job: Job): Promise<() => void> {
    const session = new SqliteSession(this.#connection)
    try {
      return await session.savepoint(() => job.run(session))
    } catch (error) {
      if (session.isLost) throw error
      return () => job.reject(error)
    } finally {
      session.end()
    }
  }

  #rollback(): void {
    try {
      this.#connection.run('ROLLBACK')
    } catch {
      // SQLite has rolled back already; any other trouble shows again at the next BEGIN
    }
  }
}

function lostTransaction(error: unknown): StorageError {
  if (error instanceof StorageError) return error
  return new StorageError('UNAVAILABLE', 'The transaction was undone by the database', {cause: error})
}
