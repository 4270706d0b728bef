import type {Certificate} from '../../kmip/objects/certificate.ts'
import type {CertificateRequest} from '../../kmip/objects/certificate-request.ts'
import {KmipError} from '../../kmip/error.ts'
import {ReProvision} from '../../kmip/operations/re-provision.ts'
import {verifiedRequest} from '../certification/signing-request.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {certificateFieldsOf} from '../objects/certificates/certificate-attributes.ts'
import {setLink} from '../objects/links.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {certificateObject, objectOf, replacementObjects} from '../provisioning/replacement-objects.ts'

/**
 * KMIP 2.1 section 6.1.48: another certificate for the client that asks, made of its request or of a key that is made here,
 * or brought along. The one in use serves from then on, for a few minutes, only to fetch what takes its place.
 */
export const reProvision = handler(
  ReProvision,
  async (context, {certificateRequest: request, certificate}) => {
    if (request !== undefined && certificate !== undefined) {
      throw new KmipError('InvalidField', 'Re-Provision takes a Certificate Request or a Certificate, not both')
    }
    const before = await objectInUse(context)
    const uniqueIdentifier =
      certificate === undefined ? await issue(context, before, request) : await adopt(context, before, certificate)
    context.placeholder = uniqueIdentifier
    return {uniqueIdentifier}
  },
  {writes: true},
)

async function issue(
  context: OperationContext,
  before: ServerObject | undefined,
  request: CertificateRequest | undefined,
): Promise<string> {
  const signingRequest = request && (await verifiedRequest(context, request))
  const make = await context.credential.plan(signingRequest)
  const made = await context.outside('credential of the client', make)
  const {certificate, pair} = await replacementObjects(context, made)
  await replace(context, before, certificate)
  const objects = [certificate, ...(pair === undefined ? [] : [pair.privateKey, pair.publicKey])]
  for (const object of objects) await context.objects.insert(object)
  await context.credential.exchange(
    made,
    objects.map(({id}) => id),
  )
  return (pair?.privateKey ?? certificate).id
}

async function adopt(context: OperationContext, before: ServerObject | undefined, given: Certificate): Promise<string> {
  const {notAfter} = certificateFieldsOf(given)
  await context.credential.adopt(given.certificateValue)
  const known = await objectOf(context, given.certificateValue)
  const certificate = known ?? (await certificateObject(context, given.certificateValue, notAfter))
  await replace(context, before, certificate)
  await (known === undefined ? context.objects.insert(certificate) : context.objects.save(certificate))
  return certificate.id
}

/** The object that holds the certificate in use, if there is one; a client may have said there that it is worthless. */
async function objectInUse(context: OperationContext): Promise<ServerObject | undefined> {
  const current = await context.credential.current()
  const object = current && (await objectOf(context, current))
  const state = object?.attributes.get('State')
  if (state === 'Deactivated' || state === 'Compromised') {
    throw new KmipError('PermissionDenied', `The certificate in use is ${state}, as object ${object?.id} says`)
  }
  return object
}

async function replace(
  context: OperationContext,
  before: ServerObject | undefined,
  certificate: ServerObject,
): Promise<void> {
  if (before === undefined) return
  setLink(certificate, 'ReplacedObjectLink', before.id)
  setLink(before, 'ReplacementObjectLink', certificate.id)
  await context.objects.save(before)
}
