import {nameCondition} from '../../kmip/attributes/search-key.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import type {OperationContext} from '../context.ts'
import {onLine} from './storage-status.ts'

/** What there is to check of the names of an object when they change. KMIP 1.4 section 3.2, 2.1 section 4.32. */
export async function checkNamesOf(context: OperationContext, attributes: AttributeSet, id: string): Promise<void> {
  checkNamesDiffer(attributes)
  await checkNamesAreFree(context, attributes, id)
}

/** Refuses a name that is given to one object twice. */
function checkNamesDiffer(attributes: AttributeSet): void {
  const values = attributes.all('Name').map(({nameValue}) => nameValue)
  const repeated = values.find((value, index) => values.indexOf(value) !== index)
  if (repeated === undefined) return
  throw new KmipError('NonUniqueNameAttribute', `The object has the Name ${repeated} already`)
}

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
