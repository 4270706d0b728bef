import type {CertificateFields} from '../../ca/x509/certificate-fields.ts'
import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Certificate} from '../../kmip/objects/certificate.ts'
import type {IdentifierReference} from '../../kmip/schema/identifier.ts'
import type {OperationContext} from '../context.ts'
import {isArchived} from '../lifecycle/state.ts'
import {certificateFieldsOf} from '../objects/certificates/certificate-attributes.ts'
import {certificatesLike} from '../objects/certificates/certificate-search.ts'
import {contentOf, type ServerObject} from '../objects/server-object.ts'

/** A certificate with what the scope knows of it beside what stands in it. */
export interface ListedCertificate {
  readonly fields: CertificateFields
  /** Undefined for one that is not registered. */
  readonly object: ServerObject | undefined
}

/** Of one name; a search that finds more is no help. */
const mostNamesakes = 50

/** Certificates that a request gives, and those it names by identifiers, each once. KMIP 1.4 section 4.24. */
export async function requestedCertificates(
  context: OperationContext,
  given: readonly Certificate[],
  identifiers: readonly IdentifierReference[],
): Promise<readonly ListedCertificate[]> {
  const listed: ListedCertificate[] = []
  for (const certificate of given) {
    const fields = certificateFieldsOf(certificate)
    listed.push({fields, object: await registered(context, fields)})
  }
  for (const identifier of identifiers) {
    const object = await context.objects.load(context.resolve(identifier))
    listed.push({fields: fieldsOf(object), object})
  }
  return listed.filter((one, position) => listed.findIndex((other) => isSame(one.fields, other.fields)) === position)
}

function fieldsOf(object: ServerObject): CertificateFields {
  const content = contentOf(object)
  if (content.type === 'Certificate') return certificateFieldsOf(content.value)
  throw new KmipError('InvalidObjectType', `Object ${object.id} is a ${content.type}, not a Certificate`)
}

/** The object that holds the very certificate, which may have been revoked. */
export async function registered(
  context: OperationContext,
  fields: CertificateFields,
): Promise<ServerObject | undefined> {
  const {issuer: issuerDistinguishedName, serialNumber: certificateSerialNumber} = fields
  const identifier = {issuerDistinguishedName, certificateSerialNumber}
  const same = await usable(context, new AttributeSet().set('X_509CertificateIdentifier', identifier))
  return same.find((other) => isSame(other.fields, fields))?.object
}

/** The certificates of the scope that a certificate may have been signed with. */
export function certificatesOfIssuer(
  context: OperationContext,
  {issuer: subjectDistinguishedName}: CertificateFields,
): Promise<readonly ListedCertificate[]> {
  return usable(context, new AttributeSet().set('X_509CertificateSubject', {subjectDistinguishedName}))
}

async function usable(context: OperationContext, attributes: AttributeSet): Promise<readonly ListedCertificate[]> {
  const found: ListedCertificate[] = []
  for (const id of await certificatesLike(context, attributes, mostNamesakes)) {
    const object = await context.objects.loadArchived(id)
    if (object.material !== undefined && !isArchived(object.attributes)) found.push({fields: fieldsOf(object), object})
  }
  return found
}

function isSame(one: CertificateFields, other: CertificateFields): boolean {
  return one.certificate.fingerprint256 === other.certificate.fingerprint256
}
