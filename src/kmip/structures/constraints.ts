import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {Constraint} from './constraint.ts'

/** KMIP 2.1 section 7.7. */
export const Constraints = structure('Constraints', {
  constraint: field(Tag.Constraint, Constraint).repeated(),
})
export type Constraints = Infer<typeof Constraints>
