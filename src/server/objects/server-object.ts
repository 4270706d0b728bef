import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {encodeStored, decodeStored} from '../../kmip/attributes/stored.ts'
import {indexEntriesOf} from '../../kmip/attributes/search-key.ts'
import {KmipError} from '../../kmip/error.ts'
import {
  decodeObject,
  encodeObject,
  type ManagedObject,
  type ManagedObjectType,
} from '../../kmip/objects/managed-object.ts'
import type {StoredObject} from '../../storage/store.ts'
import {defaultGroupEntries} from './creation/default-group.ts'
import {setLaterAttributes} from './later-attributes.ts'
import {storageStatusEntries} from './storage-status.ts'
import {nextRotation} from '../rotation/next-rotation.ts'
import {applyDates, isDestroyed, nextTransition} from '../lifecycle/state.ts'

/** A managed object while a request works with it. Attributes are this request's own copy until it is saved. */
export interface ServerObject {
  readonly id: string
  readonly type: ManagedObjectType
  readonly attributes: AttributeSet
  /** The encoded object; undefined once destroyed. */
  material: Uint8Array | undefined
}

/** The object with its key block; fails when the object was destroyed. */
export function contentOf(object: ServerObject): ManagedObject {
  if (object.material === undefined) {
    throw new KmipError(
      isDestroyed(object.attributes) ? 'ObjectDestroyed' : 'KeyValueNotPresent',
      `Object ${object.id} ${isDestroyed(object.attributes) ? 'is destroyed' : 'has no value on this server'}`,
    )
  }
  return decodedContent(object.material)
}

/**
 * What was decoded from bytes that the store still gives out: a store that keeps an object in memory gives the same
 * bytes again, and these need not be taken apart again.
 */
const decoded = {
  attributes: new WeakMap<Uint8Array, AttributeSet>(),
  content: new WeakMap<Uint8Array, ManagedObject>(),
}

/** As they were written, whatever the dates say by now; not to be changed. */
export function storedAttributes({id, objectType, attributes: bytes}: Omit<StoredObject, 'index'>): AttributeSet {
  let attributes = decoded.attributes.get(bytes)
  if (attributes === undefined) {
    attributes = decodeStored(bytes)
    // The store keeps what this program wrote there
    setLaterAttributes(attributes, {id, type: objectType as ManagedObjectType})
    decoded.attributes.set(bytes, attributes)
  }
  return attributes
}

function decodedContent(bytes: Uint8Array): ManagedObject {
  let content = decoded.content.get(bytes)
  if (content === undefined) {
    content = decodeObject(bytes)
    decoded.content.set(bytes, content)
  }
  return content
}

/** From the store, with the state that the dates give it now. */
export function fromStored(stored: Omit<StoredObject, 'index'>, now: Date): ServerObject {
  const attributes = storedAttributes(stored).copy()
  applyDates(attributes, now)
  // The store keeps what this program wrote there.
  return {id: stored.id, type: stored.objectType as ManagedObjectType, attributes, material: stored.material}
}

/** The same object as this version of the program writes it. */
export function renewed(stored: Omit<StoredObject, 'index'>): StoredObject {
  const {id, scopeId, objectType, material} = stored
  const attributes = storedAttributes(stored)
  return toStored({id, type: objectType as ManagedObjectType, attributes, material}, scopeId)
}

export function toStored(object: ServerObject, scopeId: string): StoredObject {
  return {
    id: object.id,
    scopeId,
    objectType: object.type,
    attributes: encodeStored(object.attributes),
    material: object.material,
    nextTransition: nextTransition(object.attributes),
    nextRotation: nextRotation(object),
    index: [
      ...indexEntriesOf(object.attributes),
      ...storageStatusEntries(object.attributes),
      ...defaultGroupEntries(object.type, object.attributes),
    ],
  }
}

/** A new object around a value. */
export function newServerObject(id: string, attributes: AttributeSet, content: ManagedObject): ServerObject {
  setLaterAttributes(attributes, {id, type: content.type})
  return {id, type: content.type, attributes, material: encodeObject(content)}
}
