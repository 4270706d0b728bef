import type {AttributeInstance, AttributeKey} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import type {ServerObject} from './server-object.ts'

/** The one instance of an attribute, undefined when there is none; fails with Multi Valued Attribute for several. */
export function onlyInstance(
  {attributes, id}: ServerObject,
  key: AttributeKey,
): AttributeInstance<unknown> | undefined {
  const [only, second] = attributes.instances(key)
  if (second !== undefined) {
    throw new KmipError('MultiValuedAttribute', `Object ${id} has several values of the attribute ${key}`)
  }
  return only
}

/** Gives the attribute a value in the place of the only one it has, or its first; fails with Multi Valued Attribute. */
export function putOnlyInstance(object: ServerObject, key: AttributeKey, value: unknown): void {
  const index = onlyInstance(object, key)?.index
  // The value has the type of its key: it was decoded as such
  if (index === undefined) object.attributes.add(key, value as never)
  else object.attributes.replace(key, index, value as never)
}
