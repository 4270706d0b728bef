import type {OperationName} from '../kmip/schema/operation.ts'
import {structureNode, type TtlvNode} from '../ttlv/node.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {OperationFailedError} from './operation-failed-error.ts'
import {singleItem} from './response-message.ts'

/** What has become of an asynchronous request: nothing yet, or the answer that it would have had at once. */
export type PollResult =
  | {readonly pending: true}
  | {readonly pending: false; readonly operation: OperationName | number | undefined; readonly payload: TtlvNode}

/**
 * What the response to a Poll says. It may name the polled operation, or Poll.
 *
 * @throws OperationFailedError when the polled operation failed, or there is none; UnexpectedResponseError
 */
export function pollResult(node: TtlvNode): PollResult {
  const {item, header} = singleItem(node)
  if (item.resultStatus === 'OperationPending') return {pending: true}
  if (item.resultStatus !== 'Success') throw new OperationFailedError(item, header)
  return {pending: false, operation: item.operation, payload: item.payload ?? structureNode(Tag.ResponsePayload, [])}
}
