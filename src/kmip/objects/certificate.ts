import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {CertificateType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.2.1, 2.1 section 2.1. */
export const Certificate = structure('Certificate', {
  certificateType: field(Tag.CertificateType, enumeration(CertificateType)),
  certificateValue: field(Tag.CertificateValue, bytes),
})
export type Certificate = Infer<typeof Certificate>
