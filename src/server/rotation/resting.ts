import type {StoredObject} from '../../storage/store.ts'

type Named = Pick<StoredObject, 'scopeId' | 'id'>

/** Milliseconds before something that failed is tried again; doubled each time. */
const shortestRest = 60_000
const longestRest = 60 * 60_000

/** What could not be done lately and is left alone for a while, longer each time. */
export class Resting {
  readonly #objects = new Map<string, {readonly until: number; readonly rest: number}>()

  /** How many there are, so that a search finds others beside them. */
  get size(): number {
    return this.#objects.size
  }

  isResting(object: Named, now: number): boolean {
    return (this.#objects.get(keyOf(object))?.until ?? 0) > now
  }

  /** It failed again. */
  rest(object: Named, now: number): void {
    const before = this.#objects.get(keyOf(object))
    const rest = before === undefined ? shortestRest : Math.min(before.rest * 2, longestRest)
    this.#objects.set(keyOf(object), {until: now + rest, rest})
  }

  /** Forgets what is not to be done any more: all but these. */
  keep(objects: readonly Named[]): void {
    const kept = new Set(objects.map(keyOf))
    for (const key of this.#objects.keys()) if (!kept.has(key)) this.#objects.delete(key)
  }

  /** It is done. */
  forget(object: Named): void {
    this.#objects.delete(keyOf(object))
  }
}

function keyOf({scopeId, id}: Named): string {
  return `${scopeId}\0${id}`
}
