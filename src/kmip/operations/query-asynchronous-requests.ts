import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {Tag} from '../spec/tags.ts'
import {AsynchronousCorrelationValues} from '../structures/asynchronous-correlation-values.ts'
import {AsynchronousRequest} from '../structures/asynchronous-request.ts'
import {Operations} from '../structures/operations.ts'

/** KMIP 2.1 section 6.1.41. */
export const QueryAsynchronousRequests = operation('QueryAsynchronousRequests', {
  since: '2.1',
  request: {
    asynchronousCorrelationValues: field(Tag.AsynchronousCorrelationValues, AsynchronousCorrelationValues).optional(),
    operations: field(Tag.Operations, Operations).optional(),
  },
  response: {
    asynchronousRequest: field(Tag.AsynchronousRequest, AsynchronousRequest).repeated(),
  },
})
