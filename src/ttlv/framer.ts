import {TtlvError} from './error.ts'
import {asBuffer} from './hex.ts'
import {defaultLimits, type TtlvLimits} from './limits.ts'
import {ItemType} from './node.ts'

const headerSize = 8
const empty = new Uint8Array(0)

/**
 * Cuts a byte stream into whole messages. A header is judged as soon as its bytes arrive, so that neither a wrong
 * protocol nor a too long message makes us collect anything.
 *
 * Messages are views: of the chunk where one chunk holds all of it, else of a buffer of the framer's own. So a chunk must
 * not be reused by its giver.
 */
export class Framer {
  readonly #limits: TtlvLimits
  #bytes: Uint8Array = empty
  #start = 0
  #end = 0
  /** True when `#bytes` is our copy and may be appended to. */
  #owned = false
  #failure: TtlvError | undefined

  constructor(limits: TtlvLimits = defaultLimits) {
    this.#limits = limits
  }

  /** Bytes received that belong to no message given out yet. */
  get pendingBytes(): number {
    return this.#end - this.#start
  }

  /** Takes bytes from the stream; draw `messages` before the next push. Throws the TtlvError of an earlier failure again. */
  push(chunk: Uint8Array): void {
    if (this.#failure !== undefined) throw this.#failure
    if (this.pendingBytes === 0) {
      this.#bytes = chunk
      this.#start = 0
      this.#end = chunk.length
      this.#owned = false
      return
    }
    this.#reserve(chunk.length)
    this.#bytes.set(chunk, this.#end)
    this.#end += chunk.length
  }

  /**
   * The whole messages received so far, in order. Throws a TtlvError, also on every later use, when the stream is not
   * TTLV or announces a message above the size limit; the messages before it have been given out by then.
   */
  *messages(): Generator<Uint8Array, void, undefined> {
    for (let message = this.next(); message !== undefined; message = this.next()) yield message
  }

  /** The next whole message; undefined when more bytes are needed. Errors as for `messages`. */
  next(): Uint8Array | undefined {
    if (this.#failure !== undefined) throw this.#failure
    const size = this.#announcedSize()
    if (size === undefined || size > this.pendingBytes) {
      this.#keepRest()
      return undefined
    }
    const message = this.#bytes.subarray(this.#start, this.#start + size)
    this.#start += size
    if (this.#start === this.#end) this.#release()
    return message
  }

  /** Bytes of the message at the front, header included; undefined while its header is incomplete. */
  #announcedSize(): number | undefined {
    const pending = this.pendingBytes
    const at = this.#start
    if (pending > 0 && this.#bytes[at] !== 0x42) throw this.#fail(0, 'Message does not begin with a KMIP tag')
    if (pending > 3 && this.#bytes[at + 3] !== ItemType.Structure) throw this.#fail(3, 'Message is not a structure')
    if (pending < headerSize) return undefined
    const size = headerSize + asBuffer(this.#bytes).readUInt32BE(at + 4)
    if (size > this.#limits.messageSize) {
      throw this.#fail(4, `Message of ${size} bytes exceeds the limit of ${this.#limits.messageSize} bytes`)
    }
    return size
  }

  #fail(offset: number, message: string): TtlvError {
    this.#failure = new TtlvError(message, {offset, hint: wrongProtocol(this.#bytes[this.#start])})
    this.#release()
    return this.#failure
  }

  /** A rest in a foreign chunk is copied out, so that a few bytes do not keep the whole chunk alive. */
  #keepRest(): void {
    if (this.pendingBytes > 0 && !this.#owned) this.#reserve(0)
  }

  #reserve(extra: number): void {
    const needed = this.pendingBytes + extra
    if (this.#owned && this.#end + extra <= this.#bytes.length) return
    // Doubling keeps the copying linear for a peer that sends byte by byte, and stays within twice what has arrived
    const capacity = this.#owned ? Math.max(needed, 2 * this.pendingBytes) : needed
    const bytes = new Uint8Array(capacity)
    bytes.set(this.#bytes.subarray(this.#start, this.#end))
    this.#end = this.pendingBytes
    this.#start = 0
    this.#bytes = bytes
    this.#owned = true
  }

  #release(): void {
    this.#bytes = empty
    this.#start = 0
    this.#end = 0
    this.#owned = false
  }
}

function wrongProtocol(first: number | undefined): string | undefined {
  if (first === 0x16) return 'The peer starts TLS on a connection that has no TLS here'
  if (first !== undefined && first >= 0x41 && first <= 0x5a && first !== 0x42) return 'The peer seems to speak HTTP'
  return undefined
}
