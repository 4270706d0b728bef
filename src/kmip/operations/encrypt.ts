import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {boolean, bytes, text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {CryptographicParameters} from '../structures/cryptographic-parameters.ts'
import {dataReference} from './data-reference.ts'

/** KMIP 1.4 section 4.29, 2.1 section 6.1.17. */
export const Encrypt = operation('Encrypt', {
  since: '1.2',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    cryptographicParameters: field(Tag.CryptographicParameters, CryptographicParameters).optional(),
    data: field(Tag.Data, dataReference).optional(),
    ivCounterNonce: field(Tag.IVCounterNonce, bytes).optional(),
    correlationValue: field(Tag.CorrelationValue, bytes).optional().since('1.3'),
    initIndicator: field(Tag.InitIndicator, boolean).optional().since('1.3'),
    finalIndicator: field(Tag.FinalIndicator, boolean).optional().since('1.3'),
    authenticatedEncryptionAdditionalData: field(Tag.AuthenticatedEncryptionAdditionalData, bytes)
      .optional()
      .since('1.4'),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    data: field(Tag.Data, bytes).optional(),
    ivCounterNonce: field(Tag.IVCounterNonce, bytes).optional(),
    correlationValue: field(Tag.CorrelationValue, bytes).optional().since('1.3'),
    authenticatedEncryptionTag: field(Tag.AuthenticatedEncryptionTag, bytes).optional().since('1.4'),
  },
})
