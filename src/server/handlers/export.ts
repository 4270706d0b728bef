import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {Export} from '../../kmip/operations/export.ts'
import {handler} from '../handler.ts'
import {deliver} from '../objects/delivery/delivery.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {visibleAttributes} from '../objects/visible-attributes.ts'
import {isDestroyed} from '../lifecycle/state.ts'

/** KMIP 1.4 section 4.40, 2.1 section 6.1.18: the value as Get gives it, and all that is known of the object. */
export const exportObject = handler(Export, async (context, request) => {
  const object = await context.target(request.uniqueIdentifier)
  const content = isDestroyed(object.attributes) ? remains(object) : await deliver(context, object, request)
  context.placeholder = object.id
  return {
    objectType: object.type,
    uniqueIdentifier: object.id,
    attributes: visibleAttributes(object.attributes, context.policy),
    object: content,
  }
})

/** A destroyed key without its value; other objects consist of nothing else. */
function remains({type, attributes}: ServerObject): ManagedObject | undefined {
  const keyFormatType = attributes.get('KeyFormatType')
  if (keyFormatType === undefined || (type !== 'SymmetricKey' && type !== 'PublicKey' && type !== 'PrivateKey')) {
    return undefined
  }
  const cryptographicAlgorithm = attributes.get('CryptographicAlgorithm')
  const cryptographicLength = attributes.get('CryptographicLength')
  return {type, value: {keyBlock: {keyFormatType, cryptographicAlgorithm, cryptographicLength}}}
}
