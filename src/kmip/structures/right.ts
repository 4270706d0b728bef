import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {ObjectGroups} from './object-groups.ts'
import {Objects} from './objects.ts'
import {Operations} from './operations.ts'
import {UsageLimits} from './usage-limits.ts'

/** KMIP 2.1 section 7.34. */
export const Right = structure('Right', {
  usageLimits: field(Tag.UsageLimits, UsageLimits).optional(),
  operations: field(Tag.Operations, Operations).optional(),
  objects: field(Tag.Objects, Objects).optional(),
  objectGroups: field(Tag.ObjectGroups, ObjectGroups).optional().since('2.1'),
})
export type Right = Infer<typeof Right>
