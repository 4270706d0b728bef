import {CodecError} from './codec-error.ts'
import {ParameterReader} from './parameter-reader.ts'
import {ParameterWriter} from './parameter-writer.ts'

/** How one kind of parameter is transported. KMIP Profiles 2.1, PKCS#11 profile. */
export interface WireType<T> {
  read(reader: ParameterReader): T
  write(writer: ParameterWriter, value: T): void
}

/** Parameters by name, in their order. */
export type Shape = Readonly<Record<string, WireType<never> | WireType<unknown>>>

/** The values of a shape. */
export type ValuesOf<S extends Shape> = {readonly [K in keyof S]: S[K] extends WireType<infer T> ? T : never}

/** CK_BYTE. */
export const byte: WireType<number> = {
  read: (reader) => reader.byte(),
  write: (writer, value) => writer.byte(value),
}

/** CK_BBOOL; whatever is not zero is true. */
export const bool: WireType<boolean> = {
  read: (reader) => reader.byte() !== 0,
  write: (writer, value) => writer.byte(value ? 1 : 0),
}

/** CK_ULONG: handles, flags, types, sizes of keys. */
export const ulong: WireType<number> = {
  read: (reader) => reader.ulong(),
  write: (writer, value) => writer.ulong(value),
}

/** CK_ULONG that counts something. */
export const count: WireType<number> = {
  read: (reader) => reader.count(),
  write: (writer, value) => writer.count(value),
}

/**
 * A number at the end that says how much is wanted. The profile has counts in four bytes, but this one is of no array
 * in sight, and some send it as the CK_ULONG that it is.
 */
export const wantedCount: WireType<number> = {
  read: (reader) => (reader.left >= 8 ? reader.ulong() : reader.count()),
  write: (writer, value) => writer.count(value),
}

/** CK_BYTE array of any length, its length in front. */
export const byteString: WireType<Uint8Array> = {
  read: (reader) => reader.bytes(reader.count()),
  write: (writer, value) => {
    writer.count(value.length)
    writer.bytes(value)
  },
}

/** CK_BYTE array of a length that everybody knows. */
export function fixedBytes(length: number): WireType<Uint8Array> {
  return {
    read: (reader) => reader.bytes(length),
    write: (writer, value) => {
      if (value.length !== length) throw new RangeError(`${value.length} bytes do not fill a field of ${length}`)
      writer.bytes(value)
    },
  }
}

/** Text in UTF-8, padded with blanks to its length. */
export function paddedText(length: number): WireType<string> {
  return {
    read: (reader) => Buffer.from(reader.bytes(length)).toString('utf8').trimEnd(),
    write: (writer, value) => {
      const field = Buffer.alloc(length, ' ')
      field.write(value, 'utf8')
      writer.bytes(field)
    },
  }
}

/** An array of CK_ULONG, its count in front. */
export const ulongs: WireType<readonly number[]> = {
  read: (reader) => Array.from({length: reader.countOf(8)}, () => reader.ulong()),
  write: (writer, value) => {
    writer.count(value.length)
    for (const one of value) writer.ulong(one)
  },
}

/** A structure, whether by value or behind a pointer: its elements in line. */
export function struct<S extends Shape>(shape: S): WireType<ValuesOf<S>> {
  return {
    read: (reader) => readShape(shape, reader),
    write: (writer, value) => writeShape(shape, writer, value),
  }
}

/** Decodes all parameters of a function; fails with CodecError when there are too few or too many bytes. */
export function decodeParameters<S extends Shape>(shape: S, bytes: Uint8Array): ValuesOf<S> {
  const reader = new ParameterReader(bytes)
  const values = readShape(shape, reader)
  reader.end()
  return values
}

/** Encodes all parameters of a function; undefined when it has none. */
export function encodeParameters<S extends Shape>(shape: S, values: ValuesOf<S>): Buffer | undefined {
  if (Object.keys(shape).length === 0) return undefined
  const writer = new ParameterWriter()
  writeShape(shape, writer, values)
  return writer.done()
}

function readShape<S extends Shape>(shape: S, reader: ParameterReader): ValuesOf<S> {
  const values: Record<string, unknown> = {}
  for (const [name, type] of Object.entries(shape)) {
    try {
      values[name] = type.read(reader)
    } catch (error) {
      if (error instanceof CodecError && !error.message.startsWith('Parameter ')) {
        throw new CodecError(`Parameter ${name}: ${error.message}`)
      }
      throw error
    }
  }
  // Each was read by the type that the shape has for its name.
  return values as ValuesOf<S>
}

function writeShape<S extends Shape>(shape: S, writer: ParameterWriter, values: ValuesOf<S>): void {
  for (const [name, type] of Object.entries(shape)) {
    // What the type of `values` says of the name.
    ;(type as WireType<unknown>).write(writer, values[name])
  }
}
