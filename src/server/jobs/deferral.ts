import {KmipError} from '../../kmip/error.ts'
import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {RequestMessage} from '../../kmip/message/message.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {Entropy} from '../context.ts'
import {describeIdentity, type Identity} from '../identity/identity.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import type {Access} from '../objects/object-access.ts'
import {correlationValueOf, newJobId} from './correlation-value.ts'
import {withState} from './job-answers.ts'

/** Never asynchronous: what is about asynchronous requests themselves, the connection or the credential of the client. */
const synchronous: ReadonlySet<OperationName | number> = new Set<OperationName>([
  'Cancel',
  'DelegatedLogin',
  'Interop',
  'Login',
  'Logout',
  'Poll',
  'Process',
  'QueryAsynchronousRequests',
  'ReProvision',
  'SetEndpointRole',
])

/** Answered at once unless the client insists: what only tells of the server, and nobody wants to wait for. */
const swift: ReadonlySet<OperationName | number> = new Set<OperationName>(['DiscoverVersions', 'Log', 'Ping', 'Query'])

/** Requests of one scope that wait at most; further ones are answered at once. */
const mostWaiting = 1000

/** True when the client takes answers later, or wants nothing else. KMIP 1.4 section 6.7, 2.1 section 11.3. */
export function mayDefer({header}: RequestMessage): boolean {
  return header.asynchronousIndicator === 'Optional' || isDemanded(header)
}

function isDemanded({asynchronousIndicator}: RequestMessage['header']): boolean {
  return asynchronousIndicator === 'Mandatory'
}

/** Undefined when all is answered at once, which the client has left to the server. */
export async function beginDeferral(
  access: Access,
  {message, identity}: {readonly message: RequestMessage; readonly identity: Identity},
  random: Entropy['bytes'],
): Promise<Deferral | undefined> {
  const refusal = await obstacle(access, identity)
  if (refusal === undefined) return new Deferral(message, random)
  return isDemanded(message.header) ? new Deferral(message, random, refusal) : undefined
}

/** What keeps this client from being answered later. */
async function obstacle({reader}: Access, identity: Identity): Promise<KmipError | undefined> {
  if (identity.ticket !== undefined) {
    return new KmipError(
      'FeatureNotSupported',
      'What is asked for under a ticket is done at once, while the ticket holds',
    )
  }
  if (!identity.allows('Poll')) {
    return new KmipError('PermissionDenied', `Operation Poll is not granted to ${describeIdentity(identity)}`)
  }
  if ((await reader.jobs.countWaiting(identity.scopeId)) < mostWaiting) return undefined
  return new KmipError('ServerLimitExceeded', `${mostWaiting} asynchronous requests of the scope are waiting already`)
}

/**
 * Collects the items of a message that are answered later. They stay together: they run in their order and in one
 * transaction, with one ID Placeholder and the Batch Error Continuation Option of the message.
 */
export class Deferral {
  readonly #message: RequestMessage
  readonly #jobId: string
  readonly #refusal: KmipError | undefined
  readonly #items: RequestBatchItem[] = []

  /** With a refusal nothing can be put off, and nothing else is wanted. */
  constructor(message: RequestMessage, random: Entropy['bytes'], refusal?: KmipError) {
    this.#message = message
    this.#refusal = refusal
    this.#jobId = newJobId(random)
  }

  get isEmpty(): boolean {
    return this.#items.length === 0
  }

  /** The pending answer to an item; undefined when its operation is answered at once. Fails with what is in the way. */
  defer(item: RequestBatchItem): ResponseBatchItem | undefined {
    if (synchronous.has(item.operation)) return undefined
    if (swift.has(item.operation) && !isDemanded(this.#message.header)) return undefined
    if (this.#refusal !== undefined) throw this.#refusal
    const place = this.#items.push(item) - 1
    return {
      operation: item.operation,
      uniqueBatchItemId: item.uniqueBatchItemId,
      resultStatus: 'OperationPending',
      asynchronousCorrelationValue: correlationValueOf({jobId: this.#jobId, place}),
    }
  }

  /** Stores what was put off, in the transaction of the message. */
  async keep({writer}: Access, {identity, version, now}: Sender): Promise<void> {
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
    const {scopeId, serialNumber, foreign} = identity
    const job = {id: this.#jobId, scopeId, kind: 'operation', status: 'waiting', expiresAt: 0} as const
    const submittedAt = now.getTime()
    await writer.jobs.put(
      withState(job, {version, serialNumber, foreign, request, submittedAt, canceled: [], answers: undefined}),
    )
  }
}

interface Sender {
  readonly identity: Identity
  readonly version: Version
  readonly now: Date
}
