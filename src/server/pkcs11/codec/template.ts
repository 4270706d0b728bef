import {attributeKind, type AttributeKind} from '../spec/attribute-types.ts'
import {CodecError} from './codec-error.ts'
import type {ParameterReader} from './parameter-reader.ts'
import type {ParameterWriter} from './parameter-writer.ts'
import {bool, ulong, type WireType} from './wire-type.ts'

/** The value of an attribute, by its kind. Dates are `YYYYMMDD`. */
export type AttributeValue = boolean | number | string | Uint8Array | readonly number[] | Template

/**
 * CK_ATTRIBUTE. In a request that sets something it has a value; in one that asks for something it has a count where
 * the caller has a place for the value, in elements for arrays. In an answer no count means that there is no such
 * attribute, that it is not told, or that it is an empty date.
 */
export interface Attribute {
  readonly type: number
  readonly value?: AttributeValue | undefined
  /** Undefined when absent; of values with a fixed length it says no more than that it is there. */
  readonly count?: number | undefined
}

export type Template = readonly Attribute[]

/** An attribute without its value: type and two flags. */
const smallest = 10
/** Templates within templates; PKCS#11 has one such level. */
const deepest = 4

const utf8 = new TextDecoder('utf-8', {fatal: true})

interface KindCodec {
  /** Bytes of one element of an array; undefined for values of a fixed length. */
  readonly element?: number
  read(reader: ParameterReader, count: number, depth: number): AttributeValue
  write(writer: ParameterWriter, value: never): void
  countOf(value: never): number
}

const kinds: Readonly<Record<AttributeKind, KindCodec>> = {
  bool: {
    read: (reader) => bool.read(reader),
    write: (writer, value: boolean) => bool.write(writer, value),
    countOf: () => 1,
  },
  ulong: {
    read: (reader) => ulong.read(reader),
    write: (writer, value: number) => ulong.write(writer, value),
    countOf: () => 8,
  },
  date: {
    read: (reader) => Buffer.from(reader.bytes(8)).toString('latin1'),
    write: (writer, value: string) => writer.bytes(Buffer.from(value, 'latin1')),
    countOf: (value: string) => value.length,
  },
  bytes: {
    element: 1,
    read: (reader, count) => reader.bytes(count),
    write: (writer, value: Uint8Array) => writer.bytes(value),
    countOf: (value: Uint8Array) => value.length,
  },
  text: {
    element: 1,
    read: (reader, count) => readText(reader.bytes(count)),
    write: (writer, value: string) => writer.bytes(Buffer.from(value, 'utf8')),
    countOf: (value: string) => Buffer.byteLength(value, 'utf8'),
  },
  ulongs: {
    element: 8,
    read: (reader, count) => Array.from({length: count}, () => reader.ulong()),
    write: (writer, value: readonly number[]) => {
      for (const one of value) writer.ulong(one)
    },
    countOf: (value: readonly number[]) => value.length,
  },
  template: {
    element: smallest,
    read: (reader, count, depth) => Array.from({length: count}, () => readAttribute(reader, depth + 1)),
    write: (writer, value: Template) => {
      for (const one of value) writeAttribute(writer, one)
    },
    countOf: (value: Template) => value.length,
  },
}

function readText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new CodecError('A text is not in UTF-8')
  }
}

/** A template with the count of its attributes in front. */
export const template: WireType<Template> = {
  read: (reader) => Array.from({length: reader.countOf(smallest)}, () => readAttribute(reader, 1)),
  write: (writer, value) => {
    writer.count(value.length)
    for (const one of value) writeAttribute(writer, one)
  },
}

function readAttribute(reader: ParameterReader, depth: number): Attribute {
  if (depth > deepest) throw new CodecError('Templates are nested too deeply')
  const type = reader.ulong()
  const hasValue = bool.read(reader)
  const hasCount = bool.read(reader)
  if (!hasCount) {
    if (hasValue) throw new CodecError(`Attribute 0x${type.toString(16)} has a value but no count`)
    return {type}
  }
  const kind = kinds[attributeKind(type)]
  const count = kind.element === undefined ? 1 : reader.count()
  if (!hasValue) return {type, count}
  if (kind.element !== undefined && count * kind.element > reader.left) {
    throw new CodecError(
      `Attribute 0x${type.toString(16)} announces ${count} elements, but only ${reader.left} bytes follow`,
    )
  }
  const value = kind.read(reader, count, depth)
  return {type, value, count: kind.element === undefined ? kind.countOf(value as never) : count}
}

function writeAttribute(writer: ParameterWriter, {type, value, count}: Attribute): void {
  const kind = kinds[attributeKind(type)]
  if (value === '' && kind === kinds.date) {
    writeAttribute(writer, {type})
    return
  }
  // The value of an attribute is of the kind of its type.
  const counted = value === undefined ? count : kind.countOf(value as never)
  writer.ulong(type)
  bool.write(writer, value !== undefined)
  bool.write(writer, counted !== undefined)
  if (counted !== undefined && kind.element !== undefined) writer.count(counted)
  if (value !== undefined) kind.write(writer, value as never)
}

/** An attribute with its value and the count that belongs to it. */
export function attribute(type: number, value: AttributeValue): Attribute {
  return {type, value, count: kinds[attributeKind(type)].countOf(value as never)}
}

/** The elements of a value, bytes for most; for what a caller asks who first wants to know the length. */
export function lengthOf(type: number, value: AttributeValue): number {
  return kinds[attributeKind(type)].countOf(value as never)
}
