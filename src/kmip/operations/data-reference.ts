import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {DecodeError} from '../schema/decode-error.ts'
import {enumeration} from '../schema/scalars.ts'
import type {ValueType} from '../schema/value-type.ts'
import type {EnumName} from '../spec/enumeration.ts'
import {Data} from '../spec/enumerations.ts'
import {isBefore} from '../spec/version.ts'

/**
 * The input of a cryptographic operation: the bytes; since 2.0 also a word for the output of an earlier operation of
 * the batch, or the position of the batch item that made it. KMIP 2.1 section 11.13.
 */
export type DataReference =
  | Uint8Array
  | {readonly placeholder: EnumName<typeof Data> | number}
  | {readonly index: number}

const word = enumeration(Data)

/** Data in a request; responses hold bytes. */
export const dataReference: ValueType<DataReference> = {
  description: 'Data',
  decode(node: TtlvNode) {
    if (node.type === ItemType.ByteString) return node.value
    if (node.type === ItemType.Enumeration) return {placeholder: word.decode(node)}
    if (node.type === ItemType.Integer) return {index: node.value}
    throw new DecodeError('Data is neither Byte String, Enumeration nor Integer')
  },
  encode(tag, value, version) {
    if (value instanceof Uint8Array) return {tag, type: ItemType.ByteString, value}
    if (isBefore(version, '2.0')) return undefined
    return 'index' in value
      ? {tag, type: ItemType.Integer, value: value.index}
      : word.encode(tag, value.placeholder, version)
  },
}
