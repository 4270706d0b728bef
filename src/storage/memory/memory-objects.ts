import type {
  ObjectMatches,
  ObjectQuery,
  ObjectWriter,
  OutdatedObject,
  StoredObject,
  Tally,
  TallyQuery,
} from '../store.ts'
import {failures} from '../failures.ts'
import {byDay} from './memory-schedule.ts'
import type {MemoryState} from './memory-state.ts'
import type {UndoLog} from './undo-log.ts'

/** Objects in memory. */
export class MemoryObjects implements ObjectWriter {
  readonly #state: MemoryState
  readonly #log: UndoLog

  constructor(state: MemoryState, log: UndoLog) {
    this.#state = state
    this.#log = log
  }

  async get(scopeId: string, id: string): Promise<Omit<StoredObject, 'index'> | undefined> {
    return this.#state.scopes.get(scopeId)?.get(id)
  }

  async find(query: ObjectQuery): Promise<ObjectMatches> {
    return this.#state.scopes.get(query.scopeId)?.find(query) ?? {ids: [], total: query.count ? 0 : undefined}
  }

  async due(scopeId: string, now: number, limit: number): Promise<readonly string[]> {
    return this.#state.scopes.get(scopeId)?.due(now, limit) ?? []
  }

  async dueRotations(now: number, limit: number): Promise<readonly Pick<StoredObject, 'scopeId' | 'id'>[]> {
    const due = [...this.#state.scopes].flatMap(([scopeId, scope]) =>
      scope.dueRotations(now, limit).map((entry) => ({...entry, scopeId})),
    )
    return due
      .sort(byDay)
      .slice(0, limit)
      .map(({scopeId, object}) => ({scopeId, id: object.id}))
  }

  async count(scopeId: string): Promise<number> {
    return this.#state.scopes.get(scopeId)?.size ?? 0
  }

  async tally(query: TallyQuery): Promise<Tally> {
    return this.#state.scopes.get(query.scopeId)?.tally(query) ?? {count: 0, next: undefined}
  }

  /** What is in memory this program has put there. */
  async outdated(): Promise<readonly OutdatedObject[]> {
    return []
  }

  async renewedUpTo(): Promise<void> {
    this.#log.assertActive()
  }

  async lastUsed(scopeId: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const scope = this.#state.scopes.get(scopeId)
    const uses = new Map<string, number>()
    for (const id of ids) {
      const at = scope?.lastUsed(id)
      if (at !== undefined) uses.set(id, at)
    }
    return uses
  }

  async markUsed(scopeId: string, id: string, at: number): Promise<void> {
    this.#log.assertActive()
    this.#state.scopes.get(scopeId)?.markUsed(id, at, this.#log)
  }

  async insert(object: StoredObject): Promise<void> {
    this.#log.assertActive()
    this.#state.existingScope(object.scopeId).insert(object, this.#state.nextSequence(), this.#log)
  }

  async update(object: StoredObject): Promise<void> {
    this.#log.assertActive()
    this.#state.existingScope(object.scopeId).update(object, this.#log)
  }

  async delete(scopeId: string, id: string): Promise<void> {
    this.#log.assertActive()
    const scope = this.#state.scopes.get(scopeId)
    if (scope === undefined) throw failures.missing('Object', id)
    scope.delete(id, this.#log)
  }
}
