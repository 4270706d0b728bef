import type {ReadTransaction, Store, StoreCapabilities, Transaction} from '../store.ts'
import {failures} from '../failures.ts'
import {SerialQueue} from '../serial-queue.ts'
import {MemoryAdministration} from './memory-administration.ts'
import {MemoryContinuations} from './memory-continuations.ts'
import {MemoryJobs} from './memory-jobs.ts'
import {MemoryObjects} from './memory-objects.ts'
import {MemoryRules} from './memory-rules.ts'
import {MemoryState} from './memory-state.ts'
import {UndoLog} from './undo-log.ts'

class MemoryTransaction implements Transaction {
  readonly objects: MemoryObjects
  readonly administration: MemoryAdministration
  readonly continuations: MemoryContinuations
  readonly jobs: MemoryJobs
  readonly rules: MemoryRules
  readonly #log: UndoLog

  constructor(state: MemoryState, log: UndoLog) {
    this.objects = new MemoryObjects(state, log)
    this.administration = new MemoryAdministration(state, log)
    this.continuations = new MemoryContinuations(state, log)
    this.jobs = new MemoryJobs(state, log)
    this.rules = new MemoryRules(state, log)
    this.#log = log
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    this.#log.assertActive()
    const position = this.#log.position
    try {
      return await work()
    } catch (error) {
      this.#log.rollbackTo(position)
      throw error
    }
  }
}

/** A store that lives as long as the process; what is in it is not sealed. Work runs one piece at a time. */
export class MemoryStore implements Store {
  readonly capabilities: StoreCapabilities = {durable: false, shared: false}
  readonly #state = new MemoryState()
  readonly #turns = new SerialQueue()
  #committedRevision = 0
  #closed = false

  async read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
    this.#assertOpen()
    return this.#turns.run(async () => {
      const log = new UndoLog()
      try {
        return await work(new MemoryTransaction(this.#state, log))
      } finally {
        log.commit()
      }
    })
  }

  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    this.#assertOpen()
    return this.#turns.run(async () => {
      const log = new UndoLog()
      try {
        const result = await work(new MemoryTransaction(this.#state, log))
        log.commit()
        this.#committedRevision = this.#state.revision
        return result
      } catch (error) {
        log.rollback()
        throw error
      }
    })
  }

  async administrativeRevision(): Promise<number> {
    this.#assertOpen()
    return this.#committedRevision
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    await this.#turns.idle()
  }

  #assertOpen(): void {
    if (this.#closed) throw failures.closed()
  }
}
