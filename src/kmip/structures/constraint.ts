import {attributeSet} from '../attributes/attribute-fields.ts'
import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {ObjectGroups} from './object-groups.ts'
import {ObjectTypes} from './object-types.ts'

/** KMIP 2.1 section 7.6. Of structures among the attributes members may be left out. */
export const Constraint = structure('Constraint', {
  objectTypes: field(Tag.ObjectTypes, ObjectTypes).optional(),
  objectGroups: field(Tag.ObjectGroups, ObjectGroups).optional(),
  attributes: attributeSet({v1: Tag.Attribute, v2: Tag.Attributes, reading: 'pattern'}).optional(),
})
export type Constraint = Infer<typeof Constraint>
