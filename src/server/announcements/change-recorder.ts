import type {StoredObject} from '../../storage/store.ts'
import {storedAttributes, type ServerObject} from '../objects/server-object.ts'
import {attributeDifference} from './attribute-difference.ts'
import type {ObjectEvent} from './object-event.ts'

/** Notes what a message does to objects, to be told once it is committed. */
export class ChangeRecorder {
  readonly #events: ObjectEvent[] = []

  get events(): readonly ObjectEvent[] {
    return this.#events
  }

  /** Where the notes stand, for `rollBackTo`. */
  get position(): number {
    return this.#events.length
  }

  created(object: ServerObject): void {
    const links = object.attributes.all('Link')
    const replaced = links.find(({linkType}) => linkType === 'ReplacedObjectLink')?.linkedObjectIdentifier
    this.#put(object, typeof replaced === 'string' ? replaced : undefined)
  }

  /** `before` is the object as it was in the store. */
  changed(before: Omit<StoredObject, 'index'>, after: ServerObject): void {
    if (isOtherValue(before.material, after.material) && this.#put(after, after.id)) return
    const changes = attributeDifference(storedAttributes(before), after.attributes)
    if (changes !== undefined) this.#events.push({kind: 'notify', id: after.id, changes})
  }

  /** Forgets what an item noted that has been undone. */
  rollBackTo(position: number): void {
    this.#events.length = position
  }

  /** Values that leave the server only wrapped, or not at all, are not sent. KMIP 1.4 sections 3.48 and 3.50. */
  #put({id, attributes, material}: ServerObject, replaced: string | undefined): boolean {
    const isOpen = attributes.get('Sensitive') !== true && attributes.get('Extractable') !== false
    if (material === undefined || !isOpen) return false
    this.#events.push({kind: 'put', id, replaced, attributes: attributes.copy(), material})
    return true
  }
}

function isOtherValue(before: Uint8Array | undefined, after: Uint8Array | undefined): boolean {
  if (before === undefined || after === undefined || before === after) return false
  return Buffer.compare(before, after) !== 0
}
