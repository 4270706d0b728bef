import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {CertificateRequestType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {ProtectionStorageMasks} from '../structures/protection-storage-masks.ts'
import {certificateRequestBytes} from './certificate-request-bytes.ts'

/** KMIP 1.4 section 4.7, 2.1 section 6.1.6. */
export const Certify = operation('Certify', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    certificateRequestType: field(Tag.CertificateRequestType, enumeration(CertificateRequestType)).optional(),
    certificateRequest: certificateRequestBytes().optional(),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}).optional(),
    protectionStorageMasks: field(Tag.ProtectionStorageMasks, ProtectionStorageMasks).optional().since('2.0'),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}).optional().until('1.4'),
  },
})
