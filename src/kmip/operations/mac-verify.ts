import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {boolean, bytes, enumeration, text} from '../schema/scalars.ts'
import {ValidityIndicator} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {CryptographicParameters} from '../structures/cryptographic-parameters.ts'
import {dataReference} from './data-reference.ts'

/** KMIP 1.4 section 4.34, 2.1 section 6.1.33. */
export const MACVerify = operation('MACVerify', {
  since: '1.2',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    cryptographicParameters: field(Tag.CryptographicParameters, CryptographicParameters).optional(),
    data: field(Tag.Data, dataReference).optional(),
    macData: field(Tag.MACData, bytes).optional(),
    correlationValue: field(Tag.CorrelationValue, bytes).optional().since('1.3'),
    initIndicator: field(Tag.InitIndicator, boolean).optional().since('1.3'),
    finalIndicator: field(Tag.FinalIndicator, boolean).optional().since('1.3'),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    validityIndicator: field(Tag.ValidityIndicator, enumeration(ValidityIndicator)).optional(),
    correlationValue: field(Tag.CorrelationValue, bytes).optional().since('1.3'),
  },
})
