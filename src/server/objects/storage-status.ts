import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {StorageStatusMask} from '../../kmip/spec/masks.ts'
import type {IndexEntry, ObjectCondition} from '../../storage/store.ts'
import {isArchived, isDestroyed} from '../lifecycle/state.ts'

/** No attribute has this name. */
const key = 'StorageStatus'

/**
 * Where an object is, in the order of its texts: any two of them are neighbours once archived objects, which are few,
 * have an entry at either end. A search for two is a range then.
 */
const archivedFirst = 'archived'
const destroyedText = 'destroyed'
const onLineText = 'on-line'
const archivedLast = 'put-away'

/** What a search leaves out that asks for nothing else. */
export const onLine: ObjectCondition = {key, equals: onLineText}

/** Finds an object by whether its value is at hand, archived or gone. */
export function storageStatusEntries(attributes: AttributeSet): IndexEntry[] {
  if (isArchived(attributes)) return [archivedFirst, archivedLast].map((value) => ({key, value}))
  return [{key, value: isDestroyed(attributes) ? destroyedText : onLineText}]
}

/**
 * What a Storage Status Mask asks for, as conditions; undefined when nothing can match. Without a mask: what is
 * on-line, for clients take the objects found for ones that they can get. Searching for destroyed objects by what only they
 * have finds them too. KMIP 1.4 section 4.9, 2.1 section 6.1.28.
 */
export function storageConditions(
  mask: number | undefined,
  wanted: AttributeSet | undefined,
): readonly ObjectCondition[] | undefined {
  if (mask === undefined) return wanted !== undefined && asksForDestroyed(wanted) ? [] : [onLine]
  const asked = (['ArchivalStorage', 'DestroyedStorage', 'OnLineStorage'] as const).filter((bit) =>
    StorageStatusMask.has(mask, bit),
  )
  return conditionsByStatus[asked.join(' ')]
}

function asksForDestroyed(wanted: AttributeSet): boolean {
  return wanted.has('DestroyDate') || isDestroyed(wanted)
}

const conditionsByStatus: Readonly<Record<string, readonly ObjectCondition[] | undefined>> = {
  ArchivalStorage: [{key, equals: archivedFirst}],
  DestroyedStorage: [{key, equals: destroyedText}],
  OnLineStorage: [onLine],
  'ArchivalStorage DestroyedStorage': [{key, from: archivedFirst, to: destroyedText}],
  'ArchivalStorage OnLineStorage': [{key, from: onLineText, to: archivedLast}],
  'DestroyedStorage OnLineStorage': [{key, from: destroyedText, to: onLineText}],
  'ArchivalStorage DestroyedStorage OnLineStorage': [],
}
