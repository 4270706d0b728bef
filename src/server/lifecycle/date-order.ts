import type {AttributeKey, AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'

const orders = [
  ['ActivationDate', 'ProcessStartDate'],
  ['ActivationDate', 'ProtectStopDate'],
  ['ActivationDate', 'DeactivationDate'],
  ['ProcessStartDate', 'DeactivationDate'],
  ['ProtectStopDate', 'DeactivationDate'],
] as const

/** True for the dates that order applies to. */
export function isLifecycleDate(key: AttributeKey): boolean {
  return orders.some((pair) => pair.some((date) => date === key))
}

/** Fails when a date that must come first does not. KMIP 1.4 sections 3.24 to 3.27. */
export function checkDateOrder(attributes: AttributeSet): void {
  for (const [first, then] of orders) {
    const a = attributes.get(first)
    const b = attributes.get(then)
    if (a !== undefined && b !== undefined && a.getTime() > b.getTime()) {
      throw new KmipError('InvalidAttributeValue', `${first} ${a.toISOString()} is after ${then} ${b.toISOString()}`)
    }
  }
}
