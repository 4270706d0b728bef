import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {bigInteger, enumeration, integer, text} from '../schema/scalars.ts'
import {ObjectType, SplitKeyMethod} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {ProtectionStorageMasks} from '../structures/protection-storage-masks.ts'

/** KMIP 1.4 section 4.38, 2.1 section 6.1.10. */
export const CreateSplitKey = operation('CreateSplitKey', {
  since: '1.2',
  request: {
    objectType: field(Tag.ObjectType, enumeration(ObjectType)),
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    splitKeyParts: field(Tag.SplitKeyParts, integer),
    splitKeyThreshold: field(Tag.SplitKeyThreshold, integer),
    splitKeyMethod: field(Tag.SplitKeyMethod, enumeration(SplitKeyMethod)),
    primeFieldSize: field(Tag.PrimeFieldSize, bigInteger).optional(),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}),
    protectionStorageMasks: field(Tag.ProtectionStorageMasks, ProtectionStorageMasks).optional().since('2.0'),
  },
  response: {
    objectType: field(Tag.ObjectType, enumeration(ObjectType)).optional().until('1.2'),
    uniqueIdentifier: field(Tag.UniqueIdentifier, text).repeated(),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}).optional().until('1.4'),
  },
})
