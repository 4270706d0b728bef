import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {CertificateRequestType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 2.2. */
export const CertificateRequest = structure('Certificate Request', {
  certificateRequestType: field(Tag.CertificateRequestType, enumeration(CertificateRequestType)),
  certificateRequestValue: field(Tag.CertificateRequestValue, bytes),
})
export type CertificateRequest = Infer<typeof CertificateRequest>
