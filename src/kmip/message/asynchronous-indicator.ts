import {ItemType} from '../../ttlv/node.ts'
import type {ValueType} from '../schema/value-type.ts'
import {boolean, enumeration} from '../schema/scalars.ts'
import {AsynchronousIndicator} from '../spec/enumerations.ts'
import type {EnumValue} from '../spec/enumeration.ts'
import {isBefore} from '../spec/version.ts'

const word = enumeration(AsynchronousIndicator)

/** A Boolean up to 1.4 (true: the server may answer later), a word since 2.0. KMIP 1.4 section 6.7, 2.1 section 9.3. */
export const asynchronousIndicator: ValueType<EnumValue<typeof AsynchronousIndicator>> = {
  description: word.description,
  decode: (node) =>
    node.type === ItemType.Boolean ? (boolean.decode(node) ? 'Optional' : 'Prohibited') : word.decode(node),
  encode: (tag, value, version) =>
    isBefore(version, '2.0')
      ? {tag, type: ItemType.Boolean, value: value === 'Optional' || value === 'Mandatory'}
      : word.encode(tag, value, version),
}
