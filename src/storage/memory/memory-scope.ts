import type {IndexEntry, ObjectMatches, ObjectQuery, ScopeRecord, StoredObject, Tally, TallyQuery} from '../store.ts'
import {failures} from '../failures.ts'
import {bySequence, fulfils, MemoryIndex, type MemoryObject} from './memory-index.ts'
import {MemorySchedule} from './memory-schedule.ts'
import {insertSorted, lowerBound, removeSorted} from './sorted-list.ts'
import type {UndoLog} from './undo-log.ts'

const entryName = ({key, value}: IndexEntry): string => JSON.stringify([key, value])

/** A scope with its objects. */
export class MemoryScope {
  readonly record: ScopeRecord
  readonly #byId = new Map<string, MemoryObject>()
  /** Oldest first. */
  readonly #objects: MemoryObject[] = []
  readonly #transitions = new MemorySchedule('nextTransition')
  readonly #rotations = new MemorySchedule('nextRotation')
  readonly #index = new MemoryIndex()

  constructor(record: ScopeRecord) {
    this.record = record
  }

  get size(): number {
    return this.#objects.length
  }

  get(id: string): Omit<StoredObject, 'index'> | undefined {
    const object = this.#byId.get(id)
    if (object === undefined) return undefined
    return {
      id,
      scopeId: this.record.id,
      objectType: object.objectType,
      attributes: object.attributes.slice(),
      material: object.material?.slice(),
      nextTransition: object.nextTransition,
      nextRotation: object.nextRotation,
      roleId: object.roleId,
    }
  }

  lastUsed(id: string): number | undefined {
    return this.#byId.get(id)?.usedAt
  }

  markUsed(id: string, at: number, log: UndoLog): void {
    const object = this.#byId.get(id)
    if (object === undefined || (object.usedAt ?? 0) >= at) return
    const before = object.usedAt
    object.usedAt = at
    log.record(() => (object.usedAt = before))
  }

  find(query: ObjectQuery): ObjectMatches {
    const {limit = Infinity, offset = 0, count = false} = query
    const ids: string[] = []
    if (!count && limit === 0) return {ids, total: undefined}
    let total = 0
    for (const {id} of this.#matches(query)) {
      if (total >= offset && ids.length < limit) ids.push(id)
      total++
      if (!count && ids.length >= limit) break
    }
    return {ids, total: count ? total : undefined}
  }

  tally({entry, after = 0, limit}: TallyQuery): Tally {
    const candidates = entry === undefined ? this.#objects : this.#index.matches({key: entry.key, equals: entry.value})
    const start = lowerBound(candidates, ({sequence}) => sequence - after - 0.5)
    const piece = candidates.slice(start, start + limit)
    return {count: piece.length, next: piece.length < limit ? undefined : piece.at(-1)?.sequence}
  }

  due(now: number, limit: number): readonly string[] {
    return this.#transitions.due(now, limit).map(({object}) => object.id)
  }

  dueRotations(now: number, limit: number): ReturnType<MemorySchedule['due']> {
    return this.#rotations.due(now, limit)
  }

  /** Newest first. */
  *#matches({conditions, roleId, unusedSince = Infinity}: ObjectQuery): Generator<MemoryObject> {
    const [first, ...others] = conditions
    const candidates = first === undefined ? this.#objects : this.#index.matches(first)
    for (let position = candidates.length - 1; position >= 0; position--) {
      const object = candidates[position]
      if (object === undefined || (roleId !== undefined && object.roleId !== roleId)) continue
      if (object.usedAt !== undefined && object.usedAt >= unusedSince) continue
      if (others.every((condition) => fulfils(object, condition))) yield object
    }
  }

  insert(stored: StoredObject, sequence: number, log: UndoLog): void {
    if (this.#byId.has(stored.id)) throw failures.taken('Object', stored.id)
    const object: MemoryObject = {
      sequence,
      id: stored.id,
      roleId: stored.roleId,
      usedAt: undefined,
      objectType: stored.objectType,
      attributes: stored.attributes.slice(),
      material: stored.material?.slice(),
      nextTransition: stored.nextTransition,
      nextRotation: stored.nextRotation,
      postings: [],
    }
    object.postings = this.#index.add(object, stored.index)
    this.#byId.set(object.id, object)
    this.#objects.push(object)
    this.#schedule(object)
    log.record(() => {
      this.#unschedule(object)
      this.#objects.pop()
      this.#byId.delete(object.id)
      for (const posting of object.postings) this.#index.detach(posting, object)
    })
  }

  update(stored: StoredObject, log: UndoLog): void {
    const object = this.#byId.get(stored.id)
    if (object === undefined) throw failures.missing('Object', stored.id)
    const {attributes, material, objectType, nextTransition, nextRotation} = object
    this.#unschedule(object)
    object.objectType = stored.objectType
    object.attributes = stored.attributes.slice()
    object.material = stored.material?.slice()
    object.nextTransition = stored.nextTransition
    object.nextRotation = stored.nextRotation
    this.#schedule(object)
    log.record(
      () => {
        this.#unschedule(object)
        Object.assign(object, {attributes, material, objectType, nextTransition, nextRotation})
        this.#schedule(object)
      },
      () => material?.fill(0),
    )
    this.#reindex(object, stored, log)
  }

  delete(id: string, log: UndoLog): void {
    const object = this.#byId.get(id)
    if (object === undefined) throw failures.missing('Object', id)
    this.#unschedule(object)
    this.#byId.delete(id)
    removeSorted(this.#objects, object, bySequence)
    for (const posting of object.postings) this.#index.detach(posting, object)
    log.record(
      () => {
        for (const posting of object.postings) this.#index.attach(posting, object)
        insertSorted(this.#objects, object, bySequence)
        this.#byId.set(id, object)
        this.#schedule(object)
      },
      () => object.material?.fill(0),
    )
  }

  /** Touches only the postings that differ. */
  #reindex(object: MemoryObject, stored: StoredObject, log: UndoLog): void {
    const before = object.postings
    const wanted = new Set(stored.index.map(entryName))
    const kept = before.filter((posting) => wanted.has(entryName(posting)))
    const removed = before.filter((posting) => !wanted.has(entryName(posting)))
    const present = new Set(kept.map(entryName))
    const entries = stored.index.filter((entry) => !present.has(entryName(entry)))
    if (removed.length === 0 && entries.length === 0) return
    for (const posting of removed) this.#index.detach(posting, object)
    const added = this.#index.add(object, entries)
    object.postings = [...kept, ...added]
    log.record(() => {
      for (const posting of added) this.#index.detach(posting, object)
      for (const posting of removed) this.#index.attach(posting, object)
      object.postings = before
    })
  }

  #schedule(object: MemoryObject): void {
    this.#transitions.add(object)
    this.#rotations.add(object)
  }

  #unschedule(object: MemoryObject): void {
    this.#transitions.remove(object)
    this.#rotations.remove(object)
  }
}
