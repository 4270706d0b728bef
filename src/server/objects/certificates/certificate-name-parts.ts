import type {CertificateFields} from '../../../ca/x509/certificate-fields.ts'
import {readName} from '../../../ca/x509/directory-name.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'

/** The parts of distinguished names that have attributes of their own, by object identifier. KMIP 2.1 section 4.6. */
const parts = {
  '2.5.4.3': 'CN',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'Email',
  '2.5.4.6': 'C',
  '2.5.4.8': 'ST',
  '2.5.4.7': 'L',
  '0.9.2342.19200300.100.1.1': 'UID',
  '2.5.4.5': 'SerialNumber',
  '2.5.4.12': 'Title',
  '0.9.2342.19200300.100.1.25': 'DC',
  '2.5.4.46': 'DNQualifier',
} as const

type Part = keyof typeof parts

/** Certificate Subject CN and its like, one value for each time that the name has the part; earlier ones are gone. */
export function certificateNameParts(attributes: AttributeSet, {subject, issuer}: CertificateFields): void {
  addParts(attributes, 'CertificateSubject', subject)
  addParts(attributes, 'CertificateIssuer', issuer)
}

function addParts(
  attributes: AttributeSet,
  name: 'CertificateSubject' | 'CertificateIssuer',
  distinguishedName: Uint8Array,
): void {
  for (const part of Object.values(parts)) attributes.delete(`${name}${part}`)
  for (const {type, text} of readName(distinguishedName).flat()) {
    if (text !== undefined && isPart(type)) attributes.add(`${name}${parts[type]}`, text)
  }
}

function isPart(type: string): type is Part {
  return Object.hasOwn(parts, type)
}
