import type {ChangeRecord, Store} from '../../storage/store.ts'
import type {AuditEntry} from './entry.ts'
import type {DeviceTrail} from './trail.ts'

/** Changes that are written together. */
const piece = 500

/**
 * Brings the journal of administrative changes to the audit devices, each change once to each device, whoever made it and
 * whether a server ran or not. A device says itself how far it has got.
 */
export class JournalDrain {
  readonly #store: Store
  readonly #trail: DeviceTrail
  /** Of the store, when everything was drained. */
  #revision = -1
  /** The last change that was seen. */
  #reached = 0

  constructor(store: Store, trail: DeviceTrail) {
    this.#store = store
    this.#trail = trail
  }

  /** Resolves when all that work have everything; true when there was something. Rejects as the store does. */
  async drain(): Promise<boolean> {
    const revision = await this.#store.administrativeRevision()
    if (revision === this.#revision && !this.#isBehind()) return false
    let found = false
    for (;;) {
      const positions = this.#positions()
      if (positions.length === 0) return found
      const after = Math.min(...positions)
      const changes = await this.#store.read(({administration}) => administration.changes(after, piece))
      const last = changes.at(-1)
      if (last === undefined) break
      await this.#trail.recordChanges(changes.map((change) => ({sequence: change.sequence, entry: entryOf(change)})))
      this.#reached = Math.max(this.#reached, last.sequence)
      found = true
    }
    this.#revision = revision
    return found
  }

  #isBehind(): boolean {
    return this.#positions().some((change) => change < this.#reached)
  }

  #positions(): readonly number[] {
    return this.#trail.devices.filter(({isWorking}) => isWorking).map(({state}) => state.change)
  }
}

function entryOf({at, actor, action, target}: ChangeRecord): AuditEntry {
  return {kind: 'change', at, actor, action, target}
}
