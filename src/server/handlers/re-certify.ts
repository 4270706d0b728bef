import type {KeyObject} from 'node:crypto'
import type {SigningRequest} from '../../ca/signing-request.ts'
import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import {ReCertify} from '../../kmip/operations/re-certify.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import {issuedCertificate} from '../certification/issued-certificate.ts'
import {renewableCertificate} from '../certification/renewable.ts'
import {requestedSubject, withoutSubject} from '../certification/requested-subject.ts'
import {signingRequestIn, signingRequestOf} from '../certification/signing-request.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {requestedAttributes} from '../objects/creation/creation.ts'
import {chooseStorage} from '../objects/creation/protection-storage.ts'
import {addLink, linkedIds, removeLink} from '../objects/links.ts'
import {replacementAttributes} from '../objects/creation/replacement.ts'
import {succeed} from '../objects/creation/succession.ts'
import type {ServerObject} from '../objects/server-object.ts'

/** KMIP 1.4 section 4.8, 2.1 section 6.1.45: another certificate for the key of one that is there already. */
export const reCertify = handler(
  ReCertify,
  async (context, request) => {
    const existing = await context.target(request.uniqueIdentifier)
    const {fields, publicKey} = renewableCertificate(existing)
    const requested = request.attributes ?? new AttributeSet()
    const wanted = await requestedAttributes(context, withoutSubject(requested), 'Certificate')
    chooseStorage(context, wanted, request.protectionStorageMasks)
    checkWanted(wanted, request.offset)
    const {signingRequest, requestObject} = await requestFor(context, request)
    checkSameKey(existing, publicKey, signingRequest)
    const certificate = await issuedCertificate(context, {
      publicKey,
      usageMask: undefined,
      subject: signingRequest?.subjectDer ?? requestedSubject(requested) ?? fields.subject,
      extensions: signingRequest?.extensions ?? fields.extensions,
      attributes: renewedAttributes(context, existing, wanted, request.offset),
      lifetime: fields.notAfter.getTime() - fields.notBefore.getTime(),
      replaced: existing.id,
    })
    await takeOver(context, existing, certificate)
    if (requestObject !== undefined) {
      addLink(requestObject, 'CertificateLink', certificate.id)
      await context.objects.save(requestObject)
    }
    context.placeholder = certificate.id
    return {uniqueIdentifier: certificate.id}
  },
  {writes: true},
)

/** The certificate request in the payload, or the object that it names. */
async function requestFor(context: OperationContext, request: RequestOf<typeof ReCertify>) {
  const {certificateRequestUniqueIdentifier: named} = request
  if (named === undefined) return {signingRequest: await signingRequestIn(context, request), requestObject: undefined}
  const requestObject = await context.target(named)
  return {signingRequest: await signingRequestOf(context, requestObject, request), requestObject}
}

/** KMIP 1.4 section 11.9. */
function checkWanted(wanted: AttributeSet, offset: number | undefined): void {
  const clash = (['ActivationDate', 'DeactivationDate'] as const).find((key) => wanted.has(key))
  if (offset !== undefined && clash !== undefined) {
    throw new KmipError('InvalidMessage', `Re-certify takes an Offset or a ${clash}, not both`)
  }
  const type = wanted.get('CertificateType')
  if (type !== undefined && type !== 'X_509') {
    throw new KmipError('InvalidField', `Certificate Type ${type} is not supported, X_509 is`)
  }
}

function checkSameKey({id}: ServerObject, publicKey: KeyObject, request: SigningRequest | undefined): void {
  if (request === undefined || request.publicKey.equals(publicKey)) return
  throw new KmipError('InvalidCSR', `The Certificate Request is for another key than certificate ${id}`)
}

/** An Offset moves dates from the Activation Date on; where there is none, nothing moves. KMIP 1.4 table 186. */
function renewedAttributes(
  {now}: OperationContext,
  existing: ServerObject,
  wanted: AttributeSet,
  offset: number | undefined,
): AttributeSet {
  const moves = existing.attributes.has('ActivationDate')
  return replacementAttributes(existing, wanted, {offset: moves ? offset : undefined, now})
}

/** Names and links go over to the new certificate. */
async function takeOver(context: OperationContext, existing: ServerObject, certificate: ServerObject): Promise<void> {
  for (const id of linkedIds(existing, 'PublicKeyLink')) {
    addLink(certificate, 'PublicKeyLink', id)
    if (!(await context.objects.exists(id))) continue
    const key = await context.objects.load(id)
    removeLink(key, 'CertificateLink', existing.id)
    addLink(key, 'CertificateLink', certificate.id)
    await context.objects.save(key)
  }
  await succeed(context, existing, certificate)
}
