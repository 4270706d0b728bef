import {CertificateRequest} from '../objects/certificate-request.ts'
import {Certificate} from '../objects/certificate.ts'
import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 6.1.48. */
export const ReProvision = operation('ReProvision', {
  since: '2.0',
  request: {
    certificateRequest: field(Tag.CertificateRequest, CertificateRequest).optional(),
    certificate: field(Tag.Certificate, Certificate).optional(),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text).optional(),
  },
})
