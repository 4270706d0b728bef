import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {ObjectType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {ProtectionStorageMasks} from '../structures/protection-storage-masks.ts'

/** KMIP 1.4 section 4.1, 2.1 section 6.1.8. */
export const Create = operation('Create', {
  since: '1.0',
  request: {
    objectType: field(Tag.ObjectType, enumeration(ObjectType)),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}),
    protectionStorageMasks: field(Tag.ProtectionStorageMasks, ProtectionStorageMasks).optional().since('2.0'),
  },
  response: {
    objectType: field(Tag.ObjectType, enumeration(ObjectType)),
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}).optional().until('1.4'),
  },
})
