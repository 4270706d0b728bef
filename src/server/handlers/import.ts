import {KmipError} from '../../kmip/error.ts'
import {Import} from '../../kmip/operations/import.ts'
import {handler} from '../handler.ts'
import {importedAttributes} from '../objects/import-attributes.ts'
import {describeContent, storableContent} from '../objects/registration.ts'
import {newServerObject} from '../objects/server-object.ts'

/** KMIP 1.4 section 4.41, 2.1 section 6.1.25: an object with the identifier and attributes it had elsewhere. */
export const importObject = handler(
  Import,
  async (context, request) => {
    const id = context.resolve(request.uniqueIdentifier)
    const exists = await context.objects.exists(id)
    if (exists && request.replaceExisting !== true) {
      throw new KmipError('ObjectAlreadyExists', `There is an object ${id} already, and Replace Existing is not set`)
    }
    const content = storableContent(request.object, request.objectType)
    const attributes = importedAttributes(context, request.attributes, {id, type: content.type})
    describeContent(attributes, content)
    const object = newServerObject(id, attributes, content)
    await (exists ? context.objects.save(object) : context.objects.insert(object))
    return {uniqueIdentifier: id}
  },
  {writes: true},
)
