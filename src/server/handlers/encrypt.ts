import {encrypt as encryptData} from '../../crypto/symmetric-cipher.ts'
import {Encrypt} from '../../kmip/operations/encrypt.ts'
import {handler} from '../handler.ts'
import {keyFor, parametersFor, requiredData} from '../objects/cipher-request.ts'
import {continueCipher} from '../objects/cipher-streaming.ts'
import {spend} from '../objects/spending.ts'
import {isStreaming} from '../objects/stream-request.ts'

const use = {name: 'Encrypt', mask: 'Encrypt', protects: true} as const

/** KMIP 1.4 section 4.29, 2.1 section 6.1.17. */
export const encrypt = handler(Encrypt, async (context, request) => {
  if (isStreaming(request)) return continueCipher(context, request, use)
  const object = await keyFor(context, request.uniqueIdentifier, use)
  const data = requiredData(request)
  await spend(context, object, use, {byteCount: data.length})
  const result = encryptData(
    object.key,
    parametersFor(object, request.cryptographicParameters),
    {data, iv: request.ivCounterNonce, additionalData: request.authenticatedEncryptionAdditionalData},
    context.entropy.bytes,
  )
  // Clients of versions without a field for the tag expect it behind the data.
  const separate = result.tag === undefined || context.expresses(Encrypt.response.fields.authenticatedEncryptionTag)
  return {
    uniqueIdentifier: object.id,
    data: separate || result.tag === undefined ? result.data : Buffer.concat([result.data, result.tag]),
    ivCounterNonce: result.iv,
    authenticatedEncryptionTag: result.tag,
  }
})
