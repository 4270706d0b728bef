import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {CancellationResult} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.27, 2.1 section 6.1.5. */
export const Cancel = operation('Cancel', {
  since: '1.0',
  request: {
    asynchronousCorrelationValue: field(Tag.AsynchronousCorrelationValue, bytes),
  },
  response: {
    asynchronousCorrelationValue: field(Tag.AsynchronousCorrelationValue, bytes),
    cancellationResult: field(Tag.CancellationResult, enumeration(CancellationResult)),
  },
})
