import type {NamePart} from '../../ca/distinguished-name.ts'
import {readName} from '../../ca/x509/directory-name.ts'
import type {AttributeKey, AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'

/** In the order in which they stand in a name. */
const parts = {
  CertificateSubjectDC: 'DC',
  CertificateSubjectC: 'C',
  CertificateSubjectST: 'ST',
  CertificateSubjectL: 'L',
  CertificateSubjectO: 'O',
  CertificateSubjectOU: 'OU',
  CertificateSubjectUID: 'UID',
  CertificateSubjectSerialNumber: 'SerialNumber',
  CertificateSubjectTitle: 'Title',
  CertificateSubjectDNQualifier: 'DNQualifier',
  CertificateSubjectEmail: 'Email',
  CertificateSubjectCN: 'CN',
} as const

type PartKey = keyof typeof parts
const partKeys = Object.keys(parts) as PartKey[]

/**
 * Attributes that say whom a certificate is for. Clients may not set them, since the server takes them from the
 * certificate; where there is no certificate request, they are the only way to tell the name.
 */
const subjectKeys: readonly AttributeKey[] = ['X_509CertificateSubject', 'CertificateSubject', ...partKeys]

/** The attributes of a request without those that only say whom the certificate is for. */
export function withoutSubject(requested: AttributeSet): AttributeSet {
  const attributes = requested.pick((key) => !subjectKeys.includes(key))
  attributes.templateNames = requested.templateNames
  return attributes
}

/** The name that a request wants in the certificate, in whichever form it says it; undefined when it says none. */
export function requestedSubject(requested: AttributeSet): Uint8Array | string | readonly NamePart[] | undefined {
  const der = requested.get('X_509CertificateSubject')?.subjectDistinguishedName
  if (der !== undefined) return checkedName(der)
  const text = requested.get('CertificateSubject')?.certificateSubjectDistinguishedName
  if (text !== undefined && text !== '') return text
  const named = partKeys.flatMap((key) => requested.all(key).map((value) => ({type: parts[key], value})))
  return named.length === 0 ? undefined : named
}

function checkedName(der: Uint8Array): Uint8Array {
  try {
    readName(der)
    return der
  } catch (cause) {
    throw new KmipError('InvalidField', 'The Subject Distinguished Name is not a name in DER', {cause})
  }
}
