import {attributeReferences, attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.12, 2.1 section 6.1.20. Without references: all attributes. */
export const GetAttributes = operation('GetAttributes', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    attributeReferences: attributeReferences(),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    attributes: attributeSet({v1: Tag.Attribute, v2: Tag.Attributes}).optional(),
  },
})
