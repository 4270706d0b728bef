import {attributeSet} from '../attributes/attribute-fields.ts'
import {managedObject} from '../objects/managed-object.ts'
import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {PutFunction} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 5.2, 2.1 section 6.2.3. From server to client. */
export const Put = operation('Put', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    putFunction: field(Tag.PutFunction, enumeration(PutFunction)),
    replacedUniqueIdentifier: field(Tag.ReplacedUniqueIdentifier, text).optional(),
    object: managedObject(),
    attributes: attributeSet({v1: Tag.Attribute, v2: Tag.Attributes}).optional(),
  },
  response: {},
})
