import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {interval, text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {ProtectionStorageMasks} from '../structures/protection-storage-masks.ts'

/** KMIP 1.4 section 4.4, 2.1 section 6.1.46. */
export const ReKey = operation('ReKey', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    offset: field(Tag.Offset, interval).optional(),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}).optional(),
    protectionStorageMasks: field(Tag.ProtectionStorageMasks, ProtectionStorageMasks).optional().since('2.0'),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    attributes: attributeSet({v1: Tag.TemplateAttribute, v2: Tag.Attributes}).optional().until('1.4'),
  },
})
