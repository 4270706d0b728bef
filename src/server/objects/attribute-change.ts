import type {AttributeKey} from '../../kmip/attributes/attribute-set.ts'
import {
  checkClientMayAdd,
  checkClientMayDelete,
  checkClientMayModify,
  type Circumstances,
} from '../../kmip/attributes/rules.ts'
import type {OperationContext} from '../context.ts'
import {checkDateOrder} from '../lifecycle/date-order.ts'
import {applyDates} from '../lifecycle/state.ts'
import {startUsageLimits} from './creation.ts'
import {checkNamesAreFree} from './names.ts'
import type {ServerObject} from './server-object.ts'

/** The checks around a change that a client makes to one attribute of an object. */
export const checkChange = {
  /** Before it is added. */
  add(context: OperationContext, object: ServerObject, key: AttributeKey): void {
    checkClientMayAdd(key, object.type, circumstances(context, object))
  },

  /** Before it is modified. */
  modify(context: OperationContext, object: ServerObject, key: AttributeKey): void {
    checkClientMayModify(key, circumstances(context, object))
  },

  /** Before it is deleted. */
  delete(context: OperationContext, object: ServerObject, key: AttributeKey): void {
    checkClientMayDelete(key, circumstances(context, object))
  },

  /** Once it is done: dates in order, names free, twins and state kept in step. */
  async result(context: OperationContext, object: ServerObject): Promise<void> {
    const {attributes, id} = object
    checkDateOrder(attributes)
    await checkNamesAreFree(context, attributes, id)
    if (attributes.get('Sensitive') === false) attributes.set('AlwaysSensitive', false)
    if (attributes.get('Extractable') === true) attributes.set('NeverExtractable', false)
    if (attributes.get('UsageLimits')?.usageLimitsCount === undefined) startUsageLimits(attributes)
    applyDates(attributes, context.now)
  },
}

function circumstances({now}: OperationContext, {attributes}: ServerObject): Circumstances {
  return {state: attributes.get('State'), now, attributes}
}
