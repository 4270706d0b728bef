import {KmipError} from '../../kmip/error.ts'
import {Import} from '../../kmip/operations/import.ts'
import {handler} from '../handler.ts'
import {importedAttributes} from '../objects/import-attributes.ts'
import {keyBlockOf} from '../objects/key-material.ts'
import {checkNamesAreFree} from '../objects/names.ts'
import {unpacked} from '../objects/pkcs12/unpacked.ts'
import {completeKeyBlock, describeContent, storableContent} from '../objects/registration.ts'
import {newServerObject} from '../objects/server-object.ts'

/** KMIP 1.4 section 4.41, 2.1 section 6.1.25: an object with the identifier and attributes it had elsewhere. */
export const importObject = handler(
  Import,
  async (context, request) => {
    const id = checkedIdentifier(context.resolve(request.uniqueIdentifier))
    const exists = await context.objects.exists(id)
    if (exists && request.replaceExisting !== true) {
      throw new KmipError('ObjectAlreadyExists', `There is an object ${id} already, and Replace Existing is not set`)
    }
    const sent = storableContent(request.object, request.objectType)
    if (request.keyWrapType === 'NotWrapped' && keyBlockOf(sent)?.keyWrappingData !== undefined) {
      throw new KmipError('KeyWrapTypeNotSupported', 'The object is wrapped and this server cannot unwrap it')
    }
    const attributes = importedAttributes(context, request.attributes, {id, type: sent.type})
    const content = await unpacked(context, sent, attributes)
    describeContent(attributes, content)
    await checkNamesAreFree(context, attributes, id)
    const object = newServerObject(id, attributes, completeKeyBlock(content, attributes))
    await (exists ? context.objects.replace(object) : context.objects.insert(object))
    context.placeholder = id
    return {uniqueIdentifier: id}
  },
  {writes: true},
)

/** In bytes; far beyond what any server gives. */
const longestIdentifier = 1024

function checkedIdentifier(id: string): string {
  if (id !== '' && Buffer.byteLength(id) <= longestIdentifier) return id
  throw new KmipError('InvalidField', `A Unique Identifier has 1 to ${longestIdentifier} bytes`)
}
