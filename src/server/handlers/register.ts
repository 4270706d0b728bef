import {KmipError} from '../../kmip/error.ts'
import {Register} from '../../kmip/operations/register.ts'
import {handler} from '../handler.ts'
import {completeAttributes, requestedAttributes} from '../objects/creation.ts'
import {unpacked} from '../objects/pkcs12/unpacked.ts'
import {completeKeyBlock, describeContent, storableContent} from '../objects/registration.ts'
import {newServerObject} from '../objects/server-object.ts'

/** KMIP 1.4 section 4.3, 2.1 section 6.1.43. */
export const register = handler(
  Register,
  async (context, request) => {
    if (request.object === undefined) throw new KmipError('InvalidField', 'Register needs the object itself')
    const sent = storableContent(request.object, request.objectType)
    const attributes = await requestedAttributes(context, request.attributes, sent.type)
    const content = await unpacked(context, sent, attributes)
    describeContent(attributes, content)
    const id = await completeAttributes(context, attributes, {type: content.type, generated: false})
    await context.objects.insert(newServerObject(id, attributes, completeKeyBlock(content, attributes)))
    context.placeholder = id
    return {uniqueIdentifier: id}
  },
  {writes: true},
)
