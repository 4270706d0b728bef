import {attributeReference, singleAttribute} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {integer, text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** What a missing Attribute Index means 0 since; before, attributes that may have several values need one. */
export const impliedAttributeIndex = {range: {since: '1.1'}} as const

/** KMIP 1.4 section 4.16, 2.1 section 6.1.13. */
export const DeleteAttribute = operation('DeleteAttribute', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    currentAttribute: singleAttribute({v2: Tag.CurrentAttribute}).optional(),
    attributeReference: attributeReference().optional(),
    attributeIndex: field(Tag.AttributeIndex, integer).optional().until('1.4'),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    attribute: singleAttribute({v1: Tag.Attribute}).optional(),
  },
})
