import type {AttributeKey, AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {definitionOf} from '../../../kmip/attributes/lookup.ts'
import {appliesTo} from '../../../kmip/attributes/object-class.ts'
import type {ManagedObjectType} from '../../../kmip/objects/managed-object.ts'

/** What is true of a key and of its parts alike. */
const keyFacts = [
  'CryptographicAlgorithm',
  'CryptographicLength',
  'CryptographicParameters',
  'CryptographicDomainParameters',
  'CryptographicUsageMask',
] as const

/** Copies the facts about a key to an object made of it, those that the object has already when they may be replaced. */
export function inheritFacts(
  attributes: AttributeSet,
  source: AttributeSet,
  {type, replace}: {readonly type: ManagedObjectType; readonly replace: boolean},
): void {
  for (const key of keyFacts) {
    if (!appliesTo(definitionOf(key), type) || !source.has(key) || (attributes.has(key) && !replace)) continue
    attributes.delete(key)
    copyAll(attributes, source, key)
  }
}

function copyAll(attributes: AttributeSet, source: AttributeSet, key: AttributeKey): void {
  for (const value of source.all(key)) attributes.add(key, value)
}

/** Parts are kept as closely as what they are parts of, and the other way round. KMIP 1.4 sections 3.48 to 3.51. */
export function inheritDisclosure(attributes: AttributeSet, sources: readonly AttributeSet[]): void {
  if (sources.some((source) => source.get('Sensitive') === true)) attributes.set('Sensitive', true)
  if (sources.some((source) => source.get('Extractable') === false)) attributes.set('Extractable', false)
  attributes.set(
    'AlwaysSensitive',
    attributes.get('Sensitive') === true && sources.every((source) => source.get('AlwaysSensitive') !== false),
  )
  attributes.set(
    'NeverExtractable',
    attributes.get('Extractable') === false && sources.every((source) => source.get('NeverExtractable') !== false),
  )
}
