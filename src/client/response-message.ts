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
    const [item, ...further] = items[index] ?? []
    return item === undefined ? skipped(operation) : result(operation, [item, ...further], response)
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

/**
 * Fewer items than asked for are in order after a failure: servers stop there unless told otherwise. One of them has
 * several answers in a row where a reference in it meant several objects.
 */
function match(calls: readonly OperationCall[], response: Response): (readonly ResponseBatchItem[])[] {
  const {items} = response
  const failed = items.some(({resultStatus}) => resultStatus !== 'Success')
  const severalMeant = calls.some(({request}) => hasReferences(request))
  const answered = items.filter((item, place) => !severalMeant || !repeats(item, items[place - 1])).length
  if (answered > calls.length || (answered < calls.length && !failed)) throw wrongCount(calls.length, response)
  const positions = new Map(calls.map((_call, index) => [hex(batchItemId(index)), index]))
  const matched: ResponseBatchItem[][] = calls.map(() => [])
  items.forEach((item, place) => {
    const id = item.uniqueBatchItemId
    const index = id === undefined ? place : positions.get(hex(id))
    if (index === undefined)
      throw new UnexpectedResponseError(`Response has the unknown Unique Batch Item ID ${hex(id)}`)
    const found = matched[index]
    if (found === undefined) throw wrongCount(calls.length, response)
    if (found.length > 0 && !(hasReferences(calls[index]?.request) && repeats(item, items[place - 1])))
      throw new UnexpectedResponseError(`Response answers batch item ${index + 1} twice`)
    found.push(item)
  })
  return matched
}

function repeats({uniqueBatchItemId: id}: ResponseBatchItem, before: ResponseBatchItem | undefined): boolean {
  return id !== undefined && before?.uniqueBatchItemId !== undefined && hex(id) === hex(before.uniqueBatchItemId)
}

/** True for requests of 2.x in which a word stands for results of the batch. */
function hasReferences(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  if ('placeholder' in value) return true
  return Object.values(value).some(hasReferences)
}

function wrongCount(asked: number, {items}: Response): UnexpectedResponseError {
  return new UnexpectedResponseError(`Response has ${items.length} batch items, and the request had ${asked}`)
}

function result(
  operation: Operation,
  [first, ...further]: readonly [ResponseBatchItem, ...ResponseBatchItem[]],
  response: Response,
): BatchResult {
  try {
    const read = {ok: true, operation: operation.name, response: readItem(operation, first, response)} as const
    const more = further.map((item) => readItem(operation, item, response))
    return more.length === 0 ? read : {...read, more}
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
