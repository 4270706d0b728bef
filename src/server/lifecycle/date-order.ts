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

/**
 * Fails when a date that must come first does not. Where only one date was changed, those are looked at that it has to do
 * with: an object that was activated late has dates that are over, and cannot be rid of them. KMIP 1.4 sections 3.24 to 3.27.
 */
export function checkDateOrder(attributes: AttributeSet, changed?: AttributeKey): void {
  for (const [first, then] of orders) {
    if (changed !== undefined && changed !== first && changed !== then) continue
    const a = attributes.get(first)
    const b = attributes.get(then)
    if (a !== undefined && b !== undefined && a.getTime() > b.getTime()) {
      throw new KmipError('InvalidAttributeValue', `${first} ${a.toISOString()} is after ${then} ${b.toISOString()}`)
    }
  }
}

/** Dates that cannot be before the Activation Date are put on it, where activation came so late that they were over. */
export function followActivation(attributes: AttributeSet): void {
  const activation = attributes.get('ActivationDate')
  if (activation === undefined) return
  for (const key of ['ProcessStartDate', 'ProtectStopDate'] as const) {
    const date = attributes.get(key)
    if (date !== undefined && date < activation) attributes.set(key, activation)
  }
}
