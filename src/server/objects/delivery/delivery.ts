import {definitionOf} from '../../../kmip/attributes/lookup.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import {RecommendedCurve} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {child, ItemType} from '../../../ttlv/node.ts'
import type {Get} from '../../../kmip/operations/get.ts'
import type {RequestOf} from '../../../kmip/schema/operation.ts'
import type {OperationContext} from '../../context.ts'
import {checkDisclosure} from './disclosure.ts'
import {inCompression} from './key-compression.ts'
import {inFormat} from './key-format.ts'
import {keyBlockOf} from '../key-material.ts'
import {pkcs12Container} from '../pkcs12/container.ts'
import {contentOf, type ServerObject} from '../server-object.ts'
import {isWrapped, unwrapContent} from '../wrapping/unwrap.ts'
import {wrapContent} from '../wrapping/wrap.ts'
import {encryptsValue} from '../wrapping/wrapping-method.ts'

/** How a client wants an object. */
export type DeliveryRequest = Pick<
  RequestOf<typeof Get>,
  'keyFormatType' | 'keyWrapType' | 'keyCompressionType' | 'keyWrappingSpecification'
>

/**
 * The value of an object as a client asks for it, which makes the object stale. A value that was registered wrapped
 * leaves so, unless the client wants it opened, or wrapped otherwise. KMIP 1.4 sections 4.11 and 4.40.
 */
export async function deliver(
  context: OperationContext,
  object: ServerObject,
  request: DeliveryRequest,
): Promise<ManagedObject> {
  const content = contentOf(object)
  const unwraps = unwrapsFirst(content, request)
  checkPresent(context, content, object.id)
  checkDisclosure(object, leavesEncrypted(content, request, unwraps))
  if (object.attributes.get('Fresh') === true) {
    object.attributes.set('Fresh', false)
    await context.objects.save(object)
  }
  context.objects.used(object.id)
  if (request.keyFormatType === 'PKCS_12') return inContainer(context, object, request)
  const value = unwraps ? await unwrapContent(context, content) : content
  const {attributes} = object
  const {keyFormatType, keyCompressionType, keyWrappingSpecification: specification} = request
  const formatted = inCompression(inFormat(value, keyFormatType, attributes), keyCompressionType, attributes)
  checkCurve(context, formatted)
  return specification === undefined ? formatted : wrapContent(context, {object, content: formatted, specification})
}

/** The curve of a key in a transparent format has to be one that the client's version has. */
function checkCurve({version}: OperationContext, content: ManagedObject): void {
  const keyBlock = keyBlockOf(content)
  const value = keyBlock?.keyValue
  if (value === undefined || value.kind === 'wrapped' || value.keyMaterial instanceof Uint8Array) return
  const curve = child(value.keyMaterial, Tag.RecommendedCurve)
  if (curve?.type !== ItemType.Enumeration || RecommendedCurve.knownIn(curve.value, version)) return
  throw new KmipError(
    'KeyFormatTypeNotSupported',
    `The curve ${RecommendedCurve.nameOf(curve.value) ?? curve.value} cannot be said in KMIP ${version}, ask for another format than ${keyBlock?.keyFormatType}`,
  )
}

/** Until 1.2 a Key Block always has a Key Value. KMIP 1.4 sections 3.41 and 11.12. */
function checkPresent(context: OperationContext, content: ManagedObject, id: string): void {
  const keyBlock = keyBlockOf(content)
  if (keyBlock === undefined || keyBlock.keyValue !== undefined) return
  if (!context.expresses(definitionOf('KeyValuePresent'))) {
    throw new KmipError('KeyValueNotPresent', `The value of object ${id} is not on this server`)
  }
}

function inContainer(
  context: OperationContext,
  object: ServerObject,
  {keyWrappingSpecification, keyCompressionType}: DeliveryRequest,
): Promise<ManagedObject> {
  if (keyWrappingSpecification !== undefined || keyCompressionType !== undefined) {
    throw new KmipError('FeatureNotSupported', 'A PKCS#12 container is protected by its password, it cannot be wrapped')
  }
  return pkcs12Container(context, object)
}

function unwrapsFirst(content: ManagedObject, {keyWrapType, keyWrappingSpecification}: DeliveryRequest): boolean {
  if (typeof keyWrapType === 'number') {
    throw new KmipError('KeyWrapTypeNotSupported', `Key Wrap Type ${keyWrapType} is not known here`)
  }
  if (!isWrapped(content)) return false
  if (keyWrapType === 'AsRegistered' && keyWrappingSpecification !== undefined) {
    throw new KmipError(
      'KeyWrapTypeNotSupported',
      'The object was registered wrapped and cannot be wrapped once more, leave out As Registered or the Key Wrapping Specification',
    )
  }
  return keyWrapType === 'NotWrapped' || keyWrappingSpecification !== undefined
}

function leavesEncrypted(
  content: ManagedObject,
  {keyWrappingSpecification}: DeliveryRequest,
  unwraps: boolean,
): boolean {
  if (keyWrappingSpecification !== undefined) return encryptsValue(keyWrappingSpecification)
  const data = keyBlockOf(content)?.keyWrappingData
  return data !== undefined && !unwraps && encryptsValue(data)
}
