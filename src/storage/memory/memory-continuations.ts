import type {ContinuationRecord, ContinuationStore} from '../store.ts'
import type {MemoryState} from './memory-state.ts'
import type {UndoLog} from './undo-log.ts'

const keyOf = (scopeId: string, id: string): string => JSON.stringify([scopeId, id])

/** States of continued operations in memory. */
export class MemoryContinuations implements ContinuationStore {
  readonly #state: MemoryState
  readonly #log: UndoLog

  constructor(state: MemoryState, log: UndoLog) {
    this.#state = state
    this.#log = log
  }

  async get(scopeId: string, id: string): Promise<ContinuationRecord | undefined> {
    const record = this.#state.continuations.get(keyOf(scopeId, id))
    return record && {...record, state: record.state.slice()}
  }

  async put(record: ContinuationRecord): Promise<void> {
    this.#log.assertActive()
    this.#state.existingScope(record.scopeId)
    const kept = {...record, state: record.state.slice()}
    this.#log.set(this.#state.continuations, keyOf(record.scopeId, record.id), kept)
  }

  async delete(scopeId: string, id: string): Promise<void> {
    this.#log.assertActive()
    this.#log.delete(this.#state.continuations, keyOf(scopeId, id))
  }

  async deleteExpired(now: number): Promise<number> {
    this.#log.assertActive()
    let deleted = 0
    for (const [key, record] of this.#state.continuations) {
      if (record.expiresAt > now) continue
      this.#log.delete(this.#state.continuations, key)
      deleted++
    }
    return deleted
  }
}
