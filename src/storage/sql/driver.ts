import type {StoreCapabilities} from '../store.ts'

/** Booleans, dates and lists are stored as these. Text may hold any character, NUL too: drivers see to it. */
export type SqlValue = string | number | Uint8Array | null

export type SqlRow = Readonly<Record<string, unknown>>

/** Runs statements; parameters are `?` in the order of the text. */
export interface SqlSession {
  query(sql: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]>
  /** Returns the number of rows changed. */
  run(sql: string, parameters?: readonly SqlValue[]): Promise<number>
}

export interface SqlTransaction extends SqlSession {
  /** Undoes what `work` wrote when it throws, and throws on. One at a time; they nest. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
}

/** What differs between databases in the text of statements. */
export interface SqlDialect {
  readonly name: 'sqlite'
  /** Gives a row when the table named by its one parameter exists. */
  readonly tableExists: string
}

/**
 * A database. Failures arrive as StorageError: CONFLICT for a broken uniqueness, NOT_FOUND for a missing parent,
 * UNAVAILABLE, FULL and CORRUPT as they say.
 */
export interface SqlDriver extends AsyncDisposable {
  readonly dialect: SqlDialect
  readonly capabilities: StoreCapabilities
  /** Runs one reading statement by itself. Sees committed data only, as `read` does. */
  query(sql: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]>
  /** Differs from what it was whenever anybody, here or in another process, has committed anything. Cheap. */
  stamp(): Promise<number>
  /** All statements of `work` see one state of the data: that of the first of them. */
  read<T>(work: (session: SqlSession) => Promise<T>): Promise<T>
  /** Resolves after the commit; may share it with others. */
  transaction<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T>
  /** A transaction under a lock that keeps out every other process that migrates; `work` may take its time. */
  exclusive<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T>
}
