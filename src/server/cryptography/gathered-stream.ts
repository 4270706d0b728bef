import {StorageError} from '../../errors.ts'
import {KmipError} from '../../kmip/error.ts'
import type {OperationName} from '../../kmip/schema/operation.ts'
import type {IdentifierReference} from '../../kmip/schema/identifier.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import type {OperationContext} from '../context.ts'
import {
  decodeGatheredState,
  encodeGatheredState,
  isGatheredState,
  sameParameters,
  type GatheredState,
  type StreamOpening,
} from './gathered-state.ts'
import {continuationId, isStreaming, streamLifetime, type StreamFields} from './stream-request.ts'

export type {StreamOpening} from './gathered-state.ts'

/** A request of an operation that node:crypto can only do at once. */
export type GatheredRequest = StreamFields & {
  readonly uniqueIdentifier?: IdentifierReference | undefined
  readonly cryptographicParameters?: CryptographicParameters | undefined
}

/** Bytes of all parts together. */
const longestStream = 16 * 1024 * 1024
/** Bytes after which the parts at hand become a record of their own, so that each is written about once. */
const recordLength = 32 * 1024

/**
 * One request of an operation whose state cannot be exported (a hash, a MAC, a signature): the parts are kept, sealed
 * in the store, until the last one is there. A request that stands alone is first and last at once, so handlers have
 * one way for both:
 *
 *     const stream = await gatheredStream(context, request, 'MAC')
 *     const object = await keyFor(context, stream.reference, use)
 *     const opening = stream.opening ?? {uniqueIdentifier: object.id, cryptographicParameters: …}
 *     const parts = await stream.take(sentData(request), opening)
 *     if (parts === undefined) return {uniqueIdentifier: object.id, correlationValue: stream.correlationValue}
 *     // all of the data is in parts
 */
export interface GatheredStream {
  /** The key that the request means: its own, or that of the first request. */
  readonly reference: IdentifierReference | undefined
  /** What the first request said; undefined in the first itself. */
  readonly opening: StreamOpening | undefined
  /** Bytes of all earlier parts. */
  readonly length: number
  /** Where the client goes on; undefined before the first `take` and when this request is the last. */
  readonly correlationValue: Uint8Array | undefined
  /** Takes this request's data in. The answer is all of the data, or undefined as long as more is to come. */
  take(chunk: Uint8Array | undefined, opening: StreamOpening): Promise<readonly Uint8Array[] | undefined>
}

/** KMIP 1.4 section 4. Fails with Invalid Correlation Value for a value that no unfinished stream of this operation has. */
export async function gatheredStream(
  context: OperationContext,
  request: GatheredRequest,
  operation: OperationName,
): Promise<GatheredStream> {
  if (!isStreaming(request)) return new SingleRequest(request)
  const {correlationValue} = request
  if (correlationValue === undefined) return new StoredStream(context, request, {operation})
  const state = await storedState(context, correlationValue)
  if (state?.operation !== operation) throw unknownStream()
  checkContinuation(request, state.opening)
  return new StoredStream(context, request, {operation, state})
}

/** What an unfinished stream of any operation holds; undefined when there is none, or it is of the other kind. */
async function storedState(
  context: OperationContext,
  correlationValue: Uint8Array,
): Promise<GatheredState | undefined> {
  const stored = await context.objects.continuation(continuationId(correlationValue))
  return stored === undefined || !isGatheredState(stored) ? undefined : decodeGatheredState(stored)
}

/** True when the Correlation Value is that of a gathered stream, for operations that have both kinds. */
export async function isGathered(context: OperationContext, correlationValue: Uint8Array): Promise<boolean> {
  return (await storedState(context, correlationValue)) !== undefined
}

function unknownStream(): KmipError {
  return new KmipError(
    'InvalidCorrelationValue',
    'The Correlation Value belongs to no unfinished operation of this kind',
  )
}

/** Later requests may repeat the key and the parameters of the first, but not change them. */
function checkContinuation({uniqueIdentifier, cryptographicParameters}: GatheredRequest, opening: StreamOpening): void {
  if (typeof uniqueIdentifier === 'string' && uniqueIdentifier !== opening.uniqueIdentifier) {
    throw new KmipError('InvalidCorrelationValue', 'The Correlation Value belongs to an operation with another key')
  }
  if (
    cryptographicParameters !== undefined &&
    !sameParameters(cryptographicParameters, opening.cryptographicParameters ?? {})
  ) {
    throw new KmipError(
      'BadCryptographicParameters',
      'The Cryptographic Parameters are not those with which the operation began',
    )
  }
}

/** Only the first and the last request may come without data. */
function dataOf(request: StreamFields, chunk: Uint8Array | undefined): Uint8Array {
  if (chunk !== undefined) return chunk
  if (request.initIndicator === true || request.finalIndicator === true) return new Uint8Array(0)
  throw new KmipError('MissingData', 'The request has no Data')
}

class SingleRequest implements GatheredStream {
  readonly reference: IdentifierReference | undefined
  readonly opening = undefined
  readonly length = 0
  readonly correlationValue = undefined
  readonly #request: GatheredRequest

  constructor(request: GatheredRequest) {
    this.reference = request.uniqueIdentifier
    this.#request = request
  }

  async take(chunk: Uint8Array | undefined): Promise<readonly Uint8Array[]> {
    return [dataOf(this.#request, chunk)]
  }
}

class StoredStream implements GatheredStream {
  readonly reference: IdentifierReference | undefined
  readonly opening: StreamOpening | undefined
  readonly length: number
  correlationValue: Uint8Array | undefined
  readonly #context: OperationContext
  readonly #request: GatheredRequest
  readonly #operation: OperationName
  readonly #state: GatheredState | undefined

  constructor(
    context: OperationContext,
    request: GatheredRequest,
    {operation, state}: {operation: OperationName; state?: GatheredState},
  ) {
    this.#context = context
    this.#request = request
    this.#operation = operation
    this.#state = state
    this.reference = state?.opening.uniqueIdentifier ?? request.uniqueIdentifier
    this.opening = state?.opening
    this.length = state === undefined ? 0 : state.length + state.tail.length
    this.correlationValue = request.correlationValue
  }

  async take(sent: Uint8Array | undefined, opening: StreamOpening): Promise<readonly Uint8Array[] | undefined> {
    const chunk = dataOf(this.#request, sent)
    if (this.length + chunk.length > longestStream) {
      throw new KmipError(
        'InvalidField',
        `An operation in several parts takes ${longestStream} bytes in all, and these would be more`,
      )
    }
    const id = continuationId((this.correlationValue ??= this.#context.entropy.bytes(16)))
    const state = this.#state ?? (await this.#begin(opening))
    if (this.#request.finalIndicator !== true) {
      await this.#keep(id, state, chunk)
      return undefined
    }
    this.correlationValue = undefined
    return [...(await this.#collect(id, state)), chunk]
  }

  async #begin(opening: StreamOpening): Promise<GatheredState> {
    const {now, objects} = this.#context
    await objects.deleteExpiredContinuations()
    const expiry = new Date(now.getTime() + streamLifetime * 1000)
    return {operation: this.#operation, opening, expiry, filled: 0, length: 0, tail: new Uint8Array(0)}
  }

  async #keep(id: string, state: GatheredState, chunk: Uint8Array): Promise<void> {
    const tail = Buffer.concat([state.tail, chunk])
    const {objects} = this.#context
    const expiresAt = Math.floor(state.expiry.getTime() / 1000)
    let next: GatheredState = {...state, tail}
    if (tail.length >= recordLength) {
      const {filled, length} = state
      await objects.putContinuation({id: recordId(id, filled), state: tail, expiresAt})
      next = {...state, filled: filled + 1, length: length + tail.length, tail: new Uint8Array(0)}
    }
    await objects.putContinuation({id, state: encodeGatheredState(next), expiresAt})
  }

  /** All that was kept, in order; nothing of it stays in the store. */
  async #collect(id: string, state: GatheredState): Promise<Uint8Array[]> {
    const {objects} = this.#context
    const parts: Uint8Array[] = []
    for (let number = 0; number < state.filled; number++) {
      const part = await objects.continuation(recordId(id, number))
      if (part === undefined) throw new StorageError('CORRUPT', 'The kept parts of a stream are not complete')
      parts.push(part)
      await objects.deleteContinuation(recordId(id, number))
    }
    await objects.deleteContinuation(id)
    return [...parts, state.tail]
  }
}

/** No Correlation Value of a client reads like this. */
function recordId(id: string, number: number): string {
  return `${id}/${number}`
}
