import {ItemType} from '../../ttlv/node.ts'
import {text} from '../schema/scalars.ts'
import type {ValueType} from '../schema/value-type.ts'
import {isBefore} from '../spec/version.ts'
import {Name} from './name.ts'

/** The Name attribute: a structure, in the 3.0 draft the bare text. */
export const versionedName: ValueType<Name> = {
  ...Name,
  decode(node) {
    if (node.type === ItemType.TextString) return {nameValue: node.value, nameType: 'UninterpretedTextString'}
    return Name.decode(node)
  },
  encode(tag, value, version) {
    if (version === 'any' || isBefore(version, '3.0')) return Name.encode(tag, value, version)
    return text.encode(tag, value.nameValue, version)
  },
}
