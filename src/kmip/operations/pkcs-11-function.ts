import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {enumeration, integer} from '../schema/scalars.ts'
import type {ValueType} from '../schema/value-type.ts'
import type {EnumValue} from '../spec/enumeration.ts'
import {PKCS_11Function} from '../spec/pkcs11.ts'

/** A function of PKCS#11, or the number that a vendor gave its own. */
export type Pkcs11Function = EnumValue<typeof PKCS_11Function> | {readonly vendorFunction: number}

const standard = enumeration(PKCS_11Function)

/** An Enumeration for standard functions, an Integer for vendors' ones. KMIP 2.1 section 6.1.37. */
export const pkcs11Function: ValueType<Pkcs11Function> = {
  description: 'Enumeration PKCS_11Function or Integer',
  decode: (node: TtlvNode) =>
    node.type === ItemType.Integer ? {vendorFunction: integer.decode(node)} : standard.decode(node),
  encode: (tag, value, version) =>
    typeof value === 'object'
      ? integer.encode(tag, value.vendorFunction, version)
      : standard.encode(tag, value, version),
}
