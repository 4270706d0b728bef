import {AttributeV1} from '../../kmip/attributes/wire-v1.ts'
import {RequestBatchItem} from '../../kmip/message/batch-item.ts'
import {RequestHeader} from '../../kmip/message/header.ts'
import {KeyBlock} from '../../kmip/objects/key-block.ts'
import {operations} from '../../kmip/operations/index.ts'
import type {Fields} from '../../kmip/schema/structure.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {KeyWrappingSpecification} from '../../kmip/structures/key-wrapping-specification.ts'
import {Name} from '../../kmip/structures/name.ts'
import {ProtocolVersion} from '../../kmip/structures/protocol-version.ts'
import {TtlvError} from '../../ttlv/error.ts'
import {ItemType} from '../../ttlv/node.ts'

/**
 * The bytes of one message with lengths that fit what is there, as after editing a hex dump by hand: a text that became
 * longer, an item more or less. Items are told apart by their headers; where a structure ends is chosen so that as few
 * lengths as possible change by another amount than the message did, and nothing stands where KMIP does not want it.
 * Bytes whose lengths are right, or in which no items can be made out, are given back as they are.
 */
export function repairLengths(bytes: Uint8Array): Uint8Array {
  const items = itemsIn(bytes)
  if (items === undefined || items.length === 0) return bytes
  const [root] = items
  if (root === undefined || !root.isStructure) return joined(items, new Map())
  const grown = bytesOf(items) - (headerSize + root.announced)
  const nesting = new Nesting(items, grown)
  const ends = nesting.ends(0, items.length)
  if (ends === undefined) throw new TtlvError('Lengths of the message cannot be repaired')
  return joined(items, ends)
}

const headerSize = 8

/** A header, with the value behind it unless it is a structure's. */
interface FlatItem {
  readonly start: number
  readonly tag: number
  readonly isStructure: boolean
  readonly announced: number
  /** Of the header and the value with its padding. */
  readonly size: number
  readonly bytes: Uint8Array
  readonly length: number
}

const fixedLengths: ReadonlyMap<number, number> = new Map([
  [ItemType.Integer, 4],
  [ItemType.LongInteger, 8],
  [ItemType.Enumeration, 4],
  [ItemType.Boolean, 8],
  [ItemType.DateTime, 8],
  [ItemType.Interval, 4],
  [ItemType.DateTimeExtended, 8],
])

/** The items one after the other, whatever structure they are in; undefined where something else stands. */
function itemsIn(bytes: Uint8Array): FlatItem[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const items: FlatItem[] = []
  for (let start = 0; start < bytes.length;) {
    if (!isHeader(view, start)) return undefined
    const type = view.getUint8(start + 3)
    const announced = view.getUint32(start + 4)
    const isStructure = type === ItemType.Structure
    const length = isStructure ? 0 : (fixedLengths.get(type) ?? lengthAt(view, start, announced))
    const size = headerSize + padded(length)
    if (start + size > bytes.length) return undefined
    const tag = view.getUint32(start) >>> 8
    items.push({start, tag, isStructure, announced, size, length, bytes: bytes.subarray(start, start + size)})
    start += size
  }
  return items
}

/** Of a value whose length varies: what is announced if an item or the end follows, else up to where one does. */
function lengthAt(view: DataView, start: number, announced: number): number {
  const begin = start + headerSize
  if (follows(view, begin + padded(announced))) return announced
  let end = begin
  while (end < view.byteLength && !follows(view, end)) end += headerSize
  const stop = Math.min(end, view.byteLength)
  let last = stop
  while (last > begin && last > stop - (headerSize - 1) && view.getUint8(last - 1) === 0) last -= 1
  return last - begin
}

function follows(view: DataView, at: number): boolean {
  return at === view.byteLength || isHeader(view, at)
}

function isHeader(view: DataView, at: number): boolean {
  if (at + headerSize > view.byteLength) return false
  const first = view.getUint8(at)
  const type = view.getUint8(at + 3)
  return (first === 0x42 || first === 0x54) && type >= ItemType.Structure && type <= ItemType.NameReference
}

function padded(length: number): number {
  return Math.ceil(length / headerSize) * headerSize
}

/** What some structures may hold; of payloads, what that of some operation may. */
const places: ReadonlyMap<number, ReadonlySet<number>> = new Map([
  [Tag.RequestMessage, new Set([Tag.RequestHeader, Tag.BatchItem])],
  [Tag.RequestHeader, tagsOf(RequestHeader)],
  [Tag.BatchItem, tagsOf(RequestBatchItem)],
  [Tag.RequestPayload, new Set(Object.values(operations).flatMap(({request}) => [...tagsOf(request)]))],
  [Tag.ProtocolVersion, tagsOf(ProtocolVersion)],
  [Tag.Attribute, new Set([...tagsOf(AttributeV1), Tag.VendorIdentification])],
  [Tag.Name, tagsOf(Name)],
  [Tag.CryptographicParameters, tagsOf(CryptographicParameters)],
  [Tag.KeyWrappingSpecification, tagsOf(KeyWrappingSpecification)],
  [Tag.KeyBlock, tagsOf(KeyBlock)],
])

function tagsOf({fields}: {readonly fields: Fields}): ReadonlySet<number> {
  return new Set(Object.values(fields).flatMap(({tags}) => tags))
}

const nowhere = 0

interface Choice {
  readonly cost: number
  /** The item behind the structure's last one, by the structure. */
  readonly ends: ReadonlyMap<number, number>
}

/** Finds where structures end. Positions are those of items in the list. */
class Nesting {
  readonly #items: readonly FlatItem[]
  readonly #grown: number
  readonly #at: ReadonlyMap<number, number>
  readonly #known = new Map<string, Choice | undefined>()

  constructor(items: readonly FlatItem[], grown: number) {
    this.#items = items
    this.#grown = grown
    const last = items.at(-1)
    this.#at = new Map([
      ...items.map(({start}, index): [number, number] => [start, index]),
      [last === undefined ? 0 : last.start + last.size, items.length],
    ])
  }

  ends(first: number, end: number): ReadonlyMap<number, number> | undefined {
    return this.#sequence(first, end, nowhere)?.ends
  }

  /** Items from one to another, in a structure of this tag. */
  #sequence(first: number, end: number, parent: number): Choice | undefined {
    if (first === end) return {cost: 0, ends: new Map()}
    const key = `${first} ${end} ${parent}`
    if (!this.#known.has(key)) this.#known.set(key, this.#best(first, end, parent))
    return this.#known.get(key)
  }

  #best(first: number, end: number, parent: number): Choice | undefined {
    const item = this.#items[first]
    if (item === undefined || !this.#mayStandIn(parent, item.tag)) return undefined
    if (!item.isStructure) return this.#sequence(first + 1, end, parent)
    let best: Choice | undefined
    for (const {stop, cost} of this.#stops(item, first, end)) {
      if (best !== undefined && best.cost <= cost) continue
      const inside = this.#sequence(first + 1, stop, item.tag)
      const behind = inside && this.#sequence(stop, end, parent)
      if (inside === undefined || behind === undefined) continue
      const total = cost + inside.cost + behind.cost
      if (best === undefined || total < best.cost) {
        best = {cost: total, ends: new Map([...inside.ends, ...behind.ends, [first, stop]])}
      }
    }
    return best
  }

  /** By themselves stand messages like the first one. */
  #mayStandIn(parent: number, tag: number): boolean {
    return parent === nowhere ? tag === this.#items[0]?.tag : places.get(parent)?.has(tag) !== false
  }

  /** Where the structure may end: as it says, as it says and the message grew, or anywhere. */
  *#stops({start, announced}: FlatItem, first: number, end: number): Generator<{stop: number; cost: number}> {
    const told = start + headerSize + announced
    for (const [at, cost] of [
      [told, 0],
      [told + this.#grown, 1],
    ] as const) {
      const stop = this.#at.get(at)
      if (stop !== undefined && stop > first && stop <= end) yield {stop, cost}
    }
    for (let stop = end; stop > first; stop--) yield {stop, cost: changed}
  }
}

/** Of a length that changes by another amount than the message; more than any depth of those that change like it. */
const changed = 100

function bytesOf(items: readonly FlatItem[]): number {
  return items.reduce((sum, {size}) => sum + size, 0)
}

function joined(items: readonly FlatItem[], ends: ReadonlyMap<number, number>): Uint8Array {
  return Buffer.concat(
    items.map(({bytes, isStructure, length}, index) => {
      const copy = Buffer.from(bytes)
      const inside = isStructure ? bytesOf(items.slice(index + 1, ends.get(index) ?? index + 1)) : length
      copy.writeUInt32BE(inside, 4)
      return copy
    }),
  )
}
