import type {ReadTransaction, Store, StoreCapabilities, Transaction} from '../store.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import type {SqlDriver, SqlSession, SqlTransaction} from './driver.ts'
import {SqlAdministration} from './sql-administration.ts'
import {SqlContinuations} from './sql-continuations.ts'
import {readCounter} from './sql-meta.ts'
import {SqlObjects} from './sql-objects.ts'

function reading(session: SqlSession, cipher: RowCipher): ReadTransaction {
  return {
    objects: new SqlObjects(session, cipher),
    administration: new SqlAdministration(session, cipher),
    continuations: new SqlContinuations(session, cipher),
  }
}

function writing(session: SqlTransaction, cipher: RowCipher): Transaction {
  return {
    objects: new SqlObjects(session, cipher),
    administration: new SqlAdministration(session, cipher),
    continuations: new SqlContinuations(session, cipher),
    savepoint: (work) => session.savepoint(work),
  }
}

/** A store in any SQL database that has a driver. */
export class SqlStore implements Store {
  readonly #driver: SqlDriver
  readonly #cipher: RowCipher

  constructor(driver: SqlDriver, cipher: RowCipher) {
    this.#driver = driver
    this.#cipher = cipher
  }

  get capabilities(): StoreCapabilities {
    return this.#driver.capabilities
  }

  async read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
    return this.#driver.read((session) => work(reading(session, this.#cipher)))
  }

  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#driver.transaction((session) => work(writing(session, this.#cipher)))
  }

  /** One row by its primary key costs as little as asking the database whether anything changed. */
  async administrativeRevision(): Promise<number> {
    return readCounter(this.#driver, 'administrative_revision')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver[Symbol.asyncDispose]()
  }
}
