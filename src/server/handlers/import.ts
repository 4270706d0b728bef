import {KmipError} from '../../kmip/error.ts'
import {Import} from '../../kmip/operations/import.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import {handler} from '../handler.ts'
import {importedAttributes} from '../objects/creation/import-attributes.ts'
import {checkNamesAreFree} from '../objects/names.ts'
import {usualStorage} from '../objects/creation/protection-storage.ts'
import {checkQuantumSafety} from '../objects/quantum-safety.ts'
import {unpacked} from '../objects/pkcs12/unpacked.ts'
import {receiveObject, withAttributesInside} from '../objects/creation/received-content.ts'
import {completeKeyBlock, describeContent} from '../objects/creation/registration.ts'
import {newServerObject} from '../objects/server-object.ts'
import {checkRotationOf} from '../rotation/automatic-rotation.ts'
import {checkConstraints} from '../rules/constraint-check.ts'

/** KMIP 1.4 section 4.41, 2.1 section 6.1.25: an object with the identifier and attributes it had elsewhere. */
export const importObject = handler(
  Import,
  async (context, request) => {
    const id = checkedIdentifier(context.resolve(request.uniqueIdentifier))
    const exists = await context.objects.exists(id)
    if (exists && request.replaceExisting !== true) {
      throw new KmipError('ObjectAlreadyExists', `There is an object ${id} already, and Replace Existing is not set`)
    }
    const {object: sent, objectType: announced} = request
    const received = await receiveObject(context, {object: sent, announced, unwrap: unwraps(request.keyWrapType)})
    const all = withAttributesInside(request.attributes, received, () => true) ?? request.attributes
    const attributes = importedAttributes(context, all, {id, type: received.content.type})
    const opened = await unpacked(context, received.opened, attributes)
    const content = received.content === received.opened ? opened : received.content
    describeContent(attributes, opened)
    checkQuantumSafety(attributes)
    usualStorage(context, attributes)
    await checkNamesAreFree(context, attributes, id)
    const object = newServerObject(id, attributes, completeKeyBlock(content, attributes))
    checkRotationOf(context, object)
    if (exists) checkConstraints(object, await context.rules.constraints())
    await (exists ? context.objects.replace(object) : context.objects.insert(object))
    context.placeholder = id
    return {uniqueIdentifier: id}
  },
  {writes: true},
)

function unwraps(keyWrapType: RequestOf<typeof Import>['keyWrapType']): boolean {
  if (typeof keyWrapType !== 'number') return keyWrapType === 'NotWrapped'
  throw new KmipError('KeyWrapTypeNotSupported', `Key Wrap Type ${keyWrapType} is not known here`)
}

/** In bytes; far beyond what any server gives. */
const longestIdentifier = 1024

function checkedIdentifier(id: string): string {
  if (id !== '' && Buffer.byteLength(id) <= longestIdentifier) return id
  throw new KmipError('InvalidField', `A Unique Identifier has 1 to ${longestIdentifier} bytes`)
}
