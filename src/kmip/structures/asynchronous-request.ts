import {field} from '../schema/field.ts'
import {bytes, dateTimeExtended, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Operation, ProcessingStage} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 7.2. */
export const AsynchronousRequest = structure('Asynchronous Request', {
  asynchronousCorrelationValue: field(Tag.AsynchronousCorrelationValue, bytes),
  operation: field(Tag.Operation, enumeration(Operation)),
  submissionDate: field(Tag.SubmissionDate, dateTimeExtended),
  processingStage: field(Tag.ProcessingStage, enumeration(ProcessingStage)),
})
export type AsynchronousRequest = Infer<typeof AsynchronousRequest>
