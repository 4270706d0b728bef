import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {Tag} from '../spec/tags.ts'
import {Constraints} from '../structures/constraints.ts'

/** KMIP 2.1 section 6.1.22. */
export const GetConstraints = operation('GetConstraints', {
  since: '2.1',
  request: {},
  response: {
    constraints: field(Tag.Constraints, Constraints),
  },
})
