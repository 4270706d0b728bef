const greatest = 0xffff_ffff_ffff_ffffn

/** The inverse of ParameterReader. */
export class ParameterWriter {
  readonly #parts: Uint8Array[] = []

  byte(value: number): void {
    this.#parts.push(Buffer.of(value))
  }

  ulong(value: number): void {
    const bytes = Buffer.alloc(8)
    const number = BigInt(value)
    bytes.writeBigUInt64BE(number > greatest ? greatest : number)
    this.#parts.push(bytes)
  }

  count(value: number): void {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    this.#parts.push(bytes)
  }

  bytes(value: Uint8Array): void {
    this.#parts.push(value)
  }

  /** All that was written. */
  done(): Buffer {
    return Buffer.concat(this.#parts)
  }
}
