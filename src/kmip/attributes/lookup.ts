import {catalogue, type AttributeName, type StandardValue} from './catalogue.ts'
import type {AttributeKey} from './attribute-set.ts'
import {customKeyOfName, customNameOfKey, type CustomKey} from './custom-key.ts'
import type {AttributeDefinition} from './definition.ts'

const names = Object.keys(catalogue) as AttributeName[]
const byTag = new Map<number, AttributeName>(names.map((name) => [catalogue[name].tag, name]))
const bySpecName = new Map<string, AttributeName>(names.map((name) => [catalogue[name].name, name]))

/** All standard attributes in alphabetical order of their specification names. */
export const attributeNames: readonly AttributeName[] = names

export function isStandard(key: AttributeKey): key is AttributeName {
  return Object.hasOwn(catalogue, key)
}

/** A custom key is whatever the catalogue does not know. */
export function isCustom(key: AttributeKey): key is CustomKey {
  return !isStandard(key)
}

export function definitionOf<N extends AttributeName>(name: N): AttributeDefinition<StandardValue<N>> {
  // The catalogue's entries are a union to the compiler once indexed by a variable name.
  return catalogue[name] as unknown as AttributeDefinition<StandardValue<N>>
}

export function attributeByTag(tag: number): AttributeName | undefined {
  return byTag.get(tag)
}

/** What people call an attribute: `Cryptographic Length`, `x-Note`. */
export function attributeLabel(key: AttributeKey): string {
  return isStandard(key) ? definitionOf(key).name : (customNameOfKey(key) ?? key)
}

/** The key of a 1.x attribute name (`Cryptographic Length`, `x-Note`). */
export function attributeByName(name: string): AttributeKey {
  return bySpecName.get(name) ?? customKeyOfName(name)
}
