/**
 * What the program needs of a database. Everything is asynchronous and transactional so that one set of handlers
 * serves an embedded database and one shared by many servers. The store knows no KMIP: objects are opaque bytes with
 * an identity, a scope, and the index entries by which they are found.
 */

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
  readonly index: readonly IndexEntry[]
}

/** All conditions must hold. Bounds are inclusive. `common` says that the entry sought is one. */
export type ObjectCondition =
  | {readonly key: string; readonly equals: string; readonly common?: boolean}
  | {readonly key: string; readonly from?: string; readonly to?: string}

export interface ObjectQuery {
  readonly scopeId: string
  /** Most selective first: the order is the plan. */
  readonly conditions: readonly ObjectCondition[]
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

export interface ObjectReader {
  /**
   * The object without its index entries; undefined when the scope has none of this identifier. The bytes are the
   * store's: it may give the same ones again, so nobody changes them.
   */
  get(scopeId: string, id: string): Promise<Omit<StoredObject, 'index'> | undefined>
  find(query: ObjectQuery): Promise<ObjectMatches>
  /** Objects whose next transition is not after `now` (seconds), oldest transition first. */
  due(scopeId: string, now: number, limit: number): Promise<readonly string[]>
  count(scopeId: string): Promise<number>
}

export interface ObjectWriter extends ObjectReader {
  /** Fails with StorageError CONFLICT when the scope has the identifier already, NOT_FOUND without the scope. */
  insert(object: StoredObject): Promise<void>
  /** Replaces attributes, material and index; fails with StorageError NOT_FOUND. */
  update(object: StoredObject): Promise<void>
  /** Removes the object and its index entries; fails with StorageError NOT_FOUND. */
  delete(scopeId: string, id: string): Promise<void>
}

export interface ScopeRecord {
  readonly id: string
  readonly name: string
  /** Milliseconds since 1970, as all times of administrative records. */
  readonly createdAt: number
}

/** `operations` holds KMIP names (`Create`, `CreateKeyPair`); meaningful for `some` only. */
export interface RoleRecord {
  readonly id: string
  readonly scopeId: string
  readonly name: string
  readonly grant: 'all' | 'none' | 'some'
  readonly operations: readonly string[]
  readonly keyType: string | undefined
  readonly keyBits: number | undefined
  readonly ttlSeconds: number | undefined
  /** Which requests the server may send to clients of the role; see `server/announcements`. */
  readonly receive: readonly string[]
  /** What clients of the role may prove themselves with inside of messages. */
  readonly messageCredentials: readonly MessageCredentialRecord[]
  readonly createdAt: number
}

/** A credential that stands in messages, as the operator registered it: the fields must be sent as they are here. */
export interface MessageCredentialRecord {
  /** KMIP's name of the credential type. */
  readonly type: 'UsernameAndPassword' | 'Device' | 'Attestation'
  readonly fields: Readonly<Record<string, string>>
  /** Hash of the password, in a form that names its algorithm. */
  readonly passwordHash?: string | undefined
}

export interface CredentialRecord {
  /** Decimal. */
  readonly serialNumber: string
  /** SHA-256 of the certificate in DER, lower-case hexadecimal without colons. */
  readonly fingerprint: string
  readonly scopeId: string
  readonly roleId: string
  readonly certificatePem: string
  readonly notBefore: number
  readonly notAfter: number
  readonly createdAt: number
  readonly revokedAt: number | undefined
}

/** A certificate authority; its private key is sealed by the store. */
export interface AuthorityRecord {
  readonly name: string
  /** Of an authority that works for the objects of one scope and goes with it; undefined for those of the server. */
  readonly scopeId: string | undefined
  readonly certificatePem: string
  /** PKCS#8 PEM in clear at this interface. */
  readonly privateKeyPem: string
  /** Name of the issuing authority; undefined for a root. */
  readonly issuer: string | undefined
  readonly createdAt: number
}

export interface AdministrationReader {
  scope(name: string): Promise<ScopeRecord | undefined>
  scopeById(id: string): Promise<ScopeRecord | undefined>
  scopes(): Promise<readonly ScopeRecord[]>
  role(scopeId: string, name: string): Promise<RoleRecord | undefined>
  roleById(id: string): Promise<RoleRecord | undefined>
  roles(scopeId: string): Promise<readonly RoleRecord[]>
  credential(serialNumber: string): Promise<CredentialRecord | undefined>
  credentialByFingerprint(fingerprint: string): Promise<CredentialRecord | undefined>
  credentials(roleId: string): Promise<readonly CredentialRecord[]>
  authority(name: string): Promise<AuthorityRecord | undefined>
  authorities(): Promise<readonly AuthorityRecord[]>
  /** The authority of a scope that was made last. */
  scopeAuthority(scopeId: string): Promise<AuthorityRecord | undefined>
  setting(name: string): Promise<string | undefined>
}

/** Every write here advances the store's administrative revision. */
export interface AdministrationWriter extends AdministrationReader {
  /** Fails with CONFLICT when the name is taken. */
  insertScope(scope: ScopeRecord): Promise<void>
  /** Removes the scope with its objects, roles, credentials and authorities. */
  deleteScope(id: string): Promise<void>
  /** Fails with CONFLICT when the scope has a role of this name. */
  insertRole(role: RoleRecord): Promise<void>
  updateRole(role: RoleRecord): Promise<void>
  /** Removes the role with its credentials. */
  deleteRole(id: string): Promise<void>
  insertCredential(credential: CredentialRecord): Promise<void>
  updateCredential(credential: CredentialRecord): Promise<void>
  /** Fails with CONFLICT when the name is taken, NOT_FOUND without the scope. */
  insertAuthority(authority: AuthorityRecord): Promise<void>
  putSetting(name: string, value: string): Promise<void>
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
}

export interface JobReader {
  get(scopeId: string, id: string): Promise<JobRecord | undefined>
  /** Of all scopes, oldest first. */
  waiting(kind: JobRecord['kind'], limit: number): Promise<readonly JobRecord[]>
  countWaiting(scopeId: string): Promise<number>
}

export interface JobStore extends JobReader {
  /** Fails with StorageError NOT_FOUND without the scope. */
  put(record: JobRecord): Promise<void>
  delete(scopeId: string, id: string): Promise<void>
  deleteExpired(now: number): Promise<number>
}

export interface ReadTransaction {
  readonly objects: ObjectReader
  readonly administration: AdministrationReader
  readonly continuations: Pick<ContinuationStore, 'get'>
  readonly jobs: JobReader
}

export interface Transaction {
  readonly objects: ObjectWriter
  readonly administration: AdministrationWriter
  readonly continuations: ContinuationStore
  readonly jobs: JobStore
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
