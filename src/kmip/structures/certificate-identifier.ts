import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.13. */
export const CertificateIdentifier = structure('Certificate Identifier', {
  issuer: field(Tag.Issuer, text),
  serialNumber: field(Tag.SerialNumber, text).optional(),
})
export type CertificateIdentifier = Infer<typeof CertificateIdentifier>
