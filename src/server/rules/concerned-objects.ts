import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {ManagedObjectType} from '../../kmip/objects/managed-object.ts'
import type {ObjectGroups} from '../../kmip/structures/object-groups.ts'
import type {ObjectTypes} from '../../kmip/structures/object-types.ts'
import {groupsOf} from '../objects/creation/default-group.ts'

/** An object, or what is known of one that is yet to be made. */
export interface NewObject {
  readonly type: ManagedObjectType
  readonly attributes: AttributeSet
}

/** True when a rule for these types is one for the object; a rule that lists none is for all. KMIP 2.1 section 7.24. */
export function isOfTypes({type}: Pick<NewObject, 'type'>, {objectType = []}: ObjectTypes = {}): boolean {
  return objectType.length === 0 || objectType.includes(type)
}

/** True when the object is in one of the groups; a rule that lists none is for all. KMIP 2.1 section 7.23. */
export function isInGroups({type, attributes}: NewObject, {objectGroup = []}: ObjectGroups = {}): boolean {
  return objectGroup.length === 0 || groupsOf(type, attributes).some((group) => objectGroup.includes(group))
}
