import {Certificate} from '../objects/certificate.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {dateTime, enumeration} from '../schema/scalars.ts'
import {ValidityIndicator} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.24, 2.1 section 6.1.57. */
export const Validate = operation('Validate', {
  since: '1.0',
  request: {
    certificate: field(Tag.Certificate, Certificate).repeated(),
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).repeated(),
    validityDate: field(Tag.ValidityDate, dateTime).optional(),
  },
  response: {
    validityIndicator: field(Tag.ValidityIndicator, enumeration(ValidityIndicator)),
  },
})
