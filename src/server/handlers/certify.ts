import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import {Certify} from '../../kmip/operations/certify.ts'
import {certifiable} from '../certification/certifiable.ts'
import {usualLifetime} from '../certification/certificate-validity.ts'
import {issuedCertificate} from '../certification/issued-certificate.ts'
import {requestedSubject, withoutSubject} from '../certification/requested-subject.ts'
import {handler} from '../handler.ts'
import {requestedAttributes} from '../objects/creation/creation.ts'
import {chooseStorage} from '../objects/creation/protection-storage.ts'
import {addLink} from '../objects/links.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {addDefaults} from '../rules/object-defaults.ts'

/** KMIP 1.4 section 4.7, 2.1 section 6.1.6: a certificate of a public key, signed by the authority of the scope. */
export const certify = handler(
  Certify,
  async (context, request) => {
    const {key, requestObject, publicKey, signingRequest} = await certifiable(context, request)
    const requested = request.attributes ?? new AttributeSet()
    const attributes = await requestedAttributes(context, withoutSubject(requested), 'Certificate')
    chooseStorage(context, attributes, request.protectionStorageMasks)
    await addDefaults(context, attributes, 'Certificate')
    checkCertificateType(attributes, signingRequest !== undefined)
    const certificate = await issuedCertificate(context, {
      publicKey,
      usageMask: key?.attributes.get('CryptographicUsageMask'),
      subject: signingRequest?.subjectDer ?? requestedSubject(requested) ?? usualSubject(key),
      extensions: signingRequest?.extensions ?? [],
      attributes,
      lifetime: usualLifetime,
    })
    if (key !== undefined) addLink(certificate, 'PublicKeyLink', key.id)
    for (const certified of [key, requestObject]) {
      if (certified === undefined) continue
      addLink(certified, 'CertificateLink', certificate.id)
      await context.objects.save(certified)
    }
    await context.objects.insert(certificate)
    context.placeholder = certificate.id
    return {uniqueIdentifier: certificate.id}
  },
  {writes: true},
)

/** Without a certificate request somebody has to say what is wanted. */
function checkCertificateType(attributes: AttributeSet, hasRequest: boolean): void {
  const type = attributes.get('CertificateType')
  if (type === undefined && !hasRequest) {
    throw new KmipError('InvalidField', 'Certify needs a Certificate Request or the attribute Certificate Type')
  }
  if (type !== undefined && type !== 'X_509') {
    throw new KmipError('InvalidField', `Certificate Type ${type} is not supported, X_509 is`)
  }
}

/** X.509 has room for 64 characters. */
const longestCommonName = 64

/** The name of the key, or its identifier where the name does not fit. */
function usualSubject(key: ServerObject | undefined) {
  if (key === undefined) throw new KmipError('InvalidCSR', 'The Certificate Request has no subject')
  const {id, attributes} = key
  const name = attributes.get('Name')?.nameValue
  const fits = name !== undefined && name !== '' && name.length <= longestCommonName && !/\p{Cc}/u.test(name)
  return [{type: 'CN', value: fits ? name : id.slice(0, longestCommonName)}] as const
}
