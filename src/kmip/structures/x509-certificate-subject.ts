import {field} from '../schema/field.ts'
import {bytes} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.11, 2.1 section 4.63. */
export const X509CertificateSubject = structure('X.509 Certificate Subject', {
  subjectDistinguishedName: field(Tag.SubjectDistinguishedName, bytes),
  subjectAlternativeName: field(Tag.SubjectAlternativeName, bytes).repeated(),
})
export type X509CertificateSubject = Infer<typeof X509CertificateSubject>
