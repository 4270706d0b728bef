import type {AttributeItem} from '../../kmip/attributes/attribute-item.ts'
import type {AttributeKey} from '../../kmip/attributes/attribute-set.ts'
import {attributeNode} from '../../kmip/attributes/search-key.ts'
import {KmipError} from '../../kmip/error.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import type {ServerObject} from './server-object.ts'

/**
 * The index of the instance that a request means: the one with the current value it gives (2.x), else the one with
 * its index (1.x), else index 0. Fails when the object has none such.
 */
export function instanceOf(
  {attributes, id}: ServerObject,
  target: Pick<AttributeItem, 'key' | 'index'>,
  current?: AttributeItem,
): number {
  const instances = attributes.instances(target.key)
  if (instances.length === 0) throw new KmipError('AttributeNotFound', `Object ${id} has no attribute ${target.key}`)
  const found =
    current?.value === undefined
      ? instances.find((instance) => instance.index === (target.index ?? 0))
      : instances.find((instance) => isSame(target.key, instance.value, current.value))
  if (found === undefined) {
    throw new KmipError('AttributeInstanceNotFound', `Object ${id} has no such instance of the attribute ${target.key}`)
  }
  return found.index
}

/** Values are the same when they are sent as the same bytes. */
function isSame(key: AttributeKey, left: unknown, right: unknown): boolean {
  const [a, b] = [attributeNode(key, left), attributeNode(key, right)]
  return a !== undefined && b !== undefined && Buffer.compare(writeBinary(a), writeBinary(b)) === 0
}

/** An instance as the object has it, for the answer: what the server made of the client's value. */
export function storedInstance({attributes}: ServerObject, key: AttributeKey, index: number): AttributeItem {
  const value: unknown = attributes.instances(key).find((instance) => instance.index === index)?.value
  return {key, index, value}
}
