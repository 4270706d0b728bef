import {ItemType as NodeType} from '../../ttlv/node.ts'
import {expectType} from '../schema/scalars.ts'
import type {ValueType} from '../schema/value-type.ts'
import type {EnumValue} from '../spec/enumeration.ts'
import {ItemType} from '../spec/enumerations.ts'
import {isBefore} from '../spec/version.ts'

/** Integer in 1.x, Enumeration since 2.0; the 32 bits are the same. KMIP 1.4 section 2.1.9, 2.1 section 7.13. */
export const extensionType: ValueType<EnumValue<typeof ItemType>> = {
  description: 'Enumeration ItemType',
  decode(node) {
    const {value} = node.type === NodeType.Integer ? node : expectType(node, NodeType.Enumeration)
    return ItemType.nameOf(value >>> 0) ?? value >>> 0
  },
  encode(tag, value, version) {
    const number = typeof value === 'number' ? value : ItemType.valueOf(value)
    if (number === undefined) return undefined
    return isBefore(version, '2.0')
      ? {tag, type: NodeType.Integer, value: number | 0}
      : {tag, type: NodeType.Enumeration, value: number}
  },
}
