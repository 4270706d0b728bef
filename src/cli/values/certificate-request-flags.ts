import {Flags} from '@oclif/core'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {CertificateRequestType} from '../../kmip/spec/enumerations.ts'
import {isBefore, type Version} from '../../kmip/spec/version.ts'
import {givenEnumeration} from '../../notation/enumeration-value.ts'
import {readInput} from '../files/input-file.ts'
import {subjectParts} from './subject-parts.ts'

/** Whom a certificate is for. */
export const certificateRequestFlags = {
  request: Flags.string({
    summary: 'File with a certificate request (PKCS#10) in PEM or DER, - for standard input',
    helpValue: 'FILE',
    exclusive: ['subject'],
  }),
  'request-type': Flags.string({
    summary: 'Form of the request: pem, PKCS#10 or CRMF [default: pem or PKCS#10, as the file is]',
    helpValue: 'NAME',
    dependsOn: ['request'],
  }),
  subject: Flags.string({
    summary: 'Name in the certificate, such as CN=web,O=Example',
    helpValue: 'NAME',
    exclusive: ['request'],
  }),
}

export interface CertificateRequestFlagValues {
  readonly request?: string | undefined
  readonly 'request-type'?: string | undefined
  readonly subject?: string | undefined
}

/** The certificate request of the payload; of no members when there is none. @throws UsageError */
export async function certificateRequestFrom({request: file, 'request-type': type}: CertificateRequestFlagValues) {
  if (file === undefined) return {}
  const certificateRequest = await readInput(file)
  const isPem = certificateRequest.includes('-----BEGIN ')
  const certificateRequestType =
    givenEnumeration(CertificateRequestType, type, '--request-type') ??
    (isPem ? ('PEM' as const) : ('PKCS_10' as const))
  return {certificateRequestType, certificateRequest}
}

/** Puts the name that a flag gives among the attributes. */
export function addSubject(attributes: AttributeSet, {subject}: CertificateRequestFlagValues): void {
  if (subject !== undefined) attributes.set('CertificateSubject', {certificateSubjectDistinguishedName: subject})
}

/** The request as a version has it: 2.x tells a name by its parts. @throws UsageError naming the flag */
export function subjectInVersion<Request extends {readonly attributes?: AttributeSet | undefined}>(
  request: Request,
  version: Version,
): Request {
  const subject = request.attributes?.get('CertificateSubject')?.certificateSubjectDistinguishedName
  if (request.attributes === undefined || subject === undefined || isBefore(version, '2.0')) return request
  const attributes = request.attributes.copy()
  attributes.delete('CertificateSubject')
  for (const {key, value} of subjectParts(subject, '--subject')) attributes.add(key, value)
  return {...request, attributes}
}
