import {isDeepStrictEqual} from 'node:util'
import type {AttributeItem} from '../../kmip/attributes/attribute-item.ts'
import {AttributeSet, type AttributeKey} from '../../kmip/attributes/attribute-set.ts'
import type {ChangedAttributes} from '../../kmip/operations/changed-attributes.ts'

/**
 * What is in `after` and was not in `before`, instance by instance, and what is gone; undefined when nothing is. The Last
 * Change Date is always told with it. KMIP 1.4 section 5.1.
 */
export function attributeDifference(before: AttributeSet, after: AttributeSet): ChangedAttributes | undefined {
  const attributes = new AttributeSet()
  const deleted: Pick<AttributeItem, 'key' | 'index'>[] = []
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    addChanged(attributes, key, {before, after})
    deleted.push(...removed(key, {before, after}))
  }
  if (attributes.size === 0 && deleted.length === 0) return undefined
  const lastChange = after.get('LastChangeDate')
  if (lastChange !== undefined) attributes.set('LastChangeDate', lastChange)
  return {attributes, deleted}
}

interface Sides {
  readonly before: AttributeSet
  readonly after: AttributeSet
}

function addChanged(changed: AttributeSet, key: AttributeKey, {before, after}: Sides): void {
  const old = new Map(before.instances(key).map(({index, value}) => [index, value]))
  for (const {index, value} of after.instances(key)) {
    if (!isDeepStrictEqual(old.get(index), value)) changed.add(key, value, index)
  }
}

function removed(key: AttributeKey, {before, after}: Sides): Pick<AttributeItem, 'key' | 'index'>[] {
  const left = new Set(after.instances(key).map(({index}) => index))
  return before
    .instances(key)
    .filter(({index}) => !left.has(index))
    .map(({index}) => ({key, index}))
}
