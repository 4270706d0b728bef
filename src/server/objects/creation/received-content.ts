import {AttributeSet, type AttributeKey} from '../../../kmip/attributes/attribute-set.ts'
import {isNameless} from '../../../kmip/attributes/custom-key.ts'
import {definitionOf, isStandard} from '../../../kmip/attributes/lookup.ts'
import {appliesTo} from '../../../kmip/attributes/object-class.ts'
import {addLesser} from '../../../kmip/attributes/precedence.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {ManagedObject, ManagedObjectType} from '../../../kmip/objects/managed-object.ts'
import type {OperationContext} from '../../context.ts'
import {keyBlockOf} from '../key-material.ts'
import {storableContent} from './registration.ts'
import {isWrapped, unwrapContent} from '../wrapping/unwrap.ts'

/** An object as a client sends it. */
export interface SentObject {
  readonly object: ManagedObject
  /** Object Type beside the object. */
  readonly announced: string | number | undefined
  /** A wrapped value is to be opened and stored so. */
  readonly unwrap: boolean
}

export interface ReceivedContent {
  /** What is stored. */
  readonly content: ManagedObject
  /** The same with its value opened, where that can be done here; attributes are worked out from it. */
  readonly opened: ManagedObject
  /** Those that came with the key, inside its Key Value. */
  readonly inside: AttributeSet
}

/**
 * Takes an object in. A wrapped value is kept as it is, but when the wrapping key is at hand it is opened once, so that
 * what does not open is refused now and not when it is needed. KMIP 1.4 sections 2.1.4, 4.3 and 4.41.
 */
export async function receiveObject(context: OperationContext, sent: SentObject): Promise<ReceivedContent> {
  const content = storableContent(sent.object, sent.announced)
  const opened = await openedObject(context, sent)
  if (opened === undefined) return {content, opened: content, inside: attributesInside(sent.object)}
  const bare = storableContent(opened, undefined)
  return {content: sent.unwrap ? bare : content, opened: bare, inside: attributesInside(opened)}
}

/** The attributes of a request and those inside the key that a client may give; where both speak, the request counts. */
export function withAttributesInside(
  requested: AttributeSet | undefined,
  {inside, content}: Pick<ReceivedContent, 'inside' | 'content'>,
  may: (key: AttributeKey, type: ManagedObjectType) => boolean,
): AttributeSet | undefined {
  if (inside.size === 0) return requested
  const all = requested?.copy() ?? new AttributeSet()
  addLesser(
    all,
    inside.pick((key) => may(key, content.type)),
  )
  return all
}

/** True for attributes that a client may give to a new object of the type. */
export function isClients(key: AttributeKey, type: ManagedObjectType): boolean {
  if (!isStandard(key)) return !isNameless(key) && key.startsWith('x:')
  const definition = definitionOf(key)
  return definition.rules.setByClient && appliesTo(definition, type)
}

function attributesInside(object: ManagedObject): AttributeSet {
  const keyValue = keyBlockOf(object)?.keyValue
  return keyValue?.kind === 'plain' ? (keyValue.attributes ?? new AttributeSet()) : new AttributeSet()
}

/** These say that the value is broken; all other refusals only that it cannot be opened here. */
const broken: readonly string[] = [
  'BadCryptographicParameters',
  'CryptographicFailure',
  'InvalidAttributeValue',
  'InvalidField',
]

/** Undefined when there is nothing to open, or no way. */
async function openedObject(
  context: OperationContext,
  {object, unwrap}: SentObject,
): Promise<ManagedObject | undefined> {
  if (!isWrapped(object)) return undefined
  try {
    return await unwrapContent(context, object)
  } catch (error) {
    if (unwrap || !(error instanceof KmipError) || broken.includes(error.reason)) throw error
    return undefined
  }
}
