import {ChangeRecorder} from './change-recorder.ts'
import type {ObjectEvent} from './object-event.ts'

/** Takes what has happened to the objects of a scope, after the commit. */
export type Listener = (events: readonly ObjectEvent[]) => void

/**
 * Brings what happens to objects to the connections of this process whose clients want to know. Without anybody who
 * listens to a scope nothing is noted.
 */
export class Announcements {
  readonly #listeners = new Map<string, Set<Listener>>()

  /** Scopes that somebody listens to. */
  get scopes(): readonly string[] {
    return [...this.#listeners.keys()]
  }

  /** Returns what ends it. */
  listen(scopeId: string, listener: Listener): () => void {
    let listeners = this.#listeners.get(scopeId)
    if (listeners === undefined) this.#listeners.set(scopeId, (listeners = new Set()))
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners.get(scopeId) === listeners) this.#listeners.delete(scopeId)
    }
  }

  /** Undefined when nobody listens. */
  recorderFor(scopeId: string): ChangeRecorder | undefined {
    return this.#listeners.has(scopeId) ? new ChangeRecorder() : undefined
  }

  publish(scopeId: string, events: readonly ObjectEvent[]): void {
    if (events.length === 0) return
    for (const listener of this.#listeners.get(scopeId) ?? []) listener(events)
  }
}
