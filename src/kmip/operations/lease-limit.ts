import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {dateTime, interval} from '../schema/scalars.ts'
import type {ValueType} from '../schema/value-type.ts'

/** How long a ticket holds: seconds, or until a date. */
export type LeaseLimit = number | Date

/** Lease Time of a login, an Interval or a Date-Time. KMIP 2.1 section 6.1.30. */
export const leaseLimit: ValueType<LeaseLimit> = {
  description: 'Interval or Date-Time',
  decode: (node: TtlvNode) => (node.type === ItemType.DateTime ? dateTime.decode(node) : interval.decode(node)),
  encode: (tag, value, version) =>
    value instanceof Date ? dateTime.encode(tag, value, version) : interval.encode(tag, value, version),
}
