import {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {conditionsOf, nameCondition} from '../../../kmip/attributes/search-key.ts'
import type {ManagedObjectType} from '../../../kmip/objects/managed-object.ts'
import type {ObjectCondition} from '../../../storage/store.ts'
import type {Attribute, AttributeValue, Template} from '../codec/template.ts'
import type {Call} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import {attributeName, CKA} from '../spec/attribute-types.ts'
import {attributeValue, tokenObject, type TokenObject} from './attribute-views.ts'
import {customAttributes, customNode} from './custom-attributes.ts'
import {tokenTypes, typesOfClass} from './object-class.ts'

/** Candidates asked for together. */
const batchSize = 500

/** Identifiers of the objects that have all attributes of a template, session objects first. */
export async function findObjects(call: Call, template: Template): Promise<readonly string[]> {
  const ids: string[] = []
  for (const type of typesOf(template)) {
    const conditions = [...labelConditions(template), ...conditionsOf(indexed(template).set('ObjectType', type))]
    const own = await call.sessionObjects.find(conditions)
    ids.unshift(...(await fitting(call, own, template)))
    for (let offset = 0; ; offset += batchSize) {
      const search = {conditions, limit: batchSize, offset, count: false}
      const {ids: candidates} = await call.context.objects.find(search)
      ids.push(...(await fitting(call, candidates, template)))
      if (candidates.length < batchSize) break
    }
  }
  return ids
}

function typesOf(template: Template): readonly ManagedObjectType[] {
  const wanted = template.find(({type}) => type === CKA.CLASS)?.value
  return typeof wanted === 'number' ? typesOfClass(wanted) : tokenTypes
}

function labelConditions(template: Template): readonly ObjectCondition[] {
  const label = template.find(({type}) => type === CKA.LABEL)?.value
  return typeof label === 'string' && label !== '' ? [nameCondition(label)] : []
}

/** What the index of the store can tell; the rest is looked at. */
function indexed(template: Template): AttributeSet {
  const set = new AttributeSet()
  for (const {type, value} of template) {
    if (type === CKA.ID && value instanceof Uint8Array && value.length > 0)
      set.set(customAttributes.ID, customNode(value))
    if (type === CKA.UNIQUE_ID && typeof value === 'string') set.set('UniqueIdentifier', value)
  }
  return set
}

async function fitting(call: Call, ids: readonly string[], template: Template): Promise<string[]> {
  const fit: string[] = []
  for (const id of ids) {
    const object = tokenObject(call, await call.context.objects.loadArchived(id))
    if (object !== undefined && (await fits(call, object, template))) fit.push(id)
  }
  return fit
}

async function fits(call: Call, object: TokenObject, template: Template): Promise<boolean> {
  for (const one of template) if (!(await hasAttribute(call, object, one))) return false
  return true
}

async function hasAttribute(call: Call, object: TokenObject, {type, value}: Attribute): Promise<boolean> {
  const name = attributeName(type)
  if (name === undefined) return false
  try {
    return isSame(await attributeValue(call, object, name), value)
  } catch (error) {
    // What may not be told may not be found out by searching either.
    if (error instanceof Refusal) return false
    throw error
  }
}

/** A value that has been left out is an empty one. */
function isSame(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  if (one instanceof Uint8Array) {
    return other instanceof Uint8Array ? Buffer.compare(one, other) === 0 : other === undefined && one.length === 0
  }
  if (typeof one === 'string') return one === (other ?? '')
  return one !== undefined && one === other
}
