import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {StorageStatusMask} from '../../kmip/spec/masks.ts'
import type {IndexEntry, ObjectCondition} from '../../storage/store.ts'
import {isArchived, isDestroyed} from '../lifecycle/state.ts'

/** No attribute has this name. */
const key = 'StorageStatus'

type Status = 'archived' | 'destroyed' | 'on-line'

/** One text for each status, and one for each two: a search is for one entry, whatever its mask. */
const entriesByStatus: Readonly<Record<Status, readonly IndexEntry[]>> = {
  archived: [entry('archived'), entry('off-line'), common('kept')],
  destroyed: [entry('destroyed'), entry('off-line'), common('in-place')],
  'on-line': [entry('on-line'), common('kept'), common('in-place')],
}

/** By the bits of the mask in the order of their names. */
const conditionsByMask: Readonly<Record<string, readonly ObjectCondition[] | undefined>> = {
  ArchivalStorage: [{key, equals: 'archived'}],
  DestroyedStorage: [{key, equals: 'destroyed'}],
  OnLineStorage: [{key, equals: 'on-line'}],
  'ArchivalStorage DestroyedStorage': [{key, equals: 'off-line'}],
  'ArchivalStorage OnLineStorage': [{key, equals: 'kept', common: true}],
  'DestroyedStorage OnLineStorage': [{key, equals: 'in-place', common: true}],
  'ArchivalStorage DestroyedStorage OnLineStorage': [],
}

/** What a search leaves out that asks for nothing else. */
export const onLine: ObjectCondition = {key, equals: 'on-line'}

/** Finds an object by whether its value is at hand, archived or gone. */
export function storageStatusEntries(attributes: AttributeSet): readonly IndexEntry[] {
  return entriesByStatus[isArchived(attributes) ? 'archived' : isDestroyed(attributes) ? 'destroyed' : 'on-line']
}

/**
 * What a Storage Status Mask asks for, as conditions; undefined when nothing can match. Without a mask: what is
 * on-line, for clients take the objects found for ones that they can get. Searching for destroyed objects by what only
 * they have finds them too. KMIP 1.4 section 4.9, 2.1 section 6.1.28.
 */
export function storageConditions(
  mask: number | undefined,
  wanted: AttributeSet | undefined,
): readonly ObjectCondition[] | undefined {
  if (mask === undefined)
    return wanted !== undefined && (wanted.has('DestroyDate') || isDestroyed(wanted)) ? [] : [onLine]
  const asked = (['ArchivalStorage', 'DestroyedStorage', 'OnLineStorage'] as const).filter((bit) =>
    StorageStatusMask.has(mask, bit),
  )
  return conditionsByMask[asked.join(' ')]
}

function entry(value: string): IndexEntry {
  return {key, value}
}

/** Of nearly every object. */
function common(value: string): IndexEntry {
  return {key, value, common: true}
}
