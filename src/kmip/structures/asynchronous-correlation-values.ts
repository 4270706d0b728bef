import {field} from '../schema/field.ts'
import {bytes} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 7.1. */
export const AsynchronousCorrelationValues = structure('Asynchronous Correlation Values', {
  asynchronousCorrelationValue: field(Tag.AsynchronousCorrelationValue, bytes).repeated(),
})
export type AsynchronousCorrelationValues = Infer<typeof AsynchronousCorrelationValues>
