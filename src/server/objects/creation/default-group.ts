import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {definitionOf} from '../../../kmip/attributes/lookup.ts'
import {appliesTo} from '../../../kmip/attributes/object-class.ts'
import type {ManagedObjectType} from '../../../kmip/objects/managed-object.ts'
import type {IndexEntry} from '../../../storage/store.ts'

/**
 * Cryptographic objects without an Object Group belong to the group that KMIP reserves the name `default` for: they are
 * found by it, though they do not have the attribute. KMIP 1.4 section 3.33.
 */
export function defaultGroupEntries(type: ManagedObjectType, attributes: AttributeSet): IndexEntry[] {
  return belongsToDefault(type, attributes) ? [{key: 'ObjectGroup', value: defaultGroup, common: true}] : []
}

/** The groups that an object is in, by its attributes or for want of any. */
export function groupsOf(type: ManagedObjectType, attributes: AttributeSet): readonly string[] {
  return belongsToDefault(type, attributes) ? [defaultGroup] : attributes.all('ObjectGroup')
}

export const defaultGroup = 'default'

function belongsToDefault(type: ManagedObjectType, attributes: AttributeSet): boolean {
  return !attributes.has('ObjectGroup') && appliesTo(definitionOf('Fresh'), type)
}
