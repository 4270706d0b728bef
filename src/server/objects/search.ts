import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {isNameless} from '../../kmip/attributes/custom-key.ts'
import {isCustom} from '../../kmip/attributes/lookup.ts'
import {conditionsOf} from '../../kmip/attributes/search-key.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Locate} from '../../kmip/operations/locate.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {ObjectCondition} from '../../storage/store.ts'

/** What a Locate asks for, as conditions of the store; fails for attributes that KMIP does not know. */
export function searchConditions(
  attributes: AttributeSet | undefined,
  member: RequestOf<typeof Locate>['objectGroupMember'],
): readonly ObjectCondition[] {
  const wanted = attributes?.copy() ?? new AttributeSet()
  const [template] = wanted.templateNames
  if (template !== undefined) throw new KmipError('InvalidField', `There is no template ${template} to search by`)
  const unknown = wanted.keys().find((key) => isCustom(key) && isNameless(key))
  if (unknown !== undefined)
    throw new KmipError('InvalidField', `There is no attribute ${unknown.slice(1)} to search by`)
  if (member === 'GroupMemberFresh') wanted.set('Fresh', true)
  return conditionsOf(wanted)
}
