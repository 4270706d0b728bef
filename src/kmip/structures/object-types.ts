import {field} from '../schema/field.ts'
import {enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {ObjectType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 7.24. */
export const ObjectTypes = structure('Object Types', {
  objectType: field(Tag.ObjectType, enumeration(ObjectType)).repeated(),
})
export type ObjectTypes = Infer<typeof ObjectTypes>
