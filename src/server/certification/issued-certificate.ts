import type {KeyObject} from 'node:crypto'
import {type CertificateOrder, issueCertificate} from '../../ca/issue-certificate.ts'
import {type CertificateExtension, extensionIdentifiers} from '../../ca/x509/certificate-fields.ts'
import {UsageError} from '../../errors.ts'
import type {AttributeKey, AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import type {OperationContext} from '../context.ts'
import {describeCertificate} from '../objects/certificates/certificate-attributes.ts'
import {completeAttributes, setDefault} from '../objects/creation/creation.ts'
import {addLink} from '../objects/links.ts'
import {newServerObject, type ServerObject} from '../objects/server-object.ts'
import {certificateUsage} from './certificate-usage.ts'
import {certificateValidity} from './certificate-validity.ts'
import {scopeAuthority} from './scope-authority.ts'

/** What a new certificate is to be. */
export interface CertificatePlan {
  readonly publicKey: KeyObject
  /** The mask of the public key, for a certificate that has none of its own. */
  readonly usageMask: number | undefined
  readonly subject: CertificateOrder['subject']
  /** Of a request or of the certificate that is renewed; only some are taken over. */
  readonly extensions: readonly CertificateExtension[]
  /** Of the new object, with the dates that it shall be valid between. */
  readonly attributes: AttributeSet
  /** In milliseconds, without a date that says it. */
  readonly lifetime: number
  /** Identifier of the certificate that gives its names to the new one. */
  readonly replaced?: string
}

/** What an applicant may choose. Whether a certificate may sign others is not among it. */
const takenOver: readonly string[] = [
  extensionIdentifiers.subjectAlternativeName,
  extensionIdentifiers.extendedKeyUsage,
]

/** What the certificate itself tells, whatever the client says. KMIP 1.4 section 4.7. */
const described: readonly AttributeKey[] = [
  'CertificateLength',
  'CryptographicAlgorithm',
  'CryptographicLength',
  'DigitalSignatureAlgorithm',
]

/** Has the authority of the scope sign a certificate and makes an object of it, which is still to be stored. */
export async function issuedCertificate(context: OperationContext, plan: CertificatePlan): Promise<ServerObject> {
  const {attributes, publicKey} = plan
  const extensions = plan.extensions.filter(({identifier}) => takenOver.includes(identifier))
  checkSubject(plan.subject, extensions)
  const {authority, notAfter, certificateId} = await scopeAuthority(context)
  const validity = certificateValidity(attributes, {now: context.now, lifetime: plan.lifetime, latest: notAfter})
  const mask = attributes.get('CryptographicUsageMask') ?? plan.usageMask
  const order = {
    publicKey,
    subject: plan.subject,
    validity,
    keyUsage: certificateUsage(publicKey, mask ?? 0),
    extensions,
  }
  const der = await context.outside('sign a certificate', () => sign(() => issueCertificate(authority, order)))
  const value = {certificateType: 'X_509', certificateValue: der} as const
  for (const key of described) attributes.delete(key)
  describeCertificate(attributes, value)
  if (mask !== undefined) setDefault(attributes, 'CryptographicUsageMask', mask)
  const {replaced} = plan
  const id = await completeAttributes(context, attributes, {
    type: 'Certificate',
    generated: false,
    ...(replaced === undefined ? {} : {replaced}),
  })
  if (certificateId !== undefined) addLink({attributes}, 'CertificateLink', certificateId)
  return newServerObject(id, attributes, {type: 'Certificate', value})
}

/** RFC 5280 section 4.1.2.6: who has no name must have another name. */
function checkSubject(subject: CertificateOrder['subject'], extensions: readonly CertificateExtension[]): void {
  const isEmpty = subject instanceof Uint8Array && subject.length <= 2
  const hasNames = extensions.some(({identifier}) => identifier === extensionIdentifiers.subjectAlternativeName)
  if (isEmpty && !hasNames) throw new KmipError('InvalidField', 'A certificate needs a subject or alternative names')
}

async function sign(work: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw new KmipError('InvalidField', cause.message, {cause})
  }
}
