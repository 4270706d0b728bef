import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {bytes} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.28, 2.1 section 6.1.38. A finished request is answered with its own response payload. */
export const Poll = operation('Poll', {
  since: '1.0',
  request: {
    asynchronousCorrelationValue: field(Tag.AsynchronousCorrelationValue, bytes),
  },
  response: {},
})
