import {KmipError} from '../../kmip/error.ts'
import {Register} from '../../kmip/operations/register.ts'
import {handler} from '../handler.ts'
import {completeAttributes, requestedAttributes} from '../objects/creation/creation.ts'
import {chooseStorage} from '../objects/creation/protection-storage.ts'
import {unpacked} from '../objects/pkcs12/unpacked.ts'
import {isClients, receiveObject, withAttributesInside} from '../objects/creation/received-content.ts'
import {completeKeyBlock, describeContent} from '../objects/creation/registration.ts'
import {newServerObject} from '../objects/server-object.ts'
import {checkRotationOf} from '../rotation/automatic-rotation.ts'
import {addDefaults} from '../rules/object-defaults.ts'

/** KMIP 1.4 section 4.3, 2.1 section 6.1.43. */
export const register = handler(
  Register,
  async (context, request) => {
    const {object, objectType: announced} = request
    if (object === undefined) throw new KmipError('InvalidField', 'Register needs the object itself')
    const received = await receiveObject(context, {object, announced, unwrap: false})
    const {type} = received.content
    const requested = withAttributesInside(request.attributes, received, isClients)
    const attributes = await requestedAttributes(context, requested, type)
    chooseStorage(context, attributes, request.protectionStorageMasks)
    const opened = await unpacked(context, received.opened, attributes)
    const content = received.content === received.opened ? opened : received.content
    describeContent(attributes, opened)
    await addDefaults(context, attributes, type)
    const id = await completeAttributes(context, attributes, {type, generated: false})
    const stored = newServerObject(id, attributes, completeKeyBlock(content, attributes))
    checkRotationOf(context, stored)
    await context.objects.insert(stored)
    context.placeholder = id
    return {uniqueIdentifier: id}
  },
  {writes: true},
)
