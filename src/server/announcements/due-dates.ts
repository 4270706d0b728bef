import type {Store} from '../../storage/store.ts'
import {createObjectAccess} from '../objects/object-access.ts'
import type {Announcements} from './announcements.ts'

/** Milliseconds between two looks at the clock. */
const interval = 1000

/**
 * Dates change states whenever somebody looks; for scopes that somebody listens to, this looks when a date has come, so
 * that they hear of it in time. Costs nothing while nobody listens.
 */
export class DueDates {
  readonly #store: Store
  readonly #announcements: Announcements
  readonly #clock: () => Date
  readonly #report: (error: unknown) => unknown
  readonly #timer: NodeJS.Timeout
  #looking = false

  constructor(parts: {
    readonly store: Store
    readonly announcements: Announcements
    readonly clock: () => Date
    readonly report: (error: unknown) => unknown
  }) {
    this.#store = parts.store
    this.#announcements = parts.announcements
    this.#clock = parts.clock
    this.#report = parts.report
    this.#timer = setInterval(() => void this.look(), interval).unref()
  }

  /** Writes down and announces what dates have changed. Never rejects. */
  async look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      for (const scopeId of this.#announcements.scopes) await this.#lookAt(scopeId)
    } catch (error) {
      this.#report(error)
    }
    this.#looking = false
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #lookAt(scopeId: string): Promise<void> {
    const now = this.#clock()
    const seconds = Math.floor(now.getTime() / 1000)
    const due = await this.#store.read(({objects}) => objects.due(scopeId, seconds, 1))
    if (due.length === 0) return
    const events = await this.#store.transaction(async (writer) => {
      const recorder = this.#announcements.recorderFor(scopeId)
      await createObjectAccess({reader: writer, writer, recorder}, {scopeId}, now).applyDueDates()
      return recorder?.events ?? []
    })
    this.#announcements.publish(scopeId, events)
  }
}
