import {KmipError} from '../../../kmip/error.ts'
import {structureNode, ItemType} from '../../../ttlv/node.ts'
import {readBinary} from '../../../ttlv/binary-reader.ts'
import {writeBinary} from '../../../ttlv/binary-writer.ts'
import {field} from '../../../kmip/schema/field.ts'
import {bytes, enumeration, text} from '../../../kmip/schema/scalars.ts'
import {structure} from '../../../kmip/schema/structure.ts'
import {ObjectType} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import type {ObjectCondition, StoredObject} from '../../../storage/store.ts'
import {createContext, type OperationContext} from '../../context.ts'
import type {ObjectAccess} from '../../objects/object-access.ts'
import {fromStored, toStored, type ServerObject} from '../../objects/server-object.ts'
import type {Application} from '../application.ts'
import {objectRecord} from '../records.ts'
import {Refusal} from '../refusal.ts'

/** Objects at the same time, and bytes of one. */
const mostObjects = 256
const largestObject = 64 * 1024

/** A session object as it is kept, sealed, beside its application. */
const KeptObject = structure('Kept Object', {
  uniqueIdentifier: field(Tag.UniqueIdentifier, text),
  objectType: field(Tag.ObjectType, enumeration(ObjectType)),
  attributes: field(Tag.Attributes, bytes),
  material: field(Tag.KeyMaterial, bytes).optional(),
})

/**
 * The objects that live no longer than their session (CKA_TOKEN false). Operations find them among the objects of their
 * context, so that they are used by the same code as those of the scope; nothing else knows of them.
 */
export class SessionObjects {
  /** That of the message, with these objects too. */
  readonly context: OperationContext
  readonly #application: Application
  readonly #outer: OperationContext
  /** The session that a new object is for; undefined for objects of the scope. */
  #placing: (object: ServerObject) => number | undefined = () => undefined

  constructor(outer: OperationContext, application: Application) {
    this.#outer = outer
    this.#application = application
    const objects: ObjectAccess = {
      ...outer.objects,
      load: (id) => this.#load(id, () => outer.objects.load(id)),
      loadArchived: (id) => this.#load(id, () => outer.objects.loadArchived(id)),
      exists: async (id) => this.has(id) || outer.objects.exists(id),
      insert: (object) => this.#insert(object),
      save: async (object) => {
        if (!this.has(object.id)) return outer.objects.save(object)
        object.attributes.set('LastChangeDate', outer.now)
        return this.#keep(object)
      },
      replace: (object) => (this.has(object.id) ? this.#keep(object) : outer.objects.replace(object)),
      used: (id) => (this.has(id) ? undefined : outer.objects.used(id)),
      delete: (id) => (this.has(id) ? application.forgetObject(id) : outer.objects.delete(id)),
    }
    this.context = createContext({...outer, objects})
  }

  has(id: string): boolean {
    return Object.hasOwn(this.#application.state.objects, id)
  }

  /** Those that meet the conditions, of all sessions. */
  async find(conditions: readonly ObjectCondition[]): Promise<readonly string[]> {
    const found: string[] = []
    for (const id of Object.keys(this.#application.state.objects)) {
      const {index} = toStored(await this.context.objects.load(id), '')
      if (conditions.every((condition) => index.some((entry) => meets(entry, condition)))) found.push(id)
    }
    return found
  }

  /** Where the objects go that `work` makes: a session each, or the scope. */
  async placing<T>(place: (object: ServerObject) => number | undefined, work: () => Promise<T>): Promise<T> {
    this.#placing = place
    try {
      return await work()
    } finally {
      this.#placing = () => undefined
    }
  }

  async #insert(object: ServerObject): Promise<void> {
    const session = this.#placing(object)
    if (session === undefined) return this.#outer.objects.insert(object)
    const {state} = this.#application
    if (Object.keys(state.objects).length >= mostObjects) throw new Refusal('DEVICE_MEMORY')
    state.objects = {...state.objects, [object.id]: session}
    return this.#keep(object)
  }

  async #keep(object: ServerObject): Promise<void> {
    const {id, objectType, attributes, material} = toStored(object, '')
    const kept = {uniqueIdentifier: id, objectType: objectType as ServerObject['type'], attributes, material}
    const encoded = writeBinary(structureNode(Tag.CorrelationValue, KeptObject.encodeItems(kept, 'any')))
    if (encoded.length > largestObject) throw new Refusal('DEVICE_MEMORY')
    await this.#application.put(objectRecord(this.#application.id, id), encoded)
  }

  async #load(id: string, otherwise: () => Promise<ServerObject>): Promise<ServerObject> {
    if (!this.has(id)) return otherwise()
    const encoded = await this.#outer.objects.continuation(objectRecord(this.#application.id, id))
    const node = encoded === undefined ? undefined : readBinary(encoded)
    if (node?.type !== ItemType.Structure) throw new KmipError('ItemNotFound', `There is no object ${id}`)
    const kept = KeptObject.decodeItems(node.value)
    const stored: Omit<StoredObject, 'index'> = {
      id,
      scopeId: this.#outer.identity.scopeId,
      objectType: String(kept.objectType),
      attributes: kept.attributes,
      material: kept.material,
      nextTransition: undefined,
    }
    return fromStored(stored, this.#outer.now)
  }
}

function meets({key, value}: {readonly key: string; readonly value: string}, condition: ObjectCondition): boolean {
  if (key !== condition.key) return false
  if ('equals' in condition) return value === condition.equals
  const {from, to} = condition
  return (from === undefined || value >= from) && (to === undefined || value <= to)
}
