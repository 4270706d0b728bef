import {isDeepStrictEqual} from 'node:util'
import type {AttributeKey, AttributeSet} from './attribute-set.ts'
import {definitionOf, isStandard} from './lookup.ts'

/**
 * Adds to a set what it lacks of a set that has to give way: values of single attributes where there are none yet, all
 * values of the others. KMIP 1.4 section 4.
 */
export function addLesser(attributes: AttributeSet, lesser: AttributeSet): void {
  for (const key of lesser.keys()) {
    if (attributes.has(key) && !isMultiple(key)) continue
    for (const value of lesser.all(key)) {
      if (!attributes.all(key).some((present) => isDeepStrictEqual(present, value))) attributes.add(key, value)
    }
  }
}

/** True for attributes of which an object may have several values; custom ones are. */
export function isMultiple(key: AttributeKey): boolean {
  return !isStandard(key) || definitionOf(key).rules.multiple
}
