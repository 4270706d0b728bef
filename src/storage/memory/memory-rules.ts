import type {RuleKind, RuleStore} from '../store.ts'
import type {MemoryState} from './memory-state.ts'
import type {UndoLog} from './undo-log.ts'

const keyOf = (scopeId: string, kind: RuleKind): string => JSON.stringify([scopeId, kind])

/** Rules of scopes in memory. */
export class MemoryRules implements RuleStore {
  readonly #state: MemoryState
  readonly #log: UndoLog

  constructor(state: MemoryState, log: UndoLog) {
    this.#state = state
    this.#log = log
  }

  async get(scopeId: string, kind: RuleKind): Promise<Uint8Array | undefined> {
    return this.#state.rules.get(keyOf(scopeId, kind))?.content.slice()
  }

  async put(scopeId: string, kind: RuleKind, content: Uint8Array): Promise<void> {
    this.#log.assertActive()
    this.#state.existingScope(scopeId)
    this.#log.set(this.#state.rules, keyOf(scopeId, kind), {scopeId, content: content.slice()})
  }

  async delete(scopeId: string, kind: RuleKind): Promise<void> {
    this.#log.assertActive()
    this.#log.delete(this.#state.rules, keyOf(scopeId, kind))
  }
}
