import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 7.23. */
export const ObjectGroups = structure('Object Groups', {
  objectGroup: field(Tag.ObjectGroup, text).repeated().until('2.1'),
})
export type ObjectGroups = Infer<typeof ObjectGroups>
