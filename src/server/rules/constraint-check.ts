import type {AttributeKey, AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {attributeLabel, definitionOf, isStandard} from '../../kmip/attributes/lookup.ts'
import {appliesTo} from '../../kmip/attributes/object-class.ts'
import {attributeNode} from '../../kmip/attributes/search-key.ts'
import {searchText} from '../../kmip/attributes/search-text.ts'
import {KmipError} from '../../kmip/error.ts'
import {ObjectType} from '../../kmip/spec/enumerations.ts'
import type {Constraint} from '../../kmip/structures/constraint.ts'
import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import type {Admission} from '../objects/object-access.ts'
import {isInGroups, isOfTypes, type NewObject} from './concerned-objects.ts'
import type {ScopeRules} from './scope-rules.ts'

/**
 * Refuses a new object that violates a constraint of its scope. Each constraint that is for its type and group counts:
 * of every attribute in it that objects of the type may have, the object has one of the values given, members of
 * structures that are left out being free. KMIP 2.1 sections 6.1.52 and 7.6.
 */
export function checkConstraints(object: NewObject, constraints: readonly Constraint[]): void {
  for (const [index, constraint] of constraints.entries()) {
    const {objectTypes, objectGroups, attributes} = constraint
    if (attributes === undefined || !isOfTypes(object, objectTypes) || !isInGroups(object, objectGroups)) continue
    const violated = attributes.keys().find((key) => !isSatisfied(object, attributes, key))
    if (violated === undefined) continue
    const found = object.attributes.has(violated) ? 'has another' : 'has none'
    throw new KmipError(
      'ConstraintViolation',
      `Constraint ${index + 1} of the scope lays down ${attributeLabel(violated)}, the new ${ObjectType.specName(object.type)} ${found}`,
    )
  }
}

/** Holds new objects of a scope against its constraints. */
export function admissionBy(rules: Pick<ScopeRules, 'constraints'>): Admission {
  return async (object) => checkConstraints(object, await rules.constraints())
}

function isSatisfied({type, attributes}: NewObject, wanted: AttributeSet, key: AttributeKey): boolean {
  if (isStandard(key) && !appliesTo(definitionOf(key), type)) return true
  const allowed = nodesOf(wanted, key)
  return nodesOf(attributes, key).some((node) => allowed.some((pattern) => fits(node, pattern)))
}

function nodesOf(set: AttributeSet, key: AttributeKey): readonly TtlvNode[] {
  return set.all(key).flatMap((value) => attributeNode(key, value) ?? [])
}

function fits(node: TtlvNode, pattern: TtlvNode): boolean {
  if (pattern.type !== ItemType.Structure || node.type !== ItemType.Structure) {
    return node.type === pattern.type && searchText(node) === searchText(pattern)
  }
  return pattern.value.every((member) => node.value.some((item) => item.tag === member.tag && fits(item, member)))
}
