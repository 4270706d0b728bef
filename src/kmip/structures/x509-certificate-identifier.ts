import {field} from '../schema/field.ts'
import {bytes} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.10, 2.1 section 4.61. */
export const X509CertificateIdentifier = structure('X.509 Certificate Identifier', {
  issuerDistinguishedName: field(Tag.IssuerDistinguishedName, bytes),
  certificateSerialNumber: field(Tag.CertificateSerialNumber, bytes),
})
export type X509CertificateIdentifier = Infer<typeof X509CertificateIdentifier>
