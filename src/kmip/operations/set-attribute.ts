import {singleAttribute} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 6.1.51. */
export const SetAttribute = operation('SetAttribute', {
  since: '2.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    newAttribute: singleAttribute({v2: Tag.NewAttribute}),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
  },
})
