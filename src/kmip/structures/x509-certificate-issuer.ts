import {field} from '../schema/field.ts'
import {bytes} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.12, 2.1 section 4.62. */
export const X509CertificateIssuer = structure('X.509 Certificate Issuer', {
  issuerDistinguishedName: field(Tag.IssuerDistinguishedName, bytes),
  issuerAlternativeName: field(Tag.IssuerAlternativeName, bytes).repeated(),
})
export type X509CertificateIssuer = Infer<typeof X509CertificateIssuer>
