import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {Tag} from '../spec/tags.ts'
import {Constraints} from '../structures/constraints.ts'

/** KMIP 2.1 section 6.1.52. Without constraints, which official cases send: all are removed. */
export const SetConstraints = operation('SetConstraints', {
  since: '2.1',
  request: {
    constraints: field(Tag.Constraints, Constraints).optional(),
  },
  response: {},
})
