import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {bytes} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 6.1.39. Makes the server finish a request before the next Poll. */
export const Process = operation('Process', {
  since: '2.1',
  request: {
    asynchronousCorrelationValue: field(Tag.AsynchronousCorrelationValue, bytes),
  },
  response: {},
})
