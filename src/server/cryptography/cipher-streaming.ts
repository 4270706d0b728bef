import {continueStream, startStream} from '../../crypto/cipher-stream.ts'
import {decodeStreamState, encodeStreamState} from '../../crypto/stream-state.ts'
import {KmipError} from '../../kmip/error.ts'
import type {OperationContext} from '../context.ts'
import type {CipherAnswer, CipherUse} from './cipher-answer.ts'
import {isGatheredState} from './gathered-state.ts'
import {keyFor, missingIvOf, parametersFor, sentData, type CipherRequest} from './cipher-request.ts'
import {spend} from './spending.ts'
import {continuationId, streamLifetime} from './stream-request.ts'

/**
 * Processes one part of a stream whose state is small, and keeps what the next part needs under the stream's
 * Correlation Value.
 */
export async function continueCipher(
  context: OperationContext,
  request: CipherRequest,
  use: CipherUse,
): Promise<CipherAnswer> {
  const stream =
    request.correlationValue === undefined ? await begin(context, request, use) : await resume(context, request, use)
  refuseAuthentication(request)
  const chunk = sentData(request) ?? new Uint8Array(0)
  await spend(context, stream.object, use, {byteCount: chunk.length, first: stream.begun})
  const step = continueStream(stream.state, stream.object.key, chunk, request.finalIndicator === true)
  const data = step.output.length === 0 ? undefined : step.output
  const answer = {uniqueIdentifier: stream.object.id, data, ivCounterNonce: stream.iv}
  if (step.state === undefined) {
    if (request.correlationValue !== undefined)
      await context.objects.deleteContinuation(continuationId(request.correlationValue))
    return {...answer, correlationValue: undefined}
  }
  if (request.correlationValue === undefined) await context.objects.deleteExpiredContinuations()
  const correlationValue = request.correlationValue ?? context.entropy.bytes(16)
  await context.objects.putContinuation({
    id: continuationId(correlationValue),
    state: pack(stream.object.id, encodeStreamState(step.state)),
    expiresAt: Math.floor(context.now.getTime() / 1000) + streamLifetime,
  })
  return {...answer, correlationValue}
}

/** No mode that can be streamed authenticates; to drop these would leave the client believing that they were verified. */
function refuseAuthentication(request: CipherRequest): void {
  const {authenticatedEncryptionAdditionalData: additionalData, authenticatedEncryptionTag: tag} = request
  const sent = additionalData !== undefined && additionalData.length > 0 ? 'additional data' : tag && 'a tag'
  if (sent !== undefined)
    throw new KmipError('BadCryptographicParameters', `A stream does not authenticate, but the request has ${sent}`)
}

async function begin(context: OperationContext, request: CipherRequest, use: CipherUse) {
  const object = await keyFor(context, request.uniqueIdentifier, use)
  const direction = use.protects ? 'encrypt' : 'decrypt'
  const {state, iv} = startStream(direction, object.key, parametersFor(object, request.cryptographicParameters), {
    iv: request.ivCounterNonce,
    missingIv: missingIvOf(request),
    random: context.entropy.bytes,
  })
  return {object, state, iv, begun: true}
}

async function resume(context: OperationContext, request: CipherRequest, use: CipherUse) {
  const kept = await context.objects.continuation(continuationId(request.correlationValue ?? new Uint8Array(0)))
  const unpacked = kept === undefined || isGatheredState(kept) ? undefined : unpack(kept)
  const state = unpacked === undefined ? undefined : decodeStreamState(unpacked.state)
  const direction = use.protects ? 'encrypt' : 'decrypt'
  if (unpacked === undefined || state === undefined || state.direction !== direction) {
    throw new KmipError(
      'InvalidCorrelationValue',
      'The Correlation Value belongs to no unfinished operation of this kind',
    )
  }
  if (typeof request.uniqueIdentifier === 'string' && request.uniqueIdentifier !== unpacked.id) {
    throw new KmipError('InvalidCorrelationValue', 'The Correlation Value belongs to an operation with another key')
  }
  return {object: await keyFor(context, unpacked.id, use), state, iv: undefined, begun: false}
}

/** Two bytes of length, the key's identifier, the state. */
function pack(id: string, state: Uint8Array): Uint8Array {
  const name = Buffer.from(id, 'utf8')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(name.length)
  return Buffer.concat([length, name, state])
}

function unpack(bytes: Uint8Array): {id: string; state: Uint8Array} {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = 2 + buffer.readUInt16BE(0)
  return {id: buffer.toString('utf8', 2, end), state: buffer.subarray(end)}
}
