import type {MemoryObject} from './memory-index.ts'
import {insertSorted, lowerBound} from './sorted-list.ts'

type Day = 'nextTransition' | 'nextRotation'
interface Entry {
  readonly at: number
  readonly object: MemoryObject
}

/** Who comes first: what is due earlier, then what is older. */
export const byDay = (a: Entry, b: Entry): number => a.at - b.at || a.object.sequence - b.object.sequence

/** The objects of a scope for which something is to happen, in the order of their days. */
export class MemorySchedule {
  readonly #day: Day
  readonly #entries: Entry[] = []

  constructor(day: Day) {
    this.#day = day
  }

  add(object: MemoryObject): void {
    const at = object[this.#day]
    if (at !== undefined) insertSorted(this.#entries, {at, object}, byDay)
  }

  /** While the object still has the day under which it was added. */
  remove(object: MemoryObject): void {
    const at = object[this.#day]
    if (at === undefined) return
    const position = lowerBound(this.#entries, (other) => byDay(other, {at, object}))
    if (this.#entries[position]?.object === object) this.#entries.splice(position, 1)
  }

  /** Seconds since 1970. */
  due(now: number, limit: number): readonly Entry[] {
    const end = lowerBound(this.#entries, ({at}) => (at <= now ? -1 : 1))
    return this.#entries.slice(0, Math.min(end, limit))
  }
}
