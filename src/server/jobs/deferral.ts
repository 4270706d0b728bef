import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {RequestMessage} from '../../kmip/message/message.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {Entropy} from '../context.ts'
import type {Identity} from '../identity/identity.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import type {Access} from '../objects/object-access.ts'
import {correlationValueOf, newJobId} from './correlation-value.ts'
import {encodeJob} from './job-state.ts'

/** Never asynchronous: what is about asynchronous requests themselves, and what only tells of the server. */
const synchronous: ReadonlySet<OperationName | number> = new Set<OperationName>([
  'Cancel',
  'DiscoverVersions',
  'Poll',
  'Query',
])

/** Requests of one scope that wait at most; further ones are answered at once. */
const mostWaiting = 1000

/** True when the client can take answers later and will be able to ask for them. KMIP 1.4 section 6.7. */
export function mayDefer({header}: RequestMessage, identity: Identity): boolean {
  const wanted = header.asynchronousIndicator === 'Optional' || header.asynchronousIndicator === 'Mandatory'
  return wanted && identity.allows('Poll')
}

/** Whether there is room for another asynchronous request. */
export async function hasRoom({reader}: Access, identity: Identity): Promise<boolean> {
  return (await reader.jobs.countWaiting(identity.scopeId)) < mostWaiting
}

/**
 * Collects the items of a message that are answered later. They stay together: they run in their order and in one
 * transaction, with one ID Placeholder and the Batch Error Continuation Option of the message.
 */
export class Deferral {
  readonly #message: RequestMessage
  readonly #jobId: string
  readonly #items: RequestBatchItem[] = []

  constructor(message: RequestMessage, random: Entropy['bytes']) {
    this.#message = message
    this.#jobId = newJobId(random)
  }

  get isEmpty(): boolean {
    return this.#items.length === 0
  }

  /** The pending answer to an item; undefined when its operation is answered at once. */
  defer(item: RequestBatchItem): ResponseBatchItem | undefined {
    if (synchronous.has(item.operation)) return undefined
    const place = this.#items.push(item) - 1
    return {
      operation: item.operation,
      uniqueBatchItemId: item.uniqueBatchItemId,
      resultStatus: 'OperationPending',
      asynchronousCorrelationValue: correlationValueOf({jobId: this.#jobId, place}),
    }
  }

  /** Stores what was put off, in the transaction of the message. */
  async keep({writer}: Access, {identity, version}: {readonly identity: Identity; readonly version: Version}) {
    if (this.isEmpty) return
    if (writer === undefined) throw new WriteNeeded()
    const {header} = this.#message
    const {protocolVersion, maximumResponseSize, batchErrorContinuationOption, batchOrderOption} = header
    const request: RequestMessage = {
      header: {
        protocolVersion,
        maximumResponseSize,
        batchErrorContinuationOption,
        batchOrderOption,
        batchCount: this.#items.length,
      },
      batchItems: this.#items,
    }
    await writer.jobs.put({
      id: this.#jobId,
      scopeId: identity.scopeId,
      kind: 'operation',
      status: 'waiting',
      state: encodeJob({
        version,
        serialNumber: identity.serialNumber,
        foreign: identity.foreign,
        request,
        canceled: [],
        answers: undefined,
      }),
      expiresAt: 0,
    })
  }
}
