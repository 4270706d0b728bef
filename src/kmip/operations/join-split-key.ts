import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {ObjectType, SecretDataType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {ProtectionStorageMasks} from '../structures/protection-storage-masks.ts'

/** KMIP 1.4 section 4.39, 2.1 section 6.1.27. */
export const JoinSplitKey = operation('JoinSplitKey', {
  since: '1.2',
  request: {
    objectType: field(Tag.ObjectType, enumeration(ObjectType)),
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).repeated(),
    secretDataType: field(Tag.SecretDataType, enumeration(SecretDataType)).optional(),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}).optional(),
    protectionStorageMasks: field(Tag.ProtectionStorageMasks, ProtectionStorageMasks).optional().since('2.0'),
  },
  response: {
    objectType: field(Tag.ObjectType, enumeration(ObjectType)).optional().until('1.2'),
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}).optional().until('1.4'),
  },
})
