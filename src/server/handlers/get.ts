import {KmipError} from '../../kmip/error.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {Get} from '../../kmip/operations/get.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {inCompression} from '../objects/key-compression.ts'
import {inFormat} from '../objects/key-format.ts'
import {keyBlockOf} from '../objects/key-material.ts'
import {pkcs12Container} from '../objects/pkcs12/container.ts'
import {contentOf, type ServerObject} from '../objects/server-object.ts'
import {wrapContent} from '../objects/wrapping.ts'

/** KMIP 1.4 section 4.11, 2.1 section 6.1.19. */
export const get = handler(Get, async (context, request) => {
  const object = await context.target(request.uniqueIdentifier)
  const wrapped = request.keyWrappingSpecification !== undefined
  checkDisclosure(object, wrapped)
  const content = await prepared(context, object, request)
  if (object.attributes.get('Fresh') === true) {
    object.attributes.set('Fresh', false)
    await context.objects.save(object)
  }
  return {objectType: object.type, uniqueIdentifier: object.id, object: content}
})

/** KMIP 1.4 sections 3.47 and 3.49: sensitive values leave only wrapped, others may not leave at all. */
function checkDisclosure({attributes, id}: ServerObject, wrapped: boolean): void {
  if (attributes.get('Extractable') === false)
    throw new KmipError('NotExtractable', `The value of object ${id} may not leave the server`)
  if (attributes.get('Sensitive') === true && !wrapped) {
    throw new KmipError('Sensitive', `The value of object ${id} is sensitive and leaves the server only wrapped`)
  }
}

async function prepared(
  context: OperationContext,
  object: ServerObject,
  request: RequestOf<typeof Get>,
): Promise<ManagedObject> {
  const content = contentOf(object)
  const keyBlock = keyBlockOf(content)
  if (typeof request.keyWrapType === 'number') {
    throw new KmipError('KeyWrapTypeNotSupported', `Key Wrap Type ${request.keyWrapType} is not known here`)
  }
  if (request.keyWrapType === 'NotWrapped' && keyBlock?.keyWrappingData !== undefined) {
    throw new KmipError('KeyWrapTypeNotSupported', 'The object was registered wrapped and this server cannot unwrap it')
  }
  if (request.keyFormatType === 'PKCS_12') return inContainer(context, object, request)
  const formatted = inCompression(
    inFormat(content, request.keyFormatType, object.attributes),
    request.keyCompressionType,
    object.attributes,
  )
  const {keyWrappingSpecification: specification} = request
  return specification === undefined ? formatted : wrapContent(context, formatted, specification)
}

function inContainer(
  context: OperationContext,
  object: ServerObject,
  {keyWrappingSpecification, keyCompressionType}: RequestOf<typeof Get>,
): Promise<ManagedObject> {
  if (keyWrappingSpecification !== undefined || keyCompressionType !== undefined) {
    throw new KmipError('FeatureNotSupported', 'A PKCS#12 container is protected by its password, it cannot be wrapped')
  }
  return pkcs12Container(context, object)
}
