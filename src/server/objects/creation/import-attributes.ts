import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {appliesTo} from '../../../kmip/attributes/object-class.ts'
import {definitionOf, isStandard} from '../../../kmip/attributes/lookup.ts'
import {isNameless} from '../../../kmip/attributes/custom-key.ts'
import {checkSingleInstance} from '../../../kmip/attributes/rules.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {ManagedObjectType} from '../../../kmip/objects/managed-object.ts'
import type {OperationContext} from '../../context.ts'
import {checkDateOrder, followActivation} from '../../lifecycle/date-order.ts'
import {defaultLeaseTime} from '../../lifecycle/lease.ts'
import {applyDates} from '../../lifecycle/state.ts'
import {checkApplicationData, completeDisclosure, setDefault, startUsageLimits} from './creation.ts'
import {beginSet} from '../../rotation/rotated-set.ts'
import {checkInstanceLimit} from '../instance-limit.ts'

/**
 * The attributes of an imported object: whatever the exporting server said, also what clients may otherwise not set,
 * completed where it said nothing. KMIP 1.4 section 4.41.
 */
export function importedAttributes(
  {now}: OperationContext,
  imported: AttributeSet,
  {id, type}: {readonly id: string; readonly type: ManagedObjectType},
): AttributeSet {
  const attributes = imported.copy()
  for (const key of attributes.keys()) {
    const known = isStandard(key) ? appliesTo(definitionOf(key), type) : !isNameless(key)
    if (!known) throw new KmipError('InvalidAttribute', `Attribute ${key} does not apply to a ${type}`)
    checkInstanceLimit(attributes, key)
  }
  checkApplicationData(attributes)
  checkSingleInstance(attributes)
  checkPossibleDates(attributes)
  attributes.set('UniqueIdentifier', id).set('ObjectType', type)
  // Both follow from where the object is now
  attributes.delete('ShortUniqueIdentifier')
  attributes.delete('ProtectionStorageMask')
  setDefault(attributes, 'LastChangeDate', now)
  setDefault(attributes, 'InitialDate', now)
  completeDisclosure(attributes)
  if (appliesTo(definitionOf('LeaseTime'), type)) setDefault(attributes, 'LeaseTime', defaultLeaseTime)
  // What was archived elsewhere is on-line here.
  attributes.delete('ArchiveDate')
  if (appliesTo(definitionOf('State'), type)) setDefault(attributes, 'State', 'PreActive')
  if (attributes.get('UsageLimits')?.usageLimitsCount === undefined) startUsageLimits(attributes)
  beginSet(attributes)
  applyDates(attributes, now)
  return attributes
}

/** What was activated late elsewhere comes with dates that were over by then. */
function checkPossibleDates(imported: AttributeSet): void {
  const attributes = imported.copy()
  followActivation(attributes)
  checkDateOrder(attributes)
}
