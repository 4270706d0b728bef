import {structureNode} from '../../ttlv/node.ts'
import {KmipError} from '../../kmip/error.ts'
import {DecodeError, within} from '../../kmip/schema/decode-error.ts'
import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {Operation} from '../../kmip/spec/enumerations.ts'
import {inRange, type Version} from '../../kmip/spec/version.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {expectType} from '../../kmip/schema/scalars.ts'
import {ItemType} from '../../ttlv/node.ts'
import type {OperationContext} from '../context.ts'
import type {AnyHandler, Handlers} from '../handler.ts'
import {describeIdentity, type Identity} from '../identity/identity.ts'
import {hasReferences} from './references.ts'

/** Finds the handler of an item; fails with Operation Not Supported. */
export function handlerOf(item: RequestBatchItem, handlers: Handlers, version: Version): AnyHandler {
  const {operation} = item
  const found = typeof operation === 'number' ? undefined : handlers[operation]
  if (found === undefined || !inRange(found.operation.range, version)) {
    const name =
      typeof operation === 'number' ? `0x${operation.toString(16)}` : (Operation.specName(operation) ?? operation)
    throw new KmipError('OperationNotSupported', `Operation ${name} is not supported at KMIP ${version}`)
  }
  return found
}

/** Fails unless the identity may have the operation. */
export function checkGranted({operation}: AnyHandler, identity: Identity): void {
  if (identity.allows(operation.name)) return
  throw new KmipError('PermissionDenied', `Operation ${operation.name} is not granted to ${describeIdentity(identity)}`)
}

/** What running an item needs beside it. */
export interface ItemEnvironment {
  readonly handlers: Handlers
  readonly context: OperationContext
  readonly version: Version
  readonly defer?: ((item: RequestBatchItem) => ResponseBatchItem | undefined) | undefined
}

/** Runs one item of a batch for an identity that may run it; every refusal is an exception. */
export async function runItem(
  item: RequestBatchItem,
  {handlers, context, version, defer}: ItemEnvironment,
): Promise<ResponseBatchItem> {
  const found = handlerOf(item, handlers, version)
  checkGranted(found, context.identity)
  const {payload} = item
  if (payload === undefined) throw new DecodeError('RequestPayload is missing')
  // What refers to earlier items cannot be read before they have run
  const unread = defer !== undefined && hasReferences(payload) ? defer(item) : undefined
  if (unread !== undefined) return unread
  const request = within('RequestPayload', () => {
    return found.operation.request.decodeItems(expectType(payload, ItemType.Structure).value)
  })
  const {uniqueBatchItemId} = item
  const pending = defer?.(item)
  if (pending !== undefined) return pending
  const {ticket} = context
  await ticket?.begin(found.operation.name)
  if (found.answer !== undefined) {
    const answer = await found.answer(context, request)
    await ticket?.finish(request)
    return {...answer, uniqueBatchItemId}
  }
  const response = await found.run(context, request)
  await ticket?.finish(request)
  return {
    operation: item.operation,
    uniqueBatchItemId,
    resultStatus: 'Success',
    payload: structureNode(Tag.ResponsePayload, found.operation.response.encodeItems(response, version)),
  }
}
