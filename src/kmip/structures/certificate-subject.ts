import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.14. */
export const CertificateSubject = structure('Certificate Subject', {
  certificateSubjectDistinguishedName: field(Tag.CertificateSubjectDistinguishedName, text),
  certificateSubjectAlternativeName: field(Tag.CertificateSubjectAlternativeName, text).repeated(),
})
export type CertificateSubject = Infer<typeof CertificateSubject>
