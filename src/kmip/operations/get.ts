import {managedObject} from '../objects/managed-object.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {KeyCompressionType, KeyFormatType, KeyWrapType, ObjectType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {KeyWrappingSpecification} from '../structures/key-wrapping-specification.ts'

/** KMIP 1.4 section 4.11, 2.1 section 6.1.19. */
export const Get = operation('Get', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    keyFormatType: field(Tag.KeyFormatType, enumeration(KeyFormatType)).optional(),
    keyWrapType: field(Tag.KeyWrapType, enumeration(KeyWrapType)).optional().since('1.4'),
    keyCompressionType: field(Tag.KeyCompressionType, enumeration(KeyCompressionType)).optional(),
    keyWrappingSpecification: field(Tag.KeyWrappingSpecification, KeyWrappingSpecification).optional(),
  },
  response: {
    objectType: field(Tag.ObjectType, enumeration(ObjectType)),
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    object: managedObject(),
  },
})
