import type {ManagedObjectType} from '../../kmip/objects/managed-object.ts'
import type {OperationContext} from '../context.ts'
import {asymmetricCipher} from './asymmetric-cipher.ts'
import type {CipherAnswer, CipherUse} from './cipher-answer.ts'
import type {CipherRequest} from './cipher-request.ts'
import {continueCipher} from './cipher-streaming.ts'
import {gatherCipher, needsGathering} from './gathered-cipher.ts'
import {gatheredStream, isGathered} from './gathered-stream.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {isStreaming} from './stream-request.ts'

/** A way to answer an Encrypt or a Decrypt. */
type CipherMethod = (context: OperationContext, request: CipherRequest, use: CipherUse) => Promise<CipherAnswer>

/** By the type of the key. All others are secrets that both sides have, or no keys at all. */
const methods: Readonly<Partial<Record<ManagedObjectType, CipherMethod>>> = {
  Certificate: asymmetricCipher,
  PrivateKey: asymmetricCipher,
  PublicKey: asymmetricCipher,
}

/** Answers an Encrypt or a Decrypt in the way of its key; `atOnce` is that of a symmetric key and data in one part. */
export async function answerCipher(
  context: OperationContext,
  request: CipherRequest,
  use: CipherUse,
  atOnce: (object: ServerObject) => CipherAnswer | Promise<CipherAnswer>,
): Promise<CipherAnswer> {
  const object = await keyOfStream(context, request, use)
  const method = object === undefined ? undefined : methods[object.type]
  if (method !== undefined) return method(context, request, use)
  if (object !== undefined && !isStreaming(request)) return atOnce(object)
  return (await needsGathering(context, request, use))
    ? gatherCipher(context, request, use)
    : continueCipher(context, request, use)
}

/** Undefined in the midst of a stream whose small state only symmetric ciphers have. */
async function keyOfStream(
  context: OperationContext,
  request: CipherRequest,
  use: CipherUse,
): Promise<ServerObject | undefined> {
  const {correlationValue} = request
  if (correlationValue === undefined) return context.target(request.uniqueIdentifier)
  if (!(await isGathered(context, correlationValue))) return undefined
  const {reference} = await gatheredStream(context, request, use.name)
  return context.target(reference)
}
