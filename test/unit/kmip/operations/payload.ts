import {readBinary} from '../../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {Fields, FieldValues, Structure} from '../../../../src/kmip/schema/structure.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import type {EncodingVersion} from '../../../../src/kmip/spec/version.ts'
import {fromHex, toHex} from '../../ttlv/golden.ts'

/** Reads golden hexadecimal of one payload. */
export function decodePayload<F extends Fields>(payload: Structure<F>, hex: string): FieldValues<F> {
  return payload.decode(readBinary(fromHex(hex)))
}

/** The payload as hexadecimal without spaces. */
export function encodePayload<F extends Fields>(
  payload: Structure<F>,
  value: FieldValues<F>,
  version: EncodingVersion,
  tag: number = Tag.RequestPayload,
): string {
  const node = payload.encode(tag, value, version)
  if (node === undefined) throw new Error('A payload has a form in every version')
  return toHex(writeBinary(node))
}

/** Golden hexadecimal in the form of encodePayload. */
export function plainHex(hex: string): string {
  return toHex(fromHex(hex))
}

/** The value with every set of attributes as a list: private fields escape the comparison of the test runner. */
export function shown(value: unknown): unknown {
  if (value instanceof AttributeSet) return value.keys().map((key) => [key, value.instances(key)])
  if (value instanceof Uint8Array) return toHex(value)
  if (Array.isArray(value)) return value.map(shown)
  if (value instanceof Date || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(inner)]))
}
