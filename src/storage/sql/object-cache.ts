import type {StoredObject} from '../store.ts'

export type CachedObject = Omit<StoredObject, 'index'>

/** Objects kept at most, and bytes of their values together. */
const maximumObjects = 10_000
const maximumBytes = 32 * 1024 * 1024

/**
 * Objects as they were opened last, valid for one stamp of the database: any commit of anybody empties it, so a load
 * of reads pays for opening an object once and a load of writes gains and loses nothing.
 */
export class ObjectCache {
  readonly #objects = new Map<string, CachedObject>()
  #bytes = 0
  #stamp = Number.NaN

  /** Forgets everything when the stamp is another than before. */
  validFor(stamp: number): void {
    if (stamp === this.#stamp) return
    this.#stamp = stamp
    this.#clear()
  }

  get(scopeId: string, id: string): CachedObject | undefined {
    return this.#objects.get(keyOf(scopeId, id))
  }

  put(object: CachedObject): void {
    const size = sizeOf(object)
    if (this.#objects.size >= maximumObjects || this.#bytes + size > maximumBytes) this.#clear()
    this.#objects.set(keyOf(object.scopeId, object.id), object)
    this.#bytes += size
  }

  #clear(): void {
    if (this.#objects.size === 0) return
    this.#objects.clear()
    this.#bytes = 0
  }
}

function keyOf(scopeId: string, id: string): string {
  return `${scopeId}\0${id}`
}

function sizeOf({attributes, material}: CachedObject): number {
  return attributes.length + (material?.length ?? 0)
}
