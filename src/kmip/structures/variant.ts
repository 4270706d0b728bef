import type {TtlvNode} from '../../ttlv/node.ts'
import {KmipError} from '../error.ts'
import type {ValueType} from '../schema/value-type.ts'
import type {EncodingVersion} from '../spec/version.ts'

/** One of the structures that may stand under a tag; another item says which by its name in an enumeration. */
export interface Variant<Name extends string, T> {
  readonly name: Name
  readonly type: ValueType<T>
  /** The name goes with the value, so that `switch` on it tells the type. */
  decode(node: TtlvNode): {readonly name: Name; readonly value: T}
  /** Fails with Feature Not Supported when the version cannot express the value. */
  encode(tag: number, value: T, version: EncodingVersion): TtlvNode
}

export function variant<const Name extends string, T>(name: Name, type: ValueType<T>): Variant<Name, T> {
  return {
    name,
    type,
    decode: (node) => ({name, value: type.decode(node)}),
    encode(tag, value, version) {
      const node = type.encode(tag, value, version)
      if (node === undefined) throw new KmipError('FeatureNotSupported', `KMIP ${version} has no ${name}`)
      return node
    },
  }
}
