import {CodecError} from './codec-error.ts'

/** Reads parameters from the front on; fails with CodecError where bytes are missing, before anything is allocated. */
export class ParameterReader {
  readonly #bytes: Buffer
  #position = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** Bytes that are left. */
  get left(): number {
    return this.#bytes.length - this.#position
  }

  /** CK_BYTE. */
  byte(): number {
    return this.#bytes.readUInt8(this.#advance(1))
  }

  /** CK_ULONG. Above 2^53 the nearest number: 2^64 for the greatest, CK_UNAVAILABLE_INFORMATION. */
  ulong(): number {
    return Number(this.#bytes.readBigUInt64BE(this.#advance(8)))
  }

  /** CK_ULONG that is a count or a length. */
  count(): number {
    return this.#bytes.readUInt32BE(this.#advance(4))
  }

  /** A view, not a copy. */
  bytes(length: number): Uint8Array {
    const start = this.#advance(length)
    return this.#bytes.subarray(start, start + length)
  }

  /** A count of elements of at least `size` bytes each, which must be there. */
  countOf(size: number): number {
    const count = this.count()
    if (count * size > this.left)
      throw new CodecError(`${count} elements are announced, but only ${this.left} bytes follow`)
    return count
  }

  /** Fails unless everything has been read. */
  end(): void {
    if (this.left > 0) throw new CodecError(`${this.left} bytes follow after the last parameter`)
  }

  #advance(length: number): number {
    if (length > this.left) {
      throw new CodecError(`The parameters end after ${this.#bytes.length} bytes, in the midst of a value`)
    }
    const start = this.#position
    this.#position += length
    return start
  }
}
