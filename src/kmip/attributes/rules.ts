import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {KmipError} from '../error.ts'
import type {EnumValue} from '../spec/enumeration.ts'
import type {State} from '../spec/enumerations.ts'
import type {AttributeKey, AttributeSet} from './attribute-set.ts'
import {customKeyParts, isNameless, isVendorIdentification, type CustomKey} from './custom-key.ts'
import type {Permission} from './definition.ts'
import {attributeLabel, definitionOf, isStandard} from './lookup.ts'
import {appliesTo, type ObjectTypeName} from './object-class.ts'

/*
 * What the attribute tables of KMIP 1.4 section 3 and 2.1 section 4 let clients do. The reasons are those of 2.1
 * wherever it is finer than 1.4; the server says the older ones to older clients.
 */

/** What conditions look at. */
export interface Circumstances {
  /** As the dates give it now; undefined for objects without a state. */
  readonly state: EnumValue<typeof State> | undefined
  readonly now: Date
  readonly attributes: AttributeSet
}

/** Refuses an attribute that a client may give to no object at all. */
export function checkClientMaySetSomewhere(key: AttributeKey): void {
  if (!isStandard(key)) checkCustom(key)
  else if (!definitionOf(key).rules.setByClient) throw readOnly(key)
}

/** Refuses an attribute that a client may not give to an object of this type. */
export function checkClientMaySet(key: AttributeKey, objectType: ObjectTypeName): void {
  checkClientMaySetSomewhere(key)
  if (!isStandard(key)) return
  const definition = definitionOf(key)
  if (!appliesTo(definition, objectType)) {
    throw new KmipError('InvalidAttribute', `Attribute ${definition.name} does not apply to ${objectType} objects`)
  }
}

/** Refuses an attribute that a client may not give to an object that exists already. */
export function checkClientMayAdd(key: AttributeKey, objectType: ObjectTypeName, circumstances: Circumstances): void {
  checkClientMaySet(key, objectType)
  if (isStandard(key) && definitionOf(key).rules.setByClient === 'withObject') throw readOnly(key)
  const permission = isStandard(key) ? definitionOf(key).rules.modifiable : 'yes'
  if (permission !== 'no') checkPermission(permission, key, circumstances)
}

/** Refuses to change an attribute that is not the client's to change, or not any more. */
export function checkClientMayModify(key: AttributeKey, circumstances: Circumstances): void {
  if (!isStandard(key)) return checkCustom(key)
  checkPermission(definitionOf(key).rules.modifiable, key, circumstances)
}

/** Refuses to remove an attribute that has to stay. */
export function checkClientMayDelete(key: AttributeKey, circumstances: Circumstances): void {
  if (!isStandard(key)) return checkCustom(key)
  checkPermission(definitionOf(key).rules.deletable, key, circumstances)
}

/** Refuses several values of an attribute that can have only one. */
export function checkSingleInstance(set: AttributeSet): void {
  for (const key of set.keys()) {
    if (isStandard(key) && !definitionOf(key).rules.multiple && set.instances(key).length > 1) {
      throw new KmipError('AttributeSingleValued', `Attribute ${attributeLabel(key)} can have only one value`)
    }
  }
}

/** Refuses custom structures with structures inside. KMIP 1.4 section 3.39. */
export function checkCustomValues(set: AttributeSet, key: AttributeKey): void {
  if (isStandard(key)) return
  const nested = set.all(key).some((node) => node.type === ItemType.Structure && node.value.some(isStructure))
  if (nested)
    throw new KmipError(
      'InvalidAttributeValue',
      `Attribute ${attributeLabel(key)} is a structure with structures inside`,
    )
}

function isStructure(node: TtlvNode): boolean {
  return node.type === ItemType.Structure
}

/** Names that begin with `y-` belong to the server. KMIP 1.4 section 3.39, 2.1 section 4.60. */
function checkCustom(key: CustomKey): void {
  if (isNameless(key)) {
    throw new KmipError('InvalidField', `There is no attribute ${attributeLabel(key)}`, {
      hint: 'Names of custom attributes begin with x-',
    })
  }
  const {vendor} = customKeyParts(key)
  if (vendor === 'y') throw readOnly(key)
  if (!isVendorIdentification(vendor)) {
    throw new KmipError('InvalidField', `The Vendor Identification ${vendor} has other characters than KMIP allows`)
  }
}

type Condition = (key: AttributeKey, circumstances: Circumstances) => KmipError | undefined

const conditions: Readonly<Record<Permission, Condition>> = {
  yes: () => undefined,
  no: (key) => readOnly(key),
  whilePreActive: (key, circumstances) => (isPreActive(circumstances) ? undefined : tooLate(key, circumstances)),
  untilDeactivated: (key, circumstances) => (isUsable(circumstances) ? undefined : tooLate(key, circumstances)),
  untilReached: (key, circumstances) =>
    isUsable(circumstances) && !isReached(key, circumstances) ? undefined : tooLate(key, circumstances),
  untilAllocated: (key, {attributes}) =>
    isAllocated(attributes)
      ? new KmipError('AttributeReadOnly', `Attribute ${attributeLabel(key)} is fixed since usage was allocated`)
      : undefined,
}

function checkPermission(permission: Permission, key: AttributeKey, circumstances: Circumstances): void {
  const refusal = conditions[permission](key, circumstances)
  if (refusal !== undefined) throw refusal
}

function isPreActive({state}: Circumstances): boolean {
  return state === undefined || state === 'PreActive'
}

function isUsable(circumstances: Circumstances): boolean {
  return isPreActive(circumstances) || circumstances.state === 'Active'
}

function isReached(key: AttributeKey, {attributes, now}: Circumstances): boolean {
  const value = attributes.get(key)
  return value instanceof Date && value <= now
}

function isAllocated(attributes: AttributeSet): boolean {
  const limits = attributes.get('UsageLimits')
  return limits?.usageLimitsCount !== undefined && limits.usageLimitsCount < limits.usageLimitsTotal
}

function readOnly(key: AttributeKey): KmipError {
  return new KmipError('AttributeReadOnly', `Attribute ${attributeLabel(key)} is set by the server alone`)
}

function tooLate(key: AttributeKey, {state}: Circumstances): KmipError {
  return new KmipError(
    'WrongKeyLifecycleState',
    `Attribute ${attributeLabel(key)} is fixed, the object is ${state ?? 'stateless'}`,
  )
}
