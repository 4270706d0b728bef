import {encrypt as encryptData} from '../../crypto/symmetric-cipher.ts'
import {Encrypt} from '../../kmip/operations/encrypt.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import type {CipherAnswer, CipherUse} from '../objects/cipher-answer.ts'
import {keyFor, parametersFor, requiredData, type CipherRequest} from '../objects/cipher-request.ts'
import {continueCipher} from '../objects/cipher-streaming.ts'
import {gatherCipher, needsGathering} from '../objects/gathered-cipher.ts'
import {spend} from '../objects/spending.ts'
import {isStreaming} from '../objects/stream-request.ts'

const use: CipherUse = {name: 'Encrypt', mask: 'Encrypt', protects: true}

/** KMIP 1.4 section 4.29, 2.1 section 6.1.17. */
export const encrypt = handler(Encrypt, async (context, request) => {
  const answer = await answerTo(context, request)
  const {data, authenticatedEncryptionTag: tag} = answer
  // Clients of versions without a field for the tag expect it behind the data.
  if (tag === undefined || context.expresses(Encrypt.response.fields.authenticatedEncryptionTag)) return answer
  return {...answer, data: Buffer.concat([data ?? new Uint8Array(0), tag])}
})

async function answerTo(context: OperationContext, request: CipherRequest): Promise<CipherAnswer> {
  if (!isStreaming(request)) return encryptAtOnce(context, request)
  return (await needsGathering(context, request, use))
    ? gatherCipher(context, request, use)
    : continueCipher(context, request, use)
}

async function encryptAtOnce(context: OperationContext, request: CipherRequest): Promise<CipherAnswer> {
  const object = await keyFor(context, request.uniqueIdentifier, use)
  const data = requiredData(request)
  await spend(context, object, use, {byteCount: data.length})
  const result = encryptData(
    object.key,
    parametersFor(object, request.cryptographicParameters),
    {data, iv: request.ivCounterNonce, additionalData: request.authenticatedEncryptionAdditionalData},
    context.entropy.bytes,
  )
  return {
    uniqueIdentifier: object.id,
    data: result.data,
    ivCounterNonce: result.iv,
    authenticatedEncryptionTag: result.tag,
  }
}
