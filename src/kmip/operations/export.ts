import {attributeSet} from '../attributes/attribute-fields.ts'
import {managedObject} from '../objects/managed-object.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {KeyCompressionType, KeyFormatType, KeyWrapType, ObjectType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {KeyWrappingSpecification} from '../structures/key-wrapping-specification.ts'

/** KMIP 1.4 section 4.40, 2.1 section 6.1.18. Of a destroyed object nothing may be left that could stand for it. */
export const Export = operation('Export', {
  since: '1.4',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    keyFormatType: field(Tag.KeyFormatType, enumeration(KeyFormatType)).optional(),
    keyWrapType: field(Tag.KeyWrapType, enumeration(KeyWrapType)).optional(),
    keyCompressionType: field(Tag.KeyCompressionType, enumeration(KeyCompressionType)).optional(),
    keyWrappingSpecification: field(Tag.KeyWrappingSpecification, KeyWrappingSpecification).optional(),
  },
  response: {
    objectType: field(Tag.ObjectType, enumeration(ObjectType)),
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    attributes: attributeSet({v1: Tag.Attribute, v2: Tag.Attributes}),
    object: managedObject().optional(),
  },
})
