import {ExitCode, KmipctlError} from '../errors.ts'
import type {ResponseBatchItem} from '../kmip/message/batch-item.ts'
import type {ResponseHeader} from '../kmip/message/header.ts'
import {decodeResponse} from '../kmip/message/message.ts'
import {DecodeError} from '../kmip/schema/decode-error.ts'
import type {Operation} from '../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../kmip/schema/structure.ts'
import {ItemType, type TtlvNode} from '../ttlv/node.ts'
import type {BatchResult, OperationCall} from './operation-call.ts'
import {OperationFailedError} from './operation-failed-error.ts'
import {batchItemId} from './request-message.ts'
import {UnexpectedResponseError} from './unexpected-response-error.ts'

interface Response {
  readonly header: ResponseHeader
  readonly items: readonly ResponseBatchItem[]
}

/**
 * What the response says of each operation of the request, in the order of the request.
 *
 * @throws OperationFailedError when the server refused the whole message
 * @throws UnexpectedResponseError when the response does not fit the request
 */
export function batchResults(calls: readonly OperationCall[], node: TtlvNode): BatchResult[] {
  const response = checked(node)
  const [first] = response.items
  if (first !== undefined && isMessageFailure(response, calls)) throw new OperationFailedError(first, response.header)
  const items = match(calls, response)
  return calls.map(({operation}, index) => {
    const item = items[index]
    return item === undefined ? skipped(operation) : result(operation, item, response)
  })
}

/** The response to a request with one operation; throws as `batchResults`, and when the operation failed. */
export function singleResponse<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  node: TtlvNode,
): FieldValues<Res> {
  const {item, header} = singleItem(node)
  return readItem(operation, item, {header, items: [item]})
}

/** The one item of a response. @throws UnexpectedResponseError when there are others, or none */
export function singleItem(node: TtlvNode): {readonly item: ResponseBatchItem; readonly header: ResponseHeader} {
  const response = checked(node)
  const [item, ...others] = response.items
  if (item === undefined || others.length > 0) throw wrongCount(1, response)
  return {item, header: response.header}
}

function checked(node: TtlvNode): Response {
  const {header, batchItems: items = []} = decoded(() => decodeResponse(node))
  if (header.batchCount !== items.length) {
    throw new UnexpectedResponseError(`Response announces ${header.batchCount} batch items and holds ${items.length}`)
  }
  return {header, items}
}

/** A server that could not even look at the items answers with one that names no operation. */
function isMessageFailure({items}: Response, calls: readonly OperationCall[]): boolean {
  const [item, ...others] = items
  if (item === undefined || others.length > 0 || item.resultStatus === 'Success') return false
  return item.operation === undefined && (item.uniqueBatchItemId === undefined || calls.length === 1)
}

/** Fewer items than asked for are in order after a failure: servers stop there unless told otherwise. */
function match(calls: readonly OperationCall[], response: Response): (ResponseBatchItem | undefined)[] {
  const {items} = response
  const failed = items.some(({resultStatus}) => resultStatus !== 'Success')
  if (items.length > calls.length || (items.length < calls.length && !failed)) {
    throw wrongCount(calls.length, response)
  }
  const positions = new Map(calls.map((_call, index) => [hex(batchItemId(index)), index]))
  const matched: (ResponseBatchItem | undefined)[] = calls.map(() => undefined)
  items.forEach((item, place) => {
    const id = item.uniqueBatchItemId
    const index = id === undefined ? place : positions.get(hex(id))
    if (index === undefined)
      throw new UnexpectedResponseError(`Response has the unknown Unique Batch Item ID ${hex(id)}`)
    if (matched[index] !== undefined)
      throw new UnexpectedResponseError(`Response answers batch item ${index + 1} twice`)
    matched[index] = item
  })
  return matched
}

function wrongCount(asked: number, {items}: Response): UnexpectedResponseError {
  return new UnexpectedResponseError(`Response has ${items.length} batch items, and the request had ${asked}`)
}

function result(operation: Operation, item: ResponseBatchItem, response: Response): BatchResult {
  try {
    return {ok: true, operation: operation.name, response: readItem(operation, item, response)}
  } catch (error) {
    if (error instanceof KmipctlError) return {ok: false, operation: operation.name, error}
    throw error
  }
}

function skipped({name}: Operation): BatchResult {
  const message = `Server did not come to ${name}, because an earlier operation of the batch failed`
  return {ok: false, operation: name, error: new KmipctlError('OPERATION_SKIPPED', message, ExitCode.operationFailed)}
}

function readItem<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  item: ResponseBatchItem,
  {header}: Response,
): FieldValues<Res> {
  const {name} = operation
  const failed = item.resultStatus !== 'Success'
  if (item.operation !== name && !(failed && item.operation === undefined)) {
    const found = item.operation === undefined ? 'no operation' : `operation ${item.operation}`
    throw new UnexpectedResponseError(`Response to ${name} names ${found}`)
  }
  if (failed) throw new OperationFailedError(item, header, item.operation ?? name)
  return decodePayload(operation, item.payload)
}

/** The payload that an operation declares. @throws UnexpectedResponseError when it is another */
export function decodePayload<Req extends Fields, Res extends Fields>(
  {name, response}: Operation<Req, Res>,
  payload: TtlvNode | undefined,
): FieldValues<Res> {
  return decoded(() => response.decodeItems(payloadItems(name, payload)))
}

/** A few operations have nothing to say on success, and their payload may be missing. */
function payloadItems(name: string, payload: TtlvNode | undefined): readonly TtlvNode[] {
  if (payload === undefined) return []
  if (payload.type !== ItemType.Structure)
    throw new UnexpectedResponseError(`Payload of the response to ${name} is no structure`)
  return payload.value
}

function decoded<T>(decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    throw new UnexpectedResponseError(`Response is not what KMIP defines: ${error.message}`, {
      path: error.path,
      cause: error,
    })
  }
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex')
}
