import type {JobRecord, JobStore} from '../store.ts'
import type {MemoryState} from './memory-state.ts'
import type {UndoLog} from './undo-log.ts'

const keyOf = (scopeId: string, id: string): string => JSON.stringify([scopeId, id])

/** Jobs in memory. */
export class MemoryJobs implements JobStore {
  readonly #state: MemoryState
  readonly #log: UndoLog

  constructor(state: MemoryState, log: UndoLog) {
    this.#state = state
    this.#log = log
  }

  async get(scopeId: string, id: string): Promise<JobRecord | undefined> {
    const record = this.#state.jobs.get(keyOf(scopeId, id))
    return record && copy(record)
  }

  async waiting(kind: JobRecord['kind'], limit: number): Promise<readonly JobRecord[]> {
    const found = [...this.#state.jobs.values()].filter((job) => job.status === 'waiting' && job.kind === kind)
    return found
      .sort((a, b) => a.sequence - b.sequence)
      .slice(0, limit)
      .map(copy)
  }

  async owedTo(scopeId: string, owner: string, limit: number): Promise<readonly JobRecord[]> {
    const found = [...this.#state.jobs.values()].filter((job) => job.owedTo === owner && job.scopeId === scopeId)
    return found
      .sort((a, b) => a.sequence - b.sequence)
      .slice(0, limit)
      .map(copy)
  }

  async countWaiting(scopeId: string): Promise<number> {
    return [...this.#state.jobs.values()].filter((job) => job.status === 'waiting' && job.scopeId === scopeId).length
  }

  async countAllWaiting(kind: JobRecord['kind']): Promise<number> {
    return [...this.#state.jobs.values()].filter((job) => job.status === 'waiting' && job.kind === kind).length
  }

  async put(record: JobRecord): Promise<void> {
    this.#log.assertActive()
    this.#state.existingScope(record.scopeId)
    const key = keyOf(record.scopeId, record.id)
    const sequence = this.#state.jobs.get(key)?.sequence ?? this.#state.nextSequence()
    this.#log.set(this.#state.jobs, key, {...copy(record), sequence})
  }

  async delete(scopeId: string, id: string): Promise<void> {
    this.#log.assertActive()
    this.#log.delete(this.#state.jobs, keyOf(scopeId, id))
  }

  async deleteExpired(now: number): Promise<number> {
    this.#log.assertActive()
    let deleted = 0
    for (const [key, {expiresAt, status, kind}] of this.#state.jobs) {
      if (expiresAt > now || (status === 'waiting' && kind === 'operation')) continue
      this.#log.delete(this.#state.jobs, key)
      deleted++
    }
    return deleted
  }
}

function copy({id, scopeId, kind, status, state, expiresAt, owedTo}: JobRecord): JobRecord {
  return {id, scopeId, kind, status, state: state.slice(), expiresAt, ...(owedTo === undefined ? {} : {owedTo})}
}
