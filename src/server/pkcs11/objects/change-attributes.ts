import type {AttributeKey, AttributeValue as KmipValue} from '../../../kmip/attributes/attribute-set.ts'
import {addAttribute} from '../../handlers/add-attribute.ts'
import {deleteAttribute} from '../../handlers/delete-attribute.ts'
import {modifyAttribute} from '../../handlers/modify-attribute.ts'
import type {AttributeValue, Template} from '../codec/template.ts'
import {perform} from '../perform.ts'
import type {Call} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import type {AttributeName} from '../spec/attribute-types.ts'
import type {TokenObject} from './attribute-views.ts'
import {customAttributes, customNode} from './custom-attributes.ts'
import {RequestedTemplate} from './requested-template.ts'

/** What an attribute of KMIP becomes; undefined when it goes. What a key is for KMIP lets nobody change. */
interface Change<K extends AttributeKey = AttributeKey> {
  readonly key: K
  readonly value: KmipValue<K> | undefined
}

type Changer = (object: TokenObject, value: AttributeValue) => Change

const changers: Readonly<Partial<Record<AttributeName, Changer>>> = {
  LABEL: (_object, value) => ({
    key: 'Name',
    value:
      typeof value === 'string' && value !== '' ? {nameValue: value, nameType: 'UninterpretedTextString'} : undefined,
  }),
  ID: (_object, value) => ({key: customAttributes.ID, value: bytesOrNone(value)}),
  SUBJECT: (_object, value) => ({key: customAttributes.SUBJECT, value: bytesOrNone(value)}),
  SENSITIVE: ({attributes}, value) => {
    if (value === false && attributes.get('Sensitive') === true) throw new Refusal('ATTRIBUTE_READ_ONLY')
    return {key: 'Sensitive', value: value === true}
  },
  EXTRACTABLE: ({attributes}, value) => {
    if (value === true && attributes.get('Extractable') === false) throw new Refusal('ATTRIBUTE_READ_ONLY')
    return {key: 'Extractable', value: value === true}
  },
}

function bytesOrNone(value: AttributeValue) {
  return value instanceof Uint8Array && value.length > 0 ? customNode(value) : undefined
}

/** Changes attributes one by one, by the operations of KMIP that do so. */
export async function changeAttributes(call: Call, object: TokenObject, template: Template): Promise<void> {
  const requested = new RequestedTemplate(template)
  for (const name of requested.names) {
    const changer = changers[name]
    const value = requested.take(name)
    if (changer === undefined || value === undefined) throw new Refusal('ATTRIBUTE_READ_ONLY')
    // What was changed before counts for the next.
    const {attributes} = await call.context.objects.load(object.id)
    await apply(call, {...object, attributes}, changer({...object, attributes}, value))
  }
}

async function apply({context}: Call, {id: uniqueIdentifier, attributes}: TokenObject, change: Change): Promise<void> {
  const {key, value} = change
  if (value === undefined) {
    if (attributes.has(key)) await perform(context, deleteAttribute, {uniqueIdentifier, attributeReference: key})
    return
  }
  const newAttribute = {key, index: undefined, value}
  await perform(context, attributes.has(key) ? modifyAttribute : addAttribute, {uniqueIdentifier, newAttribute})
}
