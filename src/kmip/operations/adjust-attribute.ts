import {attributeReference} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {anyValue, enumeration, text} from '../schema/scalars.ts'
import {AdjustmentType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 6.1.3. The value has the attribute's type. */
export const AdjustAttribute = operation('AdjustAttribute', {
  since: '2.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    attributeReference: attributeReference(),
    adjustmentType: field(Tag.AdjustmentType, enumeration(AdjustmentType)),
    adjustmentValue: field(Tag.AdjustmentValue, anyValue).optional(),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
  },
})
