import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, integer, mask, text} from '../schema/scalars.ts'
import {ObjectGroupMember} from '../spec/enumerations.ts'
import {StorageStatusMask} from '../spec/masks.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.9, 2.1 section 6.1.28. */
export const Locate = operation('Locate', {
  since: '1.0',
  request: {
    maximumItems: field(Tag.MaximumItems, integer).optional(),
    offsetItems: field(Tag.OffsetItems, integer).optional().since('1.3'),
    storageStatusMask: field(Tag.StorageStatusMask, mask(StorageStatusMask)).optional(),
    objectGroupMember: field(Tag.ObjectGroupMember, enumeration(ObjectGroupMember))
      .optional()
      .since('1.1')
      .until('2.1'),
    attributes: attributeSet({
      v1: Tag.Attribute,
      v2: Tag.Attributes,
      accepted: [Tag.TemplateAttribute],
      reading: 'pattern',
    }).optional(),
  },
  response: {
    locatedItems: field(Tag.LocatedItems, integer).optional().since('1.3'),
    uniqueIdentifier: field(Tag.UniqueIdentifier, text).repeated(),
  },
})
