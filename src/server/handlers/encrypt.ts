import {encrypt as encryptData} from '../../crypto/symmetric-cipher.ts'
import {Encrypt} from '../../kmip/operations/encrypt.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import type {CipherAnswer, CipherUse} from '../cryptography/cipher-answer.ts'
import {answerCipher} from '../cryptography/cipher-answers.ts'
import {parametersFor, requiredData, usableKey, type CipherRequest} from '../cryptography/cipher-request.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {spend} from '../cryptography/spending.ts'

const use: CipherUse = {name: 'Encrypt', mask: 'Encrypt', protects: true}

/** KMIP 1.4 section 4.29, 2.1 section 6.1.17. */
export const encrypt = handler(Encrypt, async (context, request) => {
  const answer = await answerCipher(context, request, use, (key) => encryptAtOnce(context, request, key))
  const {data, authenticatedEncryptionTag: tag} = answer
  // Clients of versions without a field for the tag expect it behind the data.
  if (tag === undefined || context.expresses(Encrypt.response.fields.authenticatedEncryptionTag)) return answer
  return {...answer, data: Buffer.concat([data ?? new Uint8Array(0), tag])}
})

async function encryptAtOnce(
  context: OperationContext,
  request: CipherRequest,
  key: ServerObject,
): Promise<CipherAnswer> {
  const object = usableKey(context, key, use)
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
