import {field} from '../schema/field.ts'
import {anyValue, boolean, bytes, enumeration, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Operation, ResultReason, ResultStatus} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {MessageExtension} from '../structures/message-extension.ts'

/**
 * KMIP 1.4 section 7.3, 2.1 section 8.3. The payload stays a node: which declaration reads it depends on the
 * operation, and an item that cannot be read must not spoil the others.
 */
export const RequestBatchItem = structure('Request Batch Item', {
  operation: field(Tag.Operation, enumeration(Operation)),
  ephemeral: field(Tag.Ephemeral, boolean).optional().since('2.0'),
  uniqueBatchItemId: field(Tag.UniqueBatchItemID, bytes).optional().until('2.1'),
  payload: field(Tag.RequestPayload, anyValue).optional(),
  messageExtensions: field(Tag.MessageExtension, MessageExtension).repeated(),
})
export type RequestBatchItem = Infer<typeof RequestBatchItem>

const operationName = enumeration(Operation)

/** Repeated from the request also where the version has no such operation: peers cannot read an answer without it. */
const echoedOperation: typeof operationName = {
  ...operationName,
  encode: (tag, value) => operationName.encode(tag, value, 'any'),
}

/** KMIP 1.4 section 7.3, 2.1 section 8.6. */
export const ResponseBatchItem = structure('Response Batch Item', {
  operation: field(Tag.Operation, echoedOperation).optional(),
  uniqueBatchItemId: field(Tag.UniqueBatchItemID, bytes).optional().until('2.1'),
  resultStatus: field(Tag.ResultStatus, enumeration(ResultStatus)),
  resultReason: field(Tag.ResultReason, enumeration(ResultReason)).optional(),
  resultMessage: field(Tag.ResultMessage, text).optional(),
  asynchronousCorrelationValue: field(Tag.AsynchronousCorrelationValue, bytes).optional(),
  payload: field(Tag.ResponsePayload, anyValue).optional(),
  messageExtension: field(Tag.MessageExtension, MessageExtension).optional(),
})
export type ResponseBatchItem = Infer<typeof ResponseBatchItem>
