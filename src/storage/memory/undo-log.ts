import {failures} from '../failures.ts'

interface Entry {
  readonly undo: () => void
  readonly commit: (() => void) | undefined
}

/** What a transaction changed, so that it can be taken back from the newest to the oldest change. */
export class UndoLog {
  readonly #entries: Entry[] = []
  #ended = false

  get position(): number {
    return this.#entries.length
  }

  /** Notes a change just made; `commit` runs once the change is final. */
  record(undo: () => void, commit?: () => void): void {
    this.#entries.push({undo, commit})
  }

  /** Fails when the transaction is over: nobody would undo a later change. */
  assertActive(): void {
    if (this.#ended) throw failures.ended()
  }

  set<K, V>(map: Map<K, V>, key: K, value: V): void {
    const before = map.get(key)
    map.set(key, value)
    this.record(() => (before === undefined ? map.delete(key) : map.set(key, before)))
  }

  delete<K, V>(map: Map<K, V>, key: K): void {
    const before = map.get(key)
    if (before === undefined) return
    map.delete(key)
    this.record(() => map.set(key, before))
  }

  rollbackTo(position: number): void {
    while (this.#entries.length > position) this.#entries.pop()?.undo()
  }

  commit(): void {
    this.#ended = true
    for (const entry of this.#entries) entry.commit?.()
  }

  rollback(): void {
    this.#ended = true
    this.rollbackTo(0)
  }
}
