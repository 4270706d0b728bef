import {KmipError} from '../../kmip/error.ts'
import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {RequestMessage} from '../../kmip/message/message.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {isBefore, type Version} from '../../kmip/spec/version.ts'
import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {answerItem, failedItem, type BatchEnvironment} from './answer-item.ts'
import {BatchProgress} from './batch-progress.ts'

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
  const progress = new BatchProgress(environment)
  const {answers} = progress
  for (const item of items) {
    if (await answerItem(item, environment, progress)) continue
    // A single item has no savepoint: the whole transaction is taken back instead.
    if (items.length === 1) throw new BatchUndone(answers)
    if (option === 'Continue') continue
    if (option === 'Undo' && answers.length > 1) throw new BatchUndone(undone(answers, environment.version))
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

/** What may still be said of an item whose doings are undone: its objects, not what a key put out. */
const keptWhenUndone: ReadonlySet<number> = new Set([
  Tag.ObjectType,
  Tag.UniqueIdentifier,
  Tag.PrivateKeyUniqueIdentifier,
  Tag.PublicKeyUniqueIdentifier,
])

/** Up to 1.4 with a reason and without a payload, since 2.0 the other way round. KMIP 2.1 section 8.6. */
function undone(answers: readonly ResponseBatchItem[], version: Version): ResponseBatchItem[] {
  return answers.map(({operation, uniqueBatchItemId, payload, ...rest}) => {
    if (rest.resultStatus !== 'Success' && rest.resultStatus !== 'OperationPending') {
      return {operation, uniqueBatchItemId, ...rest}
    }
    return {
      operation,
      uniqueBatchItemId,
      resultStatus: 'OperationUndone',
      resultMessage: 'Undone because a later item of the batch failed',
      ...(isBefore(version, '2.0')
        ? {resultReason: 'OperationCanceledByRequester' as const}
        : {payload: payload && objectsOnly(payload)}),
    }
  })
}

function objectsOnly(payload: TtlvNode): TtlvNode {
  if (payload.type !== ItemType.Structure) return payload
  return {...payload, value: payload.value.filter(({tag}) => keptWhenUndone.has(tag))}
}
