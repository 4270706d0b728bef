/**
 * What the program needs of a database. Everything is asynchronous and transactional so that one set of handlers
 * serves an embedded database and one shared by many servers. The store knows no KMIP: objects are opaque bytes with
 * an identity, a scope, and the index entries by which they are found.
 */
import type {AdministrationReader, AdministrationWriter} from './administration-store.ts'

export type * from './administration-store.ts'

/** One way to find an object: `value` is comparable byte by byte (numbers are encoded so that order is kept). */
export interface IndexEntry {
  readonly key: string
  readonly value: string
  /** Nearly every object has it: a store need not index it, and finds it by looking at the objects themselves. */
  readonly common?: boolean
}

/** A managed object as the store keeps it. */
export interface StoredObject {
  /** Unique Identifier. */
  readonly id: string
  readonly scopeId: string
  /** KMIP's name of the object type. */
  readonly objectType: string
  /** Encoded attributes; not secret. */
  readonly attributes: Uint8Array
  /** The encoded object with its key material; sealed by the store; undefined once destroyed. */
  readonly material: Uint8Array | undefined
  /** Seconds since 1970 at which a date changes the object's state next; undefined when none will. */
  readonly nextTransition: number | undefined
  /** Seconds since 1970 from which on the server itself shall replace the object; undefined when it shall not. */
  readonly nextRotation?: number | undefined
  readonly index: readonly IndexEntry[]
  /** The role that made it; given once, an update leaves it as it is. */
  readonly roleId?: string | undefined
}

/** All conditions must hold. Bounds are inclusive. `common` says that the entry sought is one. */
export type ObjectCondition =
  | {readonly key: string; readonly equals: string; readonly common?: boolean}
  | {readonly key: string; readonly from?: string; readonly to?: string}

export interface ObjectQuery {
  readonly scopeId: string
  /** Most selective first: the order is the plan. */
  readonly conditions: readonly ObjectCondition[]
  /** Only what this role made. */
  readonly roleId?: string | undefined
  /** Only what has not been used at this time, in milliseconds since 1970, or later. */
  readonly unusedSince?: number | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
  /** Count all matches beyond the limit too. */
  readonly count?: boolean
}

export interface ObjectMatches {
  /** Newest first; stable between calls. */
  readonly ids: readonly string[]
  /** Given when the query asked to count. */
  readonly total: number | undefined
}

/** Objects to count: those of a scope, or those of them that have an entry that is not common. */
export interface TallyQuery {
  readonly scopeId: string
  readonly entry?: Pick<IndexEntry, 'key' | 'value'> | undefined
  /** Where the piece before ended; the first one begins without it. */
  readonly after?: number | undefined
  /** Most objects to look at in this piece. */
  readonly limit: number
}

export interface Tally {
  readonly count: number
  /** Where the next piece goes on; undefined when everything is counted. */
  readonly next: number | undefined
}

/** Objects whose form may be an earlier one. */
export interface OutdatedQuery {
  /** All scopes without one. */
  readonly scopeId?: string | undefined
  /** The place of the last object of the piece before. */
  readonly after?: number | undefined
  readonly limit: number
}

export interface OutdatedObject {
  readonly scopeId: string
  readonly id: string
  readonly place: number
}

export interface ObjectReader {
  /**
   * The object without its index entries; undefined when the scope has none of this identifier. The bytes are the
   * store's: it may give the same ones again, so nobody changes them.
   */
  get(scopeId: string, id: string): Promise<Omit<StoredObject, 'index'> | undefined>
  find(query: ObjectQuery): Promise<ObjectMatches>
  /** Objects whose next transition is not after `now` (seconds), oldest transition first. */
  due(scopeId: string, now: number, limit: number): Promise<readonly string[]>
  /** Objects of every scope that are to be replaced by `now` (seconds), the one that waits longest first. */
  dueRotations(now: number, limit: number): Promise<readonly Pick<StoredObject, 'scopeId' | 'id'>[]>
  count(scopeId: string): Promise<number>
  /** Counts in pieces, so that nobody has to wait for a whole scope to be counted. */
  tally(query: TallyQuery): Promise<Tally>
  /**
   * What was stored by an earlier version of the program and not renewed since: its index may lack what this version looks
   * for. In the order of their places.
   */
  outdated(query: OutdatedQuery): Promise<readonly OutdatedObject[]>
  /** When objects were last used, milliseconds since 1970; those of which no use is known are left out. */
  lastUsed(scopeId: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>>
}

export interface ObjectWriter extends ObjectReader {
  /** Fails with StorageError CONFLICT when the scope has the identifier already, NOT_FOUND without the scope. */
  insert(object: StoredObject): Promise<void>
  /** Replaces attributes, material and index; fails with StorageError NOT_FOUND. */
  update(object: StoredObject): Promise<void>
  /** Removes the object and its index entries; fails with StorageError NOT_FOUND. */
  delete(scopeId: string, id: string): Promise<void>
  /** Notes that nothing up to this place is outdated any more. */
  renewedUpTo(place: number): Promise<void>
  /** Notes a use, in milliseconds since 1970, beside the object; nothing happens when there is no such object. */
  markUsed(scopeId: string, id: string, at: number): Promise<void>
}

/** State of an operation that continues in a later request (streaming); the bytes are sealed by the store. */
export interface ContinuationRecord {
  /** Lower-case hexadecimal correlation value; further records of the same operation have a slash and a number behind it. */
  readonly id: string
  readonly scopeId: string
  readonly state: Uint8Array
  /** Seconds since 1970. */
  readonly expiresAt: number
}

export interface ContinuationStore {
  get(scopeId: string, id: string): Promise<ContinuationRecord | undefined>
  put(record: ContinuationRecord): Promise<void>
  delete(scopeId: string, id: string): Promise<void>
  deleteExpired(now: number): Promise<number>
}

/**
 * Work that outlives the message or command that asked for it: a client's asynchronous operation, or a question that an
 * operator has for a client. The bytes are sealed by the store.
 */
export interface JobRecord {
  readonly id: string
  readonly scopeId: string
  readonly kind: 'operation' | 'client-request'
  readonly status: 'waiting' | 'finished'
  readonly state: Uint8Array
  /** Seconds since 1970; it is deleted then, unless it waits to be run as an operation. */
  readonly expiresAt: number
  /** Whose operation it is, as long as not all its answers have been fetched. */
  readonly owedTo?: string | undefined
}

export interface JobReader {
  get(scopeId: string, id: string): Promise<JobRecord | undefined>
  /** Of all scopes, oldest first. */
  waiting(kind: JobRecord['kind'], limit: number): Promise<readonly JobRecord[]>
  /** Oldest first. */
  owedTo(scopeId: string, owner: string, limit: number): Promise<readonly JobRecord[]>
  countWaiting(scopeId: string): Promise<number>
  /** In all scopes. */
  countAllWaiting(kind: JobRecord['kind']): Promise<number>
}

export interface JobStore extends JobReader {
  /** Fails with StorageError NOT_FOUND without the scope. */
  put(record: JobRecord): Promise<void>
  delete(scopeId: string, id: string): Promise<void>
  deleteExpired(now: number): Promise<number>
}

/** What clients have laid down for the new objects of a scope. */
export type RuleKind = 'constraints' | 'defaults'

export interface RuleReader {
  get(scopeId: string, kind: RuleKind): Promise<Uint8Array | undefined>
}

export interface RuleStore extends RuleReader {
  /** Fails with StorageError NOT_FOUND without the scope. The bytes are not secret. */
  put(scopeId: string, kind: RuleKind, content: Uint8Array): Promise<void>
  delete(scopeId: string, kind: RuleKind): Promise<void>
}

export interface ReadTransaction {
  readonly objects: ObjectReader
  readonly administration: AdministrationReader
  readonly continuations: Pick<ContinuationStore, 'get'>
  readonly jobs: JobReader
  readonly rules: RuleReader
}

export interface Transaction {
  readonly objects: ObjectWriter
  readonly administration: AdministrationWriter
  readonly continuations: ContinuationStore
  readonly jobs: JobStore
  readonly rules: RuleStore
  /** Undoes what `work` wrote when it throws, and throws on; what was written before it stays. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
}

export interface StoreCapabilities {
  /** Acknowledged writes survive the process. */
  readonly durable: boolean
  /** Other processes may use the same store at the same time. */
  readonly shared: boolean
}

export interface Store extends AsyncDisposable {
  readonly capabilities: StoreCapabilities
  /** Sees committed data only. `work` must await nothing but the transaction. */
  read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T>
  /**
   * Resolves after the commit (and its fsync); rejects, with everything undone, when `work` throws. Transactions that
   * arrive together may share one commit. `work` must await nothing but the transaction itself.
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /**
   * Advances with every administrative change, by this process (at once) or another (within a turn of the event loop);
   * cheap enough to ask before each request.
   */
  administrativeRevision(): Promise<number>
}
