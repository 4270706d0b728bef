import {binaryPath} from './binary-path.ts'
import {TtlvError} from './error.ts'
import {asBuffer} from './hex.ts'
import {defaultLimits, type TtlvLimits} from './limits.ts'
import {ItemType, itemTypeName, type TtlvNode} from './node.ts'
import type {BinarySource} from './scalar-type.ts'
import {scalarTypeByCode} from './scalar-types.ts'
import type {Vocabulary} from './vocabulary.ts'

export interface ReadBinaryOptions {
  /** Depth and number of items; the message's size is the framer's business. */
  readonly limits?: TtlvLimits | undefined
  /** Gives the tags in an error's path their names. */
  readonly vocabulary?: Vocabulary | undefined
}

/** Decodes exactly one item. Byte values are views of `bytes`, not copies. Throws a TtlvError for anything irregular. */
export function readBinary(bytes: Uint8Array, options: ReadBinaryOptions = {}): TtlvNode {
  const reader = new BinaryReader(bytes, options)
  const node = reader.readMessage(0)
  if (reader.next < bytes.length) {
    throw reader.fault(
      `${bytes.length - reader.next} bytes follow the item that ends at byte ${reader.next}`,
      reader.next,
    )
  }
  return node
}

/** Decodes items that follow one another until the end of `bytes`; the limits hold for each, offsets count from the start. */
export function readBinarySequence(bytes: Uint8Array, options: ReadBinaryOptions = {}): TtlvNode[] {
  const reader = new BinaryReader(bytes, options)
  const nodes = [reader.readMessage(0)]
  while (reader.next < bytes.length) nodes.push(reader.readMessage(reader.next))
  return nodes
}

class BinaryReader implements BinarySource {
  readonly bytes: Buffer
  readonly view: DataView
  /** Where the item after the one just read begins. */
  next = 0
  readonly #limits: TtlvLimits
  readonly #vocabulary: Vocabulary | undefined
  #messageStart = 0
  #nodes = 0
  #depth = 0

  constructor(bytes: Uint8Array, {limits = defaultLimits, vocabulary}: ReadBinaryOptions) {
    this.bytes = asBuffer(bytes)
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#limits = limits
    this.#vocabulary = vocabulary
  }

  readMessage(start: number): TtlvNode {
    this.#messageStart = start
    this.#nodes = 0
    return this.#readItem(start, this.bytes.length)
  }

  fault(message: string, offset: number): TtlvError {
    return new TtlvError(message, {offset, path: binaryPath(this.view, this.#messageStart, offset, this.#vocabulary)})
  }

  #readItem(start: number, end: number): TtlvNode {
    if (end - start < 8)
      throw this.fault(`Item header at byte ${start} needs 8 bytes, only ${end - start} remain`, start)
    if (++this.#nodes > this.#limits.nodes) throw this.fault(`Message has more than ${this.#limits.nodes} items`, start)
    const head = this.view.getUint32(start)
    const length = this.view.getUint32(start + 4)
    const valueStart = start + 8
    const valueEnd = valueStart + length
    const next = valueEnd + (-length & 7)
    if (next > end) {
      const room = end - valueStart
      throw this.fault(`Item at byte ${start} announces ${length} bytes, only ${room} remain around it`, start + 4)
    }
    const code = head & 0xff
    if (code === ItemType.Structure) return this.#readStructure(head >>> 8, valueStart, next, length)
    const type = scalarTypeByCode(code)
    if (type === undefined) {
      throw this.fault(
        `Item at byte ${start} has the unknown type code 0x${code.toString(16).padStart(2, '0')}`,
        start + 3,
      )
    }
    if (type.fixedLength !== 0 && length !== type.fixedLength) {
      throw this.fault(
        `${itemTypeName(code)} at byte ${start} has length ${length}, not ${type.fixedLength}`,
        start + 4,
      )
    }
    for (let at = valueEnd; at < next; at++) {
      if (this.bytes[at] !== 0) throw this.fault(`Padding at byte ${at} is not zero`, at)
    }
    this.next = next
    return type.readBinary(this, head >>> 8, valueStart, length)
  }

  #readStructure(tag: number, start: number, end: number, length: number): TtlvNode {
    if (++this.#depth > this.#limits.depth) {
      throw this.fault(`Structures are nested deeper than ${this.#limits.depth} levels`, start - 8)
    }
    if (length % 8 !== 0) {
      throw this.fault(`Structure at byte ${start - 8} has length ${length}, not a multiple of 8`, start - 4)
    }
    const value: TtlvNode[] = []
    let at = start
    while (at < end) {
      value.push(this.#readItem(at, end))
      at = this.next
    }
    this.next = end
    this.#depth--
    return {tag, type: ItemType.Structure, value}
  }
}
