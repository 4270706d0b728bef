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
  const belongs = !attributes.has('ObjectGroup') && appliesTo(definitionOf('Fresh'), type)
  return belongs ? [{key: 'ObjectGroup', value: 'default', common: true}] : []
}
