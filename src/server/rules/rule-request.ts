import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {checkClientMaySetSomewhere, checkCustomValues, checkSingleInstance} from '../../kmip/attributes/rules.ts'
import {attributeLabel, isStandard} from '../../kmip/attributes/lookup.ts'
import {isNameless} from '../../kmip/attributes/custom-key.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Constraint} from '../../kmip/structures/constraint.ts'
import type {ObjectDefaults} from '../../kmip/structures/object-defaults.ts'
import {checkApplicationData} from '../objects/creation/creation.ts'
import {storableTypes} from '../objects/creation/registration.ts'
import {checkInstanceLimit} from '../objects/instance-limit.ts'
import {typesOf} from './object-defaults.ts'

/** Most constraints, and most Object Defaults, of a scope: each new object is held against all of them. */
const mostRules = 100

/** Refuses constraints that no object could be held against. KMIP 2.1 section 6.1.52. */
export function checkConstraintRequest(constraints: readonly Constraint[]): void {
  checkCount(constraints, 'constraints')
  for (const {objectTypes, attributes} of constraints) {
    checkTypes(objectTypes?.objectType ?? [])
    if (attributes !== undefined) checkKeys(attributes)
  }
}

/** Refuses defaults that a client could not have given to a new object itself. KMIP 2.1 section 6.1.53. */
export function checkDefaultsRequest(defaults: readonly ObjectDefaults[]): void {
  checkCount(defaults, 'Object Defaults')
  for (const one of defaults) {
    const types = typesOf(one)
    if (types.length === 0) throw new KmipError('InvalidField', 'Object Defaults name the Object Types they are for')
    checkTypes(types)
    checkKeys(one.attributes)
    checkDefaultValues(one.attributes)
  }
}

function checkDefaultValues(attributes: AttributeSet): void {
  try {
    for (const key of attributes.keys()) {
      checkClientMaySetSomewhere(key)
      checkCustomValues(attributes, key)
    }
    checkSingleInstance(attributes)
    checkApplicationData(attributes)
  } catch (cause) {
    if (cause instanceof KmipError) throw new KmipError('InvalidField', cause.message, {cause})
    throw cause
  }
}

function checkKeys(attributes: AttributeSet): void {
  for (const key of attributes.keys()) {
    if (!isStandard(key) && isNameless(key)) {
      throw new KmipError('InvalidField', `There is no attribute ${attributeLabel(key)}`)
    }
    checkInstanceLimit(attributes, key)
  }
}

function checkTypes(types: readonly (string | number)[]): void {
  const unknown = types.find((type) => !storableTypes.some((known) => known === type))
  if (unknown === undefined) return
  throw new KmipError(
    'InvalidObjectType',
    `Objects of type ${unknown} are not supported, only ${storableTypes.join(', ')}`,
  )
}

function checkCount({length}: readonly unknown[], what: string): void {
  if (length <= mostRules) return
  throw new KmipError('ServerLimitExceeded', `The request has ${length} ${what}, at most ${mostRules} are kept`)
}
