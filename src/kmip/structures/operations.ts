import {field} from '../schema/field.ts'
import {enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Operation} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 7.25. */
export const Operations = structure('Operations', {
  operation: field(Tag.Operation, enumeration(Operation)).repeated(),
})
export type Operations = Infer<typeof Operations>
