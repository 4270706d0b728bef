import {OperationFailedError} from '../../../client/operation-failed-error.ts'
import {UnexpectedResponseError} from '../../../client/unexpected-response-error.ts'
import type {ResponseBatchItem} from '../../../kmip/message/batch-item.ts'
import {decodeResponse, type ResponseMessage} from '../../../kmip/message/message.ts'
import {DecodeError} from '../../../kmip/schema/decode-error.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {batchItemId} from '../../../client/request-message.ts'
import type {StatusWord} from '../model.ts'
import {type AnswerItem, answerItems} from './answer-item.ts'

/** What a server answered to one operation, or to a whole message. */
export interface Answer {
  readonly status: StatusWord
  /** The server's refusal in words; undefined unless there is one. */
  readonly refusal: OperationFailedError | undefined
  readonly operation: ResponseBatchItem['operation']
  readonly reason: ResponseBatchItem['resultReason']
  readonly message: string | undefined
  /** `1.4`; undefined where there was no answer. */
  readonly version: string | undefined
  /** Of the response payload. */
  readonly payload: readonly AnswerItem[]
  /** Those of the payload, then what the server says besides: `Asynchronous Correlation Value`. */
  readonly items: readonly AnswerItem[]
}

const noAnswer = {
  refusal: undefined,
  operation: undefined,
  reason: undefined,
  message: undefined,
  version: undefined,
  payload: [],
  items: [],
}

/** Of an operation that the server did not come to. */
export const skippedAnswer: Answer = {status: 'skipped', ...noAnswer}

/** Of a message after which the server closed the connection. */
export const closedAnswer: Answer = {status: 'closed', ...noAnswer}

/**
 * What the response says of each of so many operations, in their order.
 *
 * @throws UnexpectedResponseError when it is no response of KMIP, or not to these operations
 */
export function readAnswers(node: TtlvNode, count: number): readonly Answer[] {
  const response = decoded(node)
  const items = response.batchItems ?? []
  const answers = items.map((item) => answerOf(item, response))
  const [first, second] = items
  const isWhole = first !== undefined && second === undefined && first.operation === undefined
  // A server that could not even look at the items answers once, for all of them
  if (isWhole && first.resultStatus !== 'Success') return Array.from({length: count}, () => answers[0] ?? skippedAnswer)
  if (items.length > count) {
    throw new UnexpectedResponseError(`Response has ${items.length} batch items, and the request had ${count}`)
  }
  return Array.from({length: count}, (_, index) => answers[placeOf(items, index)] ?? skippedAnswer)
}

/** The message as a whole: the first batch item that did not succeed decides. @throws UnexpectedResponseError */
export function readWholeAnswer(node: TtlvNode): Answer {
  const response = decoded(node)
  const items = response.batchItems ?? []
  const decisive = items.find(({resultStatus}) => resultStatus !== 'Success') ?? items[0]
  if (decisive === undefined) throw new UnexpectedResponseError('Response has no batch item')
  const inMessage = node.type === ItemType.Structure ? answerItems(node.value) : []
  const payloads = items.flatMap(({payload}) => payloadItems(payload))
  return {...answerOf(decisive, response), payload: payloads, items: [...payloads, ...inMessage]}
}

/** Items bear the identifiers that the request gave them where it has several. */
function placeOf(items: readonly ResponseBatchItem[], index: number): number {
  const id = batchItemId(index)
  const found = items.findIndex(
    ({uniqueBatchItemId}) => uniqueBatchItemId !== undefined && Buffer.compare(uniqueBatchItemId, id) === 0,
  )
  if (found !== -1) return found
  return items[index]?.uniqueBatchItemId === undefined ? index : -1
}

function answerOf(item: ResponseBatchItem, {header}: ResponseMessage): Answer {
  const {resultStatus, resultReason, resultMessage, operation, payload, asynchronousCorrelationValue} = item
  const {major, minor} = header.protocolVersion
  const inPayload = payloadItems(payload)
  const beside: TtlvNode[] =
    asynchronousCorrelationValue === undefined
      ? []
      : [{tag: Tag.AsynchronousCorrelationValue, type: ItemType.ByteString, value: asynchronousCorrelationValue}]
  return {
    status: statusWord(resultStatus),
    refusal: resultStatus === 'Success' ? undefined : new OperationFailedError(item, header),
    operation,
    reason: resultReason,
    message: resultMessage,
    version: `${major}.${minor}`,
    payload: inPayload,
    items: [...inPayload, ...answerItems(beside)],
  }
}

function payloadItems(payload: TtlvNode | undefined): readonly AnswerItem[] {
  return payload?.type === ItemType.Structure ? answerItems(payload.value) : []
}

function statusWord(status: ResponseBatchItem['resultStatus']): StatusWord {
  switch (status) {
    case 'Success':
      return 'success'
    case 'OperationPending':
      return 'pending'
    case 'OperationUndone':
      return 'undone'
    default:
      return 'failed'
  }
}

function decoded(node: TtlvNode): ResponseMessage {
  try {
    return decodeResponse(node)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const {message, path} = error
    throw new UnexpectedResponseError(`Response is not what KMIP defines: ${message}`, {path, cause: error})
  }
}
