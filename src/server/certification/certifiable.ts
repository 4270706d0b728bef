import type {KeyObject} from 'node:crypto'
import type {SigningRequest} from '../../ca/signing-request.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Certify} from '../../kmip/operations/certify.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {asymmetricKeyOf} from '../objects/asymmetric-material.ts'
import {linkedIds} from '../objects/links.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {signingRequestIn, signingRequestOf} from './signing-request.ts'

/** What is to be certified. */
export interface Certifiable {
  readonly publicKey: KeyObject
  readonly signingRequest: SigningRequest | undefined
  /** The Public Key of the scope that it is. */
  readonly key: ServerObject | undefined
  /** The Certificate Request of the scope that asks for it. */
  readonly requestObject: ServerObject | undefined
}

/**
 * What a Certify means: a Public Key, which a certificate request may go with, a Certificate Request of the scope, or the key
 * that the request in the payload is for. KMIP 1.4 section 4.7, 2.1 section 6.1.6.
 */
export async function certifiable(context: OperationContext, request: RequestOf<typeof Certify>): Promise<Certifiable> {
  if (request.uniqueIdentifier === undefined && request.certificateRequest !== undefined) {
    return ofPayload(context, request)
  }
  const named = await context.target(request.uniqueIdentifier)
  if (named.type === 'CertificateRequest') {
    const signingRequest = await signingRequestOf(context, named, request)
    const key = await matchingKey(context, signingRequest, linkedIds(named, 'PublicKeyLink'))
    return {publicKey: signingRequest.publicKey, signingRequest, key, requestObject: named}
  }
  checkPublicKey(named)
  const publicKey = asymmetricKeyOf(named)
  const signingRequest = await signingRequestIn(context, request)
  if (signingRequest !== undefined && !signingRequest.publicKey.equals(publicKey)) {
    throw new KmipError('InvalidCSR', `The Certificate Request is for another key than ${named.id}`)
  }
  return {publicKey, signingRequest, key: named, requestObject: undefined}
}

/** In 1.x the ID Placeholder names the key; where it names another object, 2.x lets the request speak for itself. */
async function ofPayload(context: OperationContext, request: RequestOf<typeof Certify>): Promise<Certifiable> {
  const signingRequest = await signingRequestIn(context, request)
  if (signingRequest === undefined) throw new KmipError('InvalidField', 'The Certificate Request is missing')
  const key = await matchingKey(context, signingRequest, context.placeholder === undefined ? [] : [context.placeholder])
  return {publicKey: signingRequest.publicKey, signingRequest, key, requestObject: undefined}
}

/** The Public Key among some objects that the request is for. */
async function matchingKey(
  context: OperationContext,
  {publicKey}: SigningRequest,
  ids: readonly string[],
): Promise<ServerObject | undefined> {
  for (const id of ids) {
    if (!(await context.objects.exists(id))) continue
    const object = await context.objects.load(id)
    if (object.type !== 'PublicKey' || !asymmetricKeyOf(object).equals(publicKey)) continue
    checkPublicKey(object)
    return object
  }
  return undefined
}

function checkPublicKey({id, type, attributes}: ServerObject): void {
  if (type !== 'PublicKey') {
    throw new KmipError(
      'InvalidObjectType',
      `Object ${id} is a ${type}, Certify is for Public Keys and Certificate Requests`,
    )
  }
  const state = attributes.get('State')
  if (state === 'Deactivated' || state === 'Compromised') {
    throw new KmipError('WrongKeyLifecycleState', `Key ${id} is ${state}, it cannot be certified any more`)
  }
}
