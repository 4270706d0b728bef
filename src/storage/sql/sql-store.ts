import type {ReadTransaction, Store, StoreCapabilities, Transaction} from '../store.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import type {SqlDriver, SqlSession, SqlTransaction} from './driver.ts'
import {SqlAdministration} from './sql-administration.ts'
import {SqlContinuations} from './sql-continuations.ts'
import {SqlJobs} from './sql-jobs.ts'
import {ObjectCache} from './object-cache.ts'
import {readCounter} from './sql-meta.ts'
import {SqlObjects} from './sql-objects.ts'
import {SqlRules} from './sql-rules.ts'

function reading(session: SqlSession, cipher: RowCipher, cache: ObjectCache): ReadTransaction {
  return {
    objects: new SqlObjects(session, cipher, cache),
    administration: new SqlAdministration(session, cipher),
    continuations: new SqlContinuations(session, cipher),
    jobs: new SqlJobs(session, cipher),
    rules: new SqlRules(session),
  }
}

function writing(session: SqlTransaction, cipher: RowCipher): Transaction {
  return {
    objects: new SqlObjects(session, cipher),
    administration: new SqlAdministration(session, cipher),
    continuations: new SqlContinuations(session, cipher),
    jobs: new SqlJobs(session, cipher),
    rules: new SqlRules(session),
    savepoint: (work) => session.savepoint(work),
  }
}

/** A store in any SQL database that has a driver. */
export class SqlStore implements Store {
  readonly #driver: SqlDriver
  readonly #cipher: RowCipher
  readonly #cache = new ObjectCache()
  /**
   * What the database said in this turn of the event loop, so that it is asked once for all messages that arrived
   * together. What another process commits is seen from the next turn on, what this one commits at once.
   */
  #stampOfTurn: number | undefined
  #revision: {readonly stamp: number; readonly value: number} | undefined

  constructor(driver: SqlDriver, cipher: RowCipher) {
    this.#driver = driver
    this.#cipher = cipher
  }

  get capabilities(): StoreCapabilities {
    return this.#driver.capabilities
  }

  async read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
    const stamp = this.#stampOfTurn ?? (await this.#newStamp())
    return this.#driver.read((session) => {
      this.#cache.validFor(stamp)
      return work(reading(session, this.#cipher, this.#cache))
    })
  }

  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.#driver.transaction((session) => work(writing(session, this.#cipher)))
    } finally {
      this.#stampOfTurn = undefined
    }
  }

  async administrativeRevision(): Promise<number> {
    const stamp = this.#stampOfTurn ?? (await this.#newStamp())
    if (this.#revision?.stamp !== stamp) {
      this.#revision = {stamp, value: await readCounter(this.#driver, 'administrative_revision')}
    }
    return this.#revision.value
  }

  async #newStamp(): Promise<number> {
    const stamp = await this.#driver.stamp()
    if (this.#stampOfTurn === undefined) setImmediate(() => (this.#stampOfTurn = undefined))
    this.#stampOfTurn = stamp
    return stamp
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver[Symbol.asyncDispose]()
  }
}
