import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.15. */
export const CertificateIssuer = structure('Certificate Issuer', {
  certificateIssuerDistinguishedName: field(Tag.CertificateIssuerDistinguishedName, text),
  certificateIssuerAlternativeName: field(Tag.CertificateIssuerAlternativeName, text).repeated(),
})
export type CertificateIssuer = Infer<typeof CertificateIssuer>
