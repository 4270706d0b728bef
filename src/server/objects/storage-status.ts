import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {StorageStatusMask} from '../../kmip/spec/masks.ts'
import type {IndexEntry, ObjectCondition} from '../../storage/store.ts'
import {isDestroyed} from '../lifecycle/state.ts'

/** No attribute has this name. */
const key = 'StorageStatus'

/** What a search leaves out that does not ask for destroyed objects. */
export const onLine: ObjectCondition = {key, equals: 'on-line'}
const destroyed: ObjectCondition = {key, equals: 'destroyed'}

/** Finds an object by whether its value is still there. */
export function storageStatusEntry(attributes: AttributeSet): IndexEntry {
  return {key, value: isDestroyed(attributes) ? 'destroyed' : 'on-line'}
}

/**
 * What a Storage Status Mask asks for, as conditions; undefined when nothing can match, for nothing is archived here.
 * Without a mask: what is on-line, for clients take the objects found for ones that they can get. Searching for
 * destroyed objects by what only they have finds them too. KMIP 1.4 section 4.9, 2.1 section 6.1.28.
 */
export function storageConditions(
  mask: number | undefined,
  wanted: AttributeSet | undefined,
): readonly ObjectCondition[] | undefined {
  if (mask === undefined)
    return wanted !== undefined && (wanted.has('DestroyDate') || isDestroyed(wanted)) ? [] : [onLine]
  const asksOnLine = StorageStatusMask.has(mask, 'OnLineStorage')
  const asksDestroyed = StorageStatusMask.has(mask, 'DestroyedStorage')
  if (asksOnLine) return asksDestroyed ? [] : [onLine]
  return asksDestroyed ? [destroyed] : undefined
}
