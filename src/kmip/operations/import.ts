import {attributeSet} from '../attributes/attribute-fields.ts'
import {managedObject} from '../objects/managed-object.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {boolean, enumeration, text} from '../schema/scalars.ts'
import {KeyWrapType, ObjectType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.41, 2.1 section 6.1.25. */
export const Import = operation('Import', {
  since: '1.4',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier),
    objectType: field(Tag.ObjectType, enumeration(ObjectType)).optional().since('2.0'),
    replaceExisting: field(Tag.ReplaceExisting, boolean).optional(),
    keyWrapType: field(Tag.KeyWrapType, enumeration(KeyWrapType)).optional(),
    attributes: attributeSet({v1: Tag.Attribute, v2: Tag.Attributes}),
    object: managedObject(),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
  },
})
