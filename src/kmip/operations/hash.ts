import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {boolean, bytes} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {CryptographicParameters} from '../structures/cryptographic-parameters.ts'
import {dataReference} from './data-reference.ts'

/** KMIP 1.4 section 4.37, 2.1 section 6.1.24. */
export const Hash = operation('Hash', {
  since: '1.2',
  request: {
    cryptographicParameters: field(Tag.CryptographicParameters, CryptographicParameters),
    data: field(Tag.Data, dataReference).optional(),
    correlationValue: field(Tag.CorrelationValue, bytes).optional().since('1.3'),
    initIndicator: field(Tag.InitIndicator, boolean).optional().since('1.3'),
    finalIndicator: field(Tag.FinalIndicator, boolean).optional().since('1.3'),
  },
  response: {
    data: field(Tag.Data, bytes).optional(),
    correlationValue: field(Tag.CorrelationValue, bytes).optional().since('1.3'),
  },
})
