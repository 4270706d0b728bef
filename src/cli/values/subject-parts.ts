import {UsageError} from '../../errors.ts'
import type {AttributeName} from '../../kmip/attributes/catalogue.ts'

/** The attributes by which 2.x tells the parts of a name, by the words of RFC 4514 and what else people write. */
const parts = {
  cn: 'CertificateSubjectCN',
  o: 'CertificateSubjectO',
  ou: 'CertificateSubjectOU',
  e: 'CertificateSubjectEmail',
  email: 'CertificateSubjectEmail',
  emailaddress: 'CertificateSubjectEmail',
  c: 'CertificateSubjectC',
  st: 'CertificateSubjectST',
  s: 'CertificateSubjectST',
  l: 'CertificateSubjectL',
  uid: 'CertificateSubjectUID',
  serialnumber: 'CertificateSubjectSerialNumber',
  title: 'CertificateSubjectTitle',
  dc: 'CertificateSubjectDC',
  dnqualifier: 'CertificateSubjectDNQualifier',
} as const satisfies Readonly<Record<string, AttributeName>>

type PartWord = keyof typeof parts

export interface SubjectPart {
  readonly key: (typeof parts)[PartWord]
  readonly value: string
}

/** The parts of a name such as `CN=web,O=Example\, Inc.`, in their order. @throws UsageError naming the flag */
export function subjectParts(text: string, setting: string): readonly SubjectPart[] {
  return (text.match(/(?:\\.|[^,\\])+/gs) ?? []).map((part) => {
    const [matched, word = '', value = ''] = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/s.exec(part) ?? []
    if (matched === undefined || value === '') {
      throw new UsageError(`${setting} takes a name such as CN=web,O=Example, not ${JSON.stringify(text)}`)
    }
    const known = word.toLowerCase()
    if (!isPart(known)) {
      throw new UsageError(`${setting} has ${JSON.stringify(word)}, which KMIP 2.x has no attribute for`, {
        hint: 'Use CN, O, OU, C, ST, L, Email, UID, DC, Title, SerialNumber or DNQualifier, or give a certificate request',
      })
    }
    return {key: parts[known], value: value.replaceAll(/\\(.)/gs, '$1')}
  })
}

function isPart(word: string): word is PartWord {
  return Object.hasOwn(parts, word)
}
