import {singleAttribute} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.14, 2.1 section 6.1.2. */
export const AddAttribute = operation('AddAttribute', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    newAttribute: singleAttribute({v1: Tag.Attribute, v2: Tag.NewAttribute}),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    attribute: singleAttribute({v1: Tag.Attribute}).optional(),
  },
})
