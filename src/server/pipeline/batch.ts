import {binarySize} from '../../ttlv/binary-writer.ts'
import {KmipError} from '../../kmip/error.ts'
import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {ResponseBatchItem as ResponseBatchItemStructure} from '../../kmip/message/batch-item.ts'
import type {RequestMessage} from '../../kmip/message/message.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {OperationContext} from '../context.ts'
import type {Handlers} from '../handler.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import {OutsideWork} from '../objects/outside-work.ts'
import {runItem} from './batch-item.ts'
import type {ItemFault} from './read-request.ts'
import type {FailureResult} from './result.ts'

/** What running a batch needs beside the batch. */
export interface BatchEnvironment {
  readonly handlers: Handlers
  readonly version: Version
  readonly context: OperationContext
  /** Bytes that the items of the answer may take together; undefined without a limit. */
  readonly sizeLeft: number | undefined
  /** Of items that could not be read. */
  readonly faults?: ReadonlyMap<RequestBatchItem, ItemFault> | undefined
  /** Gives the pending answer to an item that is answered later. */
  readonly defer?: ((item: RequestBatchItem) => ResponseBatchItem | undefined) | undefined
  /** Undoes what an item wrote when it fails. */
  readonly isolate: <T>(work: () => Promise<T>) => Promise<T>
  readonly toFailure: (error: unknown, operation: RequestBatchItem['operation'] | undefined) => FailureResult
}

/** Carries the answer out of a transaction that must be undone as a whole. */
export class BatchUndone extends Error {
  readonly items: readonly ResponseBatchItem[]

  constructor(items: readonly ResponseBatchItem[]) {
    super('A batch item failed and the batch is undone')
    this.name = 'BatchUndone'
    this.items = items
  }
}

/**
 * Runs the items in their order. A failed item ends the batch (Stop, the default), or is followed by the rest
 * (Continue), or takes back those before it (Undo). KMIP 1.4 sections 4, 6.13, 6.14 and 7.3.
 */
export async function runBatch(message: RequestMessage, environment: BatchEnvironment): Promise<ResponseBatchItem[]> {
  const items = message.batchItems ?? []
  const refusal = criticalExtension(items)
  if (refusal !== undefined)
    return items.map((item) => failedItem(item, environment.toFailure(refusal, item.operation)))
  const option = message.header.batchErrorContinuationOption ?? 'Stop'
  const answers: ResponseBatchItem[] = []
  let {sizeLeft} = environment
  for (const item of items) {
    const answer = await answerItem(item, {...environment, sizeLeft})
    answers.push(answer)
    if (sizeLeft !== undefined) sizeLeft -= sizeOf(answer, environment.version)
    if (answer.resultStatus === 'Success' || answer.resultStatus === 'OperationPending') continue
    // A single item has no savepoint: the whole transaction is taken back instead.
    if (items.length === 1) throw new BatchUndone(answers)
    if (option === 'Continue') continue
    if (option === 'Undo' && answers.length > 1) throw new BatchUndone(undone(answers))
    return answers
  }
  return answers
}

/** KMIP 1.4 section 6.16: an extension that is critical and not understood spoils the whole message. */
function criticalExtension(items: readonly RequestBatchItem[]): KmipError | undefined {
  const critical = items
    .flatMap(({messageExtensions = []}) => messageExtensions)
    .find((one) => one.criticalityIndicator)
  if (critical === undefined) return undefined
  return new KmipError(
    'UnknownMessageExtension',
    `The critical message extension of ${critical.vendorIdentification} is not known here`,
  )
}

async function answerItem(item: RequestBatchItem, environment: BatchEnvironment): Promise<ResponseBatchItem> {
  const {context, handlers, version, sizeLeft, isolate, toFailure, defer} = environment
  const fault = environment.faults?.get(item)
  if (fault !== undefined) {
    return failedItem({...item, operation: fault.operation}, toFailure(fault.error, fault.operation))
  }
  try {
    return await isolate(async () => {
      const answer = await runItem(item, {handlers, context, version, defer})
      if (sizeLeft !== undefined && sizeOf(answer, version) > sizeLeft) {
        throw new KmipError('ResponseTooLarge', 'The answer exceeds the Maximum Response Size of the request')
      }
      return answer
    })
  } catch (error) {
    if (error instanceof WriteNeeded || error instanceof OutsideWork) throw error
    return failedItem(item, toFailure(error, item.operation))
  }
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

/** Without their payloads: what a key has encrypted must not leave when its use is not counted. */
function undone(answers: readonly ResponseBatchItem[]): ResponseBatchItem[] {
  return answers.map(({operation, uniqueBatchItemId, ...rest}) =>
    rest.resultStatus === 'Success' || rest.resultStatus === 'OperationPending'
      ? {
          operation,
          uniqueBatchItemId,
          resultStatus: 'OperationUndone',
          resultReason: 'OperationCanceledByRequester',
          resultMessage: 'Undone because a later item of the batch failed',
        }
      : {operation, uniqueBatchItemId, ...rest},
  )
}

function sizeOf(answer: ResponseBatchItem, version: Version): number {
  const node = ResponseBatchItemStructure.encode(Tag.BatchItem, answer, version)
  return node === undefined ? 0 : binarySize(node)
}
