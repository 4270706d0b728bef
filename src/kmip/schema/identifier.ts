import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {UniqueIdentifier} from '../spec/enumerations.ts'
import type {EnumName} from '../spec/enumeration.ts'
import {isBefore} from '../spec/version.ts'
import {DecodeError} from './decode-error.ts'
import {enumeration} from './scalars.ts'
import type {ValueType} from './value-type.ts'

/**
 * What a request may put in place of an identifier: the text; since 2.0 also a word for one that the batch has at hand
 * (`IDPlaceholder`), or the position of an earlier item's result. KMIP 2.1 section 4.58.
 */
export type IdentifierReference =
  | string
  | {readonly placeholder: EnumName<typeof UniqueIdentifier> | number}
  | {readonly index: number}

const word = enumeration(UniqueIdentifier)

/** A Unique Identifier in a request. */
export const identifier: ValueType<IdentifierReference> = {
  description: 'Unique Identifier',
  decode(node: TtlvNode) {
    if (node.type === ItemType.TextString || node.type === ItemType.Identifier) return node.value
    if (node.type === ItemType.Enumeration) return {placeholder: word.decode(node)}
    if (node.type === ItemType.Integer) return {index: node.value}
    throw new DecodeError('Unique Identifier is neither Text String, Enumeration nor Integer')
  },
  encode(tag, value, version) {
    if (typeof value === 'string') return {tag, type: ItemType.TextString, value}
    if (isBefore(version, '2.0')) return undefined
    return 'index' in value
      ? {tag, type: ItemType.Integer, value: value.index}
      : word.encode(tag, value.placeholder, version)
  },
}
