import {readSigningRequest, type SigningRequest} from '../../ca/signing-request.ts'
import {UsageError} from '../../errors.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Certify} from '../../kmip/operations/certify.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'

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
  {certificateRequestType: type, certificateRequest: bytes}: Requested,
): Promise<SigningRequest | undefined> {
  if (type === undefined && bytes === undefined) return undefined
  if (type === undefined || bytes === undefined) {
    throw new KmipError('InvalidField', 'Certificate Request and Certificate Request Type come together or not at all')
  }
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
