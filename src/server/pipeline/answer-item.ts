import {KmipError} from '../../kmip/error.ts'
import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {ItemType} from '../../ttlv/node.ts'
import type {OperationContext} from '../context.ts'
import type {Handlers} from '../handler.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import {OutsideWork} from '../objects/outside-work.ts'
import {checkGranted, handlerOf, runItem} from './batch-item.ts'
import type {BatchProgress} from './batch-progress.ts'
import {isOutput} from './batch-results.ts'
import type {ItemFault} from './read-request.ts'
import {hasReferences, resolveReferences} from './references.ts'
import type {FailureResult} from './result.ts'

/** What running a batch needs beside the batch. */
export interface BatchEnvironment {
  readonly handlers: Handlers
  readonly version: Version
  readonly context: OperationContext
  /** Bytes that the items of the answer may take together; undefined without a limit. */
  readonly sizeLeft: number | undefined
  /** Most items that the answer may have; undefined where it has one for each item of the batch. */
  readonly mostAnswers: number | undefined
  /** Of items that could not be read. */
  readonly faults?: ReadonlyMap<RequestBatchItem, ItemFault> | undefined
  /** Gives the pending answer to an item that is answered later. */
  readonly defer?: ((item: RequestBatchItem) => ResponseBatchItem | undefined) | undefined
  /** Undoes what an item wrote when it fails. */
  readonly isolate: <T>(work: () => Promise<T>) => Promise<T>
  readonly toFailure: (error: unknown, operation: RequestBatchItem['operation'] | undefined) => FailureResult
}

/**
 * Answers an item; false when it failed. One that means several objects is done for each of them and has an answer for
 * each, until one fails. KMIP 2.1 section 11.58.
 */
export async function answerItem(
  item: RequestBatchItem,
  environment: BatchEnvironment,
  progress: BatchProgress,
): Promise<boolean> {
  const {faults, toFailure} = environment
  const fault = faults?.get(item)
  if (fault !== undefined) {
    progress.add(item, failedItem({...item, operation: fault.operation}, toFailure(fault.error, fault.operation)))
    return false
  }
  let requests: readonly RequestBatchItem[]
  try {
    requests = meantBy(item, environment, progress)
  } catch (error) {
    progress.add(item, failedItem(item, toFailure(error, item.operation)))
    return false
  }
  for (const request of requests) {
    const {answer, shown = answer} = await answerOnce(request, environment, progress)
    progress.add(item, answer, shown)
    if (answer.resultStatus !== 'Success' && answer.resultStatus !== 'OperationPending') return false
  }
  return true
}

/**
 * The item once for each object that it means. One that is answered later stays as it is: what it refers to will be at
 * hand when it runs.
 */
function meantBy(
  item: RequestBatchItem,
  {handlers, context, version, mostAnswers, defer}: BatchEnvironment,
  {results, answers}: BatchProgress,
): readonly RequestBatchItem[] {
  const {payload} = item
  if (payload?.type !== ItemType.Structure || defer !== undefined || !hasReferences(payload)) return [item]
  const found = handlerOf(item, handlers, version)
  checkGranted(found, context.identity)
  const most = mostAnswers === undefined ? 1 : Math.max(1, mostAnswers - answers.length)
  const payloads = resolveReferences(payload, found.operation, {results, placeholder: context.placeholder, most})
  if (payloads.length > 1 && item.uniqueBatchItemId === undefined) {
    throw new KmipError(
      'InvalidField',
      `The item is meant for ${payloads.length} objects and needs a Unique Batch Item ID, which their answers will have`,
    )
  }
  return payloads.map((one) => ({...item, payload: one}))
}

interface Answered {
  readonly answer: ResponseBatchItem
  /** What of the answer goes to the client, where that is not all of it. */
  readonly shown?: ResponseBatchItem
}

async function answerOnce(
  item: RequestBatchItem,
  {context, handlers, version, isolate, toFailure, defer}: BatchEnvironment,
  progress: BatchProgress,
): Promise<Answered> {
  try {
    return await isolate(async () => {
      const answer = await runItem(item, {handlers, context, version, defer})
      const shown = item.ephemeral === true ? withoutOutput(answer) : answer
      if (!progress.hasRoomFor(shown)) {
        throw new KmipError(
          'ResponseTooLarge',
          'The answer exceeds the Maximum Response Size of the request, or what the server allows',
        )
      }
      return {answer, shown}
    })
  } catch (error) {
    if (error instanceof WriteNeeded || error instanceof OutsideWork) throw error
    return {answer: failedItem(item, toFailure(error, item.operation))}
  }
}

/** Of an item that is ephemeral: later items have the output, the client does not. KMIP 2.1 section 8.3. */
function withoutOutput({payload, ...answer}: ResponseBatchItem): ResponseBatchItem {
  if (payload?.type !== ItemType.Structure) return {...answer, payload}
  return {...answer, payload: {...payload, value: payload.value.filter((node) => !isOutput(node))}}
}

/** The answer to an item that failed. Its message is never empty: some clients crash without one. */
export function failedItem(
  item: Partial<Pick<ResponseBatchItem, 'operation' | 'uniqueBatchItemId'>> | undefined,
  failure: FailureResult,
): ResponseBatchItem {
  return {
    operation: item?.operation,
    uniqueBatchItemId: item?.uniqueBatchItemId,
    resultStatus: 'OperationFailed',
    resultReason: failure.reason,
    resultMessage: failure.message,
  }
}
