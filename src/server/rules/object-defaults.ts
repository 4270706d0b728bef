import type {AttributeKey, AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {definitionOf, isStandard} from '../../kmip/attributes/lookup.ts'
import {appliesTo} from '../../kmip/attributes/object-class.ts'
import {addLesser} from '../../kmip/attributes/precedence.ts'
import type {ManagedObjectType} from '../../kmip/objects/managed-object.ts'
import type {ObjectDefaults} from '../../kmip/structures/object-defaults.ts'
import type {OperationContext} from '../context.ts'
import {isInGroups} from './concerned-objects.ts'

/**
 * Gives a new object the attributes that it lacks and its scope has defaults for: those of its groups before those of
 * all, the first ones before later ones. KMIP 2.1 sections 6.1.53 and 7.22.
 */
export async function addDefaults(
  {rules}: OperationContext,
  attributes: AttributeSet,
  type: ManagedObjectType,
): Promise<void> {
  const defaults = (await rules.defaults()).filter((one) => typesOf(one).includes(type))
  const grouped = defaults.filter((one) => hasGroups(one) && isInGroups({type, attributes}, one.objectGroups))
  const general = defaults.filter((one) => !hasGroups(one))
  for (const one of [...grouped, ...general]) {
    const lacking = one.attributes.pick((key) => !attributes.has(key) && isFor(key, type))
    addLesser(attributes, isForAlgorithm(one, attributes) ? lacking : lacking.pick((key) => !ofAlgorithm.includes(key)))
  }
}

/** The types that the defaults are for. */
export function typesOf({objectType, objectTypes}: ObjectDefaults): readonly (string | number)[] {
  return [...(objectType === undefined ? [] : [objectType]), ...(objectTypes?.objectType ?? [])]
}

/** True when the defaults are for some groups only. */
export function hasGroups({objectGroups}: ObjectDefaults): boolean {
  return (objectGroups?.objectGroup ?? []).length > 0
}

function isFor(key: AttributeKey, type: ManagedObjectType): boolean {
  return !isStandard(key) || appliesTo(definitionOf(key), type)
}

/** What makes no sense beside another algorithm than the one it was said of. */
const ofAlgorithm: readonly AttributeKey[] = [
  'CryptographicDomainParameters',
  'CryptographicLength',
  'CryptographicParameters',
]

function isForAlgorithm({attributes: defaults}: ObjectDefaults, attributes: AttributeSet): boolean {
  const [usual, chosen] = [defaults, attributes].map((set) => set.get('CryptographicAlgorithm'))
  return usual === undefined || chosen === undefined || usual === chosen
}
