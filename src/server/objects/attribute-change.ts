import type {AttributeKey} from '../../kmip/attributes/attribute-set.ts'
import {definitionOf, isStandard} from '../../kmip/attributes/lookup.ts'
import {appliesTo} from '../../kmip/attributes/object-class.ts'
import {
  checkClientMayAdd,
  checkClientMayDelete,
  checkClientMayModify,
  checkCustomValues,
  type Circumstances,
} from '../../kmip/attributes/rules.ts'
import {KmipError} from '../../kmip/error.ts'
import type {OperationContext} from '../context.ts'
import {checkDateOrder, isLifecycleDate} from '../lifecycle/date-order.ts'
import {applyDates} from '../lifecycle/state.ts'
import {checkApplicationData, startUsageLimits} from './creation/creation.ts'
import {checkRotationOf} from '../rotation/automatic-rotation.ts'
import {beginSet} from '../rotation/rotated-set.ts'
import {checkInstanceLimit} from './instance-limit.ts'
import {checkNamesOf} from './names.ts'
import {checkQuantumSafety, concernsQuantumSafety} from './quantum-safety.ts'
import type {ServerObject} from './server-object.ts'
import {keepTemplateInStep} from './creation/templates.ts'

/** The checks around a change that a client makes to one attribute of an object. */
export const checkChange = {
  /** Before it is added. */
  add(context: OperationContext, object: ServerObject, key: AttributeKey): void {
    if (isStandard(key) && !appliesTo(definitionOf(key), object.type)) {
      throw new KmipError('InvalidAttribute', `Attribute ${definitionOf(key).name} does not apply to a ${object.type}`)
    }
    checkClientMayAdd(key, object.type, circumstances(context, object))
  },

  /** Before it is modified. */
  modify(context: OperationContext, object: ServerObject, key: AttributeKey): void {
    checkClientMayModify(key, circumstances(context, object))
  },

  /** Before it is added or modified, whichever it is. */
  put(context: OperationContext, object: ServerObject, key: AttributeKey): void {
    if (object.attributes.has(key)) this.modify(context, object, key)
    else this.add(context, object, key)
  },

  /** Before it is deleted. */
  delete(context: OperationContext, object: ServerObject, key: AttributeKey): void {
    checkClientMayDelete(key, circumstances(context, object))
  },

  /** Once `key` is added or modified: dates in order, names free, twins and state kept in step. */
  async result(context: OperationContext, object: ServerObject, key: AttributeKey): Promise<void> {
    const {attributes, id} = object
    if (isLifecycleDate(key)) checkDateOrder(attributes, key)
    if (concernsQuantumSafety(key)) checkQuantumSafety(attributes)
    if (key === 'Name') await checkNamesOf(context, attributes, id)
    if (key === 'ApplicationSpecificInformation') checkApplicationData(attributes)
    if (attributes.get('Sensitive') === false) attributes.set('AlwaysSensitive', false)
    if (attributes.get('Extractable') === true) attributes.set('NeverExtractable', false)
    // Whatever count the client sent: only usage moves it.
    if (key === 'UsageLimits') startUsageLimits(attributes)
    checkInstanceLimit(attributes, key)
    checkCustomValues(attributes, key)
    if (key === 'RotateAutomatic' || key === 'RotateInterval') checkRotationOf(context, object)
    beginSet(attributes)
    applyDates(attributes, context.now)
    keepTemplateInStep(object, key)
  },
}

function circumstances({now}: OperationContext, {attributes}: ServerObject): Circumstances {
  return {state: attributes.get('State'), now, attributes}
}
