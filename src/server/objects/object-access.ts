import {KmipError} from '../../kmip/error.ts'
import type {
  ContinuationRecord,
  ObjectCondition,
  ObjectMatches,
  OutdatedObject,
  ReadTransaction,
  Transaction,
} from '../../storage/store.ts'
import type {ChangeRecorder} from '../announcements/change-recorder.ts'
import {isArchived} from '../lifecycle/state.ts'
import {WriteNeeded} from './escalation.ts'
import {fromStored, toStored, type ServerObject} from './server-object.ts'

/** Whose objects they are: those of a scope; new ones are made by a role. */
export interface Owner {
  readonly scopeId: string
  readonly roleId?: string | undefined
  /** There are no others for it. */
  readonly only?: ReadonlySet<string> | undefined
}

/** A search within the scope. */
export interface Search {
  readonly conditions: readonly ObjectCondition[]
  readonly limit: number | undefined
  readonly offset: number | undefined
  readonly count: boolean
  /** What is found is not told to the client, so that it does not matter whether its ticket reaches it. */
  readonly isHidden?: boolean | undefined
}

/** The objects of one scope within one transaction; nothing outside the scope can be named through it. */
export interface ObjectAccess {
  /** Fails with Object Not Found, and with Object Archived for what has to be recovered first. */
  load(id: string): Promise<ServerObject>
  /** The object, be it archived or not; fails with Object Not Found. */
  loadArchived(id: string): Promise<ServerObject>
  exists(id: string): Promise<boolean>
  find(search: Search): Promise<ObjectMatches>
  /** The identifiers of objects that searches may miss, for an earlier version of the program stored them. */
  outdated(): AsyncIterable<string>
  /** Fails with Constraint Violation for what the scope does not want. */
  insert(object: ServerObject): Promise<void>
  /** For what the server makes of its own accord: no constraint of clients is in its way. */
  insertOwn(object: ServerObject): Promise<void>
  /** Sets Last Change Date. */
  save(object: ServerObject): Promise<void>
  /** Puts an object in the place of the one with its identifier, just as it is. */
  replace(object: ServerObject): Promise<void>
  /** Notes that the value of an object is used or given out; holds when what uses it succeeds. */
  used(id: string): void
  /** Removes every trace of an object. */
  delete(id: string): Promise<void>
  /** Writes down the states that dates have changed, so that a search by state finds them. */
  applyDueDates(): Promise<void>
  continuation(id: string): Promise<Uint8Array | undefined>
  putContinuation(record: Omit<ContinuationRecord, 'scopeId'>): Promise<void>
  deleteContinuation(id: string): Promise<void>
  /** Of every scope; asked for whenever something new is about to be kept. */
  deleteExpiredContinuations(): Promise<void>
}

const dueBatch = 500

/** What a request works on. Whether it may write is what it was begun as, not what the store's transaction can do. */
export interface Access {
  readonly reader: ReadTransaction
  /** Undefined while the request is tried as a read. */
  readonly writer: Transaction | undefined
  /** Notes what is done to objects; absent when nobody wants to know. */
  readonly recorder?: ChangeRecorder | undefined
  /** Identifiers of the objects that were used, as they were used; absent when nobody wants to know. */
  readonly uses?: string[] | undefined
}

/** Refuses a new object that the scope does not want. */
export type Admission = (object: ServerObject) => Promise<void>

export function createObjectAccess(
  access: Access,
  {scopeId, roleId, only}: Owner,
  now: Date,
  admit?: Admission,
): ObjectAccess {
  const {reader, writer, recorder, uses} = access

  function writable(): Transaction {
    if (writer === undefined) throw new WriteNeeded()
    return writer
  }

  async function loadArchived(id: string): Promise<ServerObject> {
    const stored = only?.has(id) === false ? undefined : await reader.objects.get(scopeId, id)
    if (stored === undefined) throw new KmipError('ObjectNotFound', `There is no object ${id}`)
    return fromStored(stored, now)
  }

  async function replace(object: ServerObject): Promise<void> {
    const {objects} = writable()
    const before = recorder === undefined ? undefined : await objects.get(scopeId, object.id)
    await objects.update(toStored(object, scopeId))
    if (before !== undefined) recorder?.changed(before, object)
  }

  async function insertOwn(object: ServerObject): Promise<void> {
    await writable().objects.insert({...toStored(object, scopeId), roleId})
    recorder?.created(object)
  }

  return {
    load: async (id) => onLineOnly(await loadArchived(id)),
    loadArchived,
    async save(object) {
      object.attributes.set('LastChangeDate', now)
      await replace(object)
    },
    replace,
    exists: async (id) => (await reader.objects.get(scopeId, id)) !== undefined,
    find: ({conditions, limit, offset, count}) => reader.objects.find({scopeId, conditions, limit, offset, count}),
    outdated: () => outdatedIds(reader, scopeId),
    async insert(object) {
      await admit?.(object)
      await insertOwn(object)
    },
    insertOwn,
    used: (id) => uses?.push(id),
    delete: (id) => writable().objects.delete(scopeId, id),
    async applyDueDates() {
      for await (const id of dueIds(reader, scopeId, now)) {
        writable()
        await replace(await loadArchived(id))
      }
    },
    continuation: (id) => continuationState(reader, {scopeId, id}, now),
    putContinuation: (record) => writable().continuations.put({...record, scopeId}),
    deleteContinuation: (id) => writable().continuations.delete(scopeId, id),
    async deleteExpiredContinuations() {
      await writable().continuations.deleteExpired(Math.floor(now.getTime() / 1000) - 1)
    },
  }
}

function onLineOnly(object: ServerObject): ServerObject {
  if (!isArchived(object.attributes)) return object
  throw new KmipError('ObjectArchived', `Object ${object.id} is archived, recover it first`)
}

/** Again and again the first ones: those that are dealt with are not due any more. */
async function* dueIds({objects}: ReadTransaction, scopeId: string, now: Date): AsyncGenerator<string> {
  const seconds = Math.floor(now.getTime() / 1000)
  for (;;) {
    const due = await objects.due(scopeId, seconds, dueBatch)
    if (due.length === 0) return
    yield* due
  }
}

async function continuationState(
  {continuations}: ReadTransaction,
  {scopeId, id}: {readonly scopeId: string; readonly id: string},
  now: Date,
): Promise<Uint8Array | undefined> {
  const record = await continuations.get(scopeId, id)
  return record === undefined || record.expiresAt * 1000 < now.getTime() ? undefined : record.state
}

/** Identifiers looked at together. */
const outdatedPiece = 1000

async function* outdatedIds({objects}: ReadTransaction, scopeId: string): AsyncGenerator<string> {
  for (let after: number | undefined = 0; after !== undefined;) {
    const piece: readonly OutdatedObject[] = await objects.outdated({scopeId, after, limit: outdatedPiece})
    for (const {id} of piece) yield id
    after = piece.length < outdatedPiece ? undefined : piece.at(-1)?.place
  }
}
