import {readSigningRequest, type SigningRequest} from '../../ca/signing-request.ts'
import {UsageError} from '../../errors.ts'
import {KmipError} from '../../kmip/error.ts'
import type {CertificateRequest} from '../../kmip/objects/certificate-request.ts'
import type {Certify} from '../../kmip/operations/certify.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {contentOf, type ServerObject} from '../objects/server-object.ts'

type Requested = Pick<RequestOf<typeof Certify>, 'certificateRequestType' | 'certificateRequest'>

/** The first bytes of each kind: a DER sequence, and the dashes of PEM somewhere. */
const kinds = {
  PKCS_10: (bytes: Uint8Array) => bytes[0] === 0x30,
  PEM: (bytes: Uint8Array) => Buffer.from(bytes).includes('-----BEGIN '),
} as const

/**
 * The certificate request of Certify and Re-certify with its signature verified; undefined when there is none. KMIP 1.4
 * sections 4.7 and 11.8.
 */
export async function signingRequestIn(
  context: OperationContext,
  {certificateRequestType, certificateRequest: certificateRequestValue}: Requested,
): Promise<SigningRequest | undefined> {
  if (certificateRequestType === undefined && certificateRequestValue === undefined) return undefined
  if (certificateRequestType === undefined || certificateRequestValue === undefined) {
    throw new KmipError('InvalidField', 'Certificate Request and Certificate Request Type come together or not at all')
  }
  return verifiedRequest(context, {certificateRequestType, certificateRequestValue})
}

/**
 * The same of a Certificate Request object. A request that the payload holds too would leave open which one counts. KMIP 2.1
 * sections 6.1.6 and 6.1.45.
 */
export async function signingRequestOf(
  context: OperationContext,
  object: ServerObject,
  {certificateRequestType, certificateRequest}: Requested,
): Promise<SigningRequest> {
  const content = contentOf(object)
  if (content.type !== 'CertificateRequest') {
    throw new KmipError('InvalidObjectType', `Object ${object.id} is a ${content.type}, not a Certificate Request`)
  }
  if (certificateRequestType !== undefined || certificateRequest !== undefined) {
    throw new KmipError('InvalidField', 'A certificate request is named or given, not both')
  }
  const state = object.attributes.get('State')
  if (state === 'Deactivated' || state === 'Compromised') {
    throw new KmipError('WrongKeyLifecycleState', `Certificate Request ${object.id} is ${state}, it counts no more`)
  }
  context.objects.used(object.id)
  return verifiedRequest(context, content.value)
}

/** A certificate request with its signature verified. */
export async function verifiedRequest(
  context: OperationContext,
  {certificateRequestType: type, certificateRequestValue: bytes}: CertificateRequest,
): Promise<SigningRequest> {
  if (type !== 'PKCS_10' && type !== 'PEM') {
    throw new KmipError('InvalidField', `Certificate Request Type ${type} is not supported, PKCS_10 and PEM are`)
  }
  if (!kinds[type](bytes)) throw new KmipError('InvalidCSR', `The Certificate Request is not of the type ${type}`)
  return context.outside('read the certificate request', () => read(bytes))
}

async function read(bytes: Uint8Array): Promise<SigningRequest> {
  try {
    return await readSigningRequest(bytes)
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw new KmipError('InvalidCSR', cause.message, {cause})
  }
}
