import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {ProtectionStorageMasks} from '../structures/protection-storage-masks.ts'

/** KMIP 1.4 section 4.2, 2.1 section 6.1.9. */
export const CreateKeyPair = operation('CreateKeyPair', {
  since: '1.0',
  request: {
    commonAttributes: attributeSet({v1: Tag.CommonTemplateAttribute, v2: Tag.CommonAttributes}).optional(),
    privateKeyAttributes: attributeSet({v1: Tag.PrivateKeyTemplateAttribute, v2: Tag.PrivateKeyAttributes}).optional(),
    publicKeyAttributes: attributeSet({v1: Tag.PublicKeyTemplateAttribute, v2: Tag.PublicKeyAttributes}).optional(),
    commonProtectionStorageMasks: field(Tag.CommonProtectionStorageMasks, ProtectionStorageMasks)
      .optional()
      .since('2.0'),
    privateProtectionStorageMasks: field(Tag.PrivateProtectionStorageMasks, ProtectionStorageMasks)
      .optional()
      .since('2.0'),
    publicProtectionStorageMasks: field(Tag.PublicProtectionStorageMasks, ProtectionStorageMasks)
      .optional()
      .since('2.0'),
  },
  response: {
    privateKeyUniqueIdentifier: field(Tag.PrivateKeyUniqueIdentifier, text),
    publicKeyUniqueIdentifier: field(Tag.PublicKeyUniqueIdentifier, text),
    privateKeyAttributes: attributeSet({v1: Tag.PrivateKeyTemplateAttribute, v2: Tag.PrivateKeyAttributes})
      .optional()
      .until('1.4'),
    publicKeyAttributes: attributeSet({v1: Tag.PublicKeyTemplateAttribute, v2: Tag.PublicKeyAttributes})
      .optional()
      .until('1.4'),
  },
})
