import {bool, type WireType} from './wire-type.ts'

/**
 * The place that a caller has for a result, as it stands in a request: whether it wants the values or only wants to
 * know how many there are, and how many its place holds. Some leave the latter out. Always the last parameter.
 */
export interface OutputBuffer {
  readonly wanted: boolean
  /** In elements; undefined for any number. */
  readonly capacity?: number | undefined
}

export const outputBuffer: WireType<OutputBuffer> = {
  read(reader) {
    const wanted = bool.read(reader)
    return reader.left === 0 ? {wanted} : {wanted, capacity: reader.count()}
  },
  write(writer, {wanted, capacity}) {
    bool.write(writer, wanted)
    if (capacity !== undefined) writer.count(capacity)
  },
}

/** What comes back for it: how many values there are and, if they were wanted, the values. */
export interface Output<T> {
  readonly length: number
  readonly values?: T | undefined
}

/** Of CK_BYTE. */
export const outputBytes: WireType<Output<Uint8Array>> = {
  read(reader) {
    const given = bool.read(reader)
    const length = reader.count()
    return given ? {length, values: reader.bytes(length)} : {length}
  },
  write(writer, {length, values}) {
    bool.write(writer, values !== undefined)
    writer.count(length)
    if (values !== undefined) writer.bytes(values)
  },
}

/** Of CK_ULONG. */
export const outputUlongs: WireType<Output<readonly number[]>> = {
  read(reader) {
    if (bool.read(reader)) {
      const values = Array.from({length: reader.countOf(8)}, () => reader.ulong())
      return {length: values.length, values}
    }
    return {length: reader.count()}
  },
  write(writer, {length, values}) {
    bool.write(writer, values !== undefined)
    writer.count(length)
    for (const value of values ?? []) writer.ulong(value)
  },
}
