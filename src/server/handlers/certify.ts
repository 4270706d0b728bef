import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import {Certify} from '../../kmip/operations/certify.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import {usualLifetime} from '../certification/certificate-validity.ts'
import {issuedCertificate} from '../certification/issued-certificate.ts'
import {requestedSubject, withoutSubject} from '../certification/requested-subject.ts'
import {signingRequestIn} from '../certification/signing-request.ts'
import {handler} from '../handler.ts'
import {asymmetricKeyOf} from '../objects/asymmetric-material.ts'
import {requestedAttributes} from '../objects/creation/creation.ts'
import {chooseStorage} from '../objects/creation/protection-storage.ts'
import {addLink} from '../objects/links.ts'
import type {ServerObject} from '../objects/server-object.ts'

/** KMIP 1.4 section 4.7, 2.1 section 6.1.6: a certificate of a public key, signed by the authority of the scope. */
export const certify = handler(
  Certify,
  async (context, request) => {
    const key = await context.target(request.uniqueIdentifier)
    checkCertifiable(key)
    const publicKey = asymmetricKeyOf(key)
    const requested = request.attributes ?? new AttributeSet()
    const attributes = await requestedAttributes(context, withoutSubject(requested), 'Certificate')
    chooseStorage(context, attributes, request.protectionStorageMasks)
    const signingRequest = await signingRequestIn(context, request)
    checkCertificateType(attributes, request)
    if (signingRequest !== undefined && !signingRequest.publicKey.equals(publicKey)) {
      throw new KmipError('InvalidCSR', `The Certificate Request is for another key than ${key.id}`)
    }
    const certificate = await issuedCertificate(context, {
      publicKey,
      usageMask: key.attributes.get('CryptographicUsageMask'),
      subject: signingRequest?.subjectDer ?? requestedSubject(requested) ?? usualSubject(key),
      extensions: signingRequest?.extensions ?? [],
      attributes,
      lifetime: usualLifetime,
    })
    addLink(certificate, 'PublicKeyLink', key.id)
    addLink(key, 'CertificateLink', certificate.id)
    await context.objects.save(key)
    await context.objects.insert(certificate)
    context.placeholder = certificate.id
    return {uniqueIdentifier: certificate.id}
  },
  {writes: true},
)

function checkCertifiable({id, type, attributes}: ServerObject): void {
  if (type !== 'PublicKey') {
    throw new KmipError('InvalidObjectType', `Object ${id} is a ${type}, Certify is for Public Keys`)
  }
  const state = attributes.get('State')
  if (state === 'Deactivated' || state === 'Compromised') {
    throw new KmipError('WrongKeyLifecycleState', `Key ${id} is ${state}, it cannot be certified any more`)
  }
}

/** Without a certificate request somebody has to say what is wanted. */
function checkCertificateType(attributes: AttributeSet, {certificateRequest}: RequestOf<typeof Certify>): void {
  const type = attributes.get('CertificateType')
  if (type === undefined && certificateRequest === undefined) {
    throw new KmipError('InvalidField', 'Certify needs a Certificate Request or the attribute Certificate Type')
  }
  if (type !== undefined && type !== 'X_509') {
    throw new KmipError('InvalidField', `Certificate Type ${type} is not supported, X_509 is`)
  }
}

/** X.509 has room for 64 characters. */
const longestCommonName = 64

/** The name of the key, or its identifier where the name does not fit. */
function usualSubject({id, attributes}: ServerObject) {
  const name = attributes.get('Name')?.nameValue
  const fits = name !== undefined && name !== '' && name.length <= longestCommonName && !/\p{Cc}/u.test(name)
  return [{type: 'CN', value: fits ? name : id.slice(0, longestCommonName)}] as const
}
