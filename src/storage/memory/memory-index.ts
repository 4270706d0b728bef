import type {IndexEntry, ObjectCondition} from '../store.ts'
import {compareText} from './compare-text.ts'
import {insertSorted, lowerBound, removeSorted} from './sorted-list.ts'

/** The object as kept in memory: the encoded bytes, and the postings it is found by. */
export interface MemoryObject {
  readonly sequence: number
  readonly id: string
  readonly roleId: string | undefined
  usedAt: number | undefined
  objectType: string
  attributes: Uint8Array
  material: Uint8Array | undefined
  nextTransition: number | undefined
  nextRotation: number | undefined
  postings: readonly Posting[]
}

/** All objects that have one value of one key, oldest first. */
export interface Posting {
  readonly key: string
  readonly value: string
  readonly objects: MemoryObject[]
}

interface KeyIndex {
  readonly postings: Map<string, Posting>
  /** By value; built when the key is first asked for a range, kept from then on. */
  ordered: Posting[] | undefined
}

export const bySequence = (a: MemoryObject, b: MemoryObject): number => a.sequence - b.sequence
const byValue = (a: Posting, b: Posting): number => compareText(a.value, b.value)

/** Index of the objects of one scope. */
export class MemoryIndex {
  readonly #keys = new Map<string, KeyIndex>()

  /** Adds the object to the postings of its entries and returns them, each once. */
  add(object: MemoryObject, entries: readonly IndexEntry[]): readonly Posting[] {
    const postings = new Set<Posting>()
    for (const {key, value} of entries) {
      const posting = this.#posting(key, value)
      if (posting === undefined) postings.add(this.#create(key, value, object))
      else if (!postings.has(posting)) {
        postings.add(posting)
        insertSorted(posting.objects, object, bySequence)
      }
    }
    return [...postings]
  }

  attach(posting: Posting, object: MemoryObject): void {
    if (posting.objects.length === 0) this.#register(posting)
    insertSorted(posting.objects, object, bySequence)
  }

  detach(posting: Posting, object: MemoryObject): void {
    removeSorted(posting.objects, object, bySequence)
    if (posting.objects.length > 0) return
    const index = this.#keys.get(posting.key)
    index?.postings.delete(posting.value)
    if (index?.ordered) removeSorted(index.ordered, posting, byValue)
  }

  /** Objects that fulfil the condition, oldest first. */
  matches(condition: ObjectCondition): readonly MemoryObject[] {
    if ('equals' in condition) return this.#posting(condition.key, condition.equals)?.objects ?? []
    const found = new Set<MemoryObject>()
    for (const posting of this.#range(condition)) for (const object of posting.objects) found.add(object)
    return [...found].sort(bySequence)
  }

  #posting(key: string, value: string): Posting | undefined {
    return this.#keys.get(key)?.postings.get(value)
  }

  #create(key: string, value: string, object: MemoryObject): Posting {
    const posting = {key, value, objects: [object]}
    this.#register(posting)
    return posting
  }

  #register(posting: Posting): void {
    let index = this.#keys.get(posting.key)
    if (index === undefined) this.#keys.set(posting.key, (index = {postings: new Map(), ordered: undefined}))
    index.postings.set(posting.value, posting)
    if (index.ordered) insertSorted(index.ordered, posting, byValue)
  }

  #range({key, from, to}: {readonly key: string; readonly from?: string; readonly to?: string}): readonly Posting[] {
    const index = this.#keys.get(key)
    if (index === undefined) return []
    index.ordered ??= [...index.postings.values()].sort(byValue)
    const start = from === undefined ? 0 : lowerBound(index.ordered, (posting) => compareText(posting.value, from))
    const end =
      to === undefined
        ? index.ordered.length
        : lowerBound(index.ordered, (posting) => (compareText(posting.value, to) <= 0 ? -1 : 1))
    return index.ordered.slice(start, end)
  }
}

/** Whether the object has a value that fulfils the condition. */
export function fulfils(object: MemoryObject, condition: ObjectCondition): boolean {
  return object.postings.some(({key, value}) => {
    if (key !== condition.key) return false
    if ('equals' in condition) return value === condition.equals
    const {from, to} = condition
    return (from === undefined || compareText(value, from) >= 0) && (to === undefined || compareText(value, to) <= 0)
  })
}
