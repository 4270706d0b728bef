import type {TtlvNode} from '../../ttlv/node.ts'
import type {AttributeName, StandardValue} from './catalogue.ts'
import type {CustomKey} from './custom-key.ts'

/** A standard attribute's name, or vendor and name of a custom one. */
export type AttributeKey = AttributeName | CustomKey

/** A standard attribute's type from the catalogue; a custom attribute may be any item. */
export type AttributeValue<K extends AttributeKey> = K extends AttributeName ? StandardValue<K> : TtlvNode

/** One instance of an attribute; the index is stable while others come and go. KMIP 1.4 section 2.1.1. */
export interface AttributeInstance<T> {
  readonly index: number
  readonly value: T
}

/**
 * The attributes of an object or a request, free of protocol versions: keys come from the catalogue, values have its
 * types. Single attributes are instances with index 0.
 */
export class AttributeSet {
  /** Names of templates that a 1.x Template-Attribute refers to. */
  templateNames: readonly string[] = []
  #instances = new Map<AttributeKey, readonly AttributeInstance<unknown>[]>()
  /** The map belongs to several sets and is copied before one of them changes. */
  #shared = false

  /** The first instance's value. */
  get<K extends AttributeKey>(key: K): AttributeValue<K> | undefined {
    return this.instances(key)[0]?.value
  }

  /** All values in the order of their indices. */
  all<K extends AttributeKey>(key: K): AttributeValue<K>[] {
    return this.instances(key).map((instance) => instance.value)
  }

  instances<K extends AttributeKey>(key: K): readonly AttributeInstance<AttributeValue<K>>[] {
    // The map's values are heterogeneous; only typed setters below fill it.
    return (this.#instances.get(key) ?? []) as AttributeInstance<AttributeValue<K>>[]
  }

  has(key: AttributeKey): boolean {
    return this.#instances.has(key)
  }

  /** Replaces all instances by one with index 0. */
  set<K extends AttributeKey>(key: K, value: AttributeValue<K>): this {
    this.#own().set(key, [{index: 0, value}])
    return this
  }

  /** Appends an instance and gives its index: the one asked for, or the next free one. */
  add<K extends AttributeKey>(key: K, value: AttributeValue<K>, index?: number): number {
    const instances = this.#instances.get(key) ?? []
    const last = instances.at(-1)
    const chosen = index ?? (last === undefined ? 0 : last.index + 1)
    const kept = instances.filter((instance) => instance.index !== chosen)
    this.#own().set(
      key,
      [...kept, {index: chosen, value}].sort((a, b) => a.index - b.index),
    )
    return chosen
  }

  /** Replaces the value at an index; false when there is no such instance. */
  replace<K extends AttributeKey>(key: K, index: number, value: AttributeValue<K>): boolean {
    const instances = this.#instances.get(key)
    if (instances === undefined || !instances.some((instance) => instance.index === index)) return false
    this.#own().set(
      key,
      instances.map((instance) => (instance.index === index ? {index, value} : instance)),
    )
    return true
  }

  /** Removes one instance, or all without an index; false when there was nothing to remove. */
  delete(key: AttributeKey, index?: number): boolean {
    if (index === undefined) return this.#own().delete(key)
    const instances = this.#instances.get(key) ?? []
    const kept = instances.filter((instance) => instance.index !== index)
    if (kept.length === instances.length) return false
    if (kept.length === 0) this.#own().delete(key)
    else this.#own().set(key, kept)
    return true
  }

  keys(): AttributeKey[] {
    return [...this.#instances.keys()]
  }

  get size(): number {
    return this.#instances.size
  }

  /** A set with the same instances; changing one leaves the other as it is. */
  copy(): AttributeSet {
    const copy = new AttributeSet()
    copy.templateNames = this.templateNames
    copy.#instances = this.#instances
    copy.#shared = true
    this.#shared = true
    return copy
  }

  /** Only the given keys, in the order of this set. */
  pick(keep: (key: AttributeKey) => boolean): AttributeSet {
    const picked = new AttributeSet()
    for (const [key, instances] of this.#instances) if (keep(key)) picked.#instances.set(key, instances)
    return picked
  }

  #own(): Map<AttributeKey, readonly AttributeInstance<unknown>[]> {
    if (this.#shared) {
      this.#instances = new Map(this.#instances)
      this.#shared = false
    }
    return this.#instances
  }
}
