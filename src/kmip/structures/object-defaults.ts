import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {ObjectType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {ObjectGroups} from './object-groups.ts'
import {ObjectTypes} from './object-types.ts'

/** KMIP 2.1 section 7.22. */
export const ObjectDefaults = structure('Object Defaults', {
  objectType: field(Tag.ObjectType, enumeration(ObjectType)).optional(),
  objectTypes: field(Tag.ObjectTypes, ObjectTypes).optional().since('2.1'),
  attributes: attributeSet({v1: Tag.Attribute, v2: Tag.Attributes}),
  objectGroups: field(Tag.ObjectGroups, ObjectGroups).optional().since('2.1'),
})
export type ObjectDefaults = Infer<typeof ObjectDefaults>
