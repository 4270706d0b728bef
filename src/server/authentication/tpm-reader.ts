/** Reads structures of a TPM: big endian, one behind the other. Throws RangeError beyond the end. */
export class TpmReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes)
  }

  /** Bytes not read yet. */
  get rest(): number {
    return this.#bytes.length - this.#at
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#advance(1))
  }

  uint16(): number {
    return this.#bytes.readUInt16BE(this.#advance(2))
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#advance(4))
  }

  bytes(length: number): Uint8Array {
    const start = this.#advance(length)
    return this.#bytes.subarray(start, start + length)
  }

  /** A TPM2B: two bytes of length, then as many bytes. */
  sized(): Uint8Array {
    return this.bytes(this.uint16())
  }

  #advance(length: number): number {
    const start = this.#at
    if (start + length > this.#bytes.length) throw new RangeError('The structure is cut off')
    this.#at += length
    return start
  }
}
