import {nameCondition} from '../../kmip/attributes/search-key.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import type {OperationContext} from '../context.ts'
import {onLine} from './storage-status.ts'

/**
 * Refuses names that another object of the scope has, where the operator wants that: most clients give the same name
 * again and again, so it is off by default. KMIP 1.4 section 3.2.
 */
export async function checkNamesAreFree(
  context: OperationContext,
  attributes: AttributeSet,
  owner?: string,
): Promise<void> {
  if (!context.policy.uniqueNames) return
  for (const name of attributes.all('Name')) {
    const {ids} = await context.objects.find({
      conditions: [nameCondition(name.nameValue), onLine],
      limit: 2,
      offset: undefined,
      count: false,
      isHidden: true,
    })
    if (ids.some((id) => id !== owner)) {
      throw new KmipError('NonUniqueNameAttribute', `The Name ${name.nameValue} belongs to another object`)
    }
  }
}
