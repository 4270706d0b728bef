import {decrypt as decryptData} from '../../crypto/symmetric-cipher.ts'
import {Decrypt} from '../../kmip/operations/decrypt.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import type {CipherAnswer, CipherUse} from '../cryptography/cipher-answer.ts'
import {answerCipher} from '../cryptography/cipher-answers.ts'
import {
  missingIvOf,
  parametersFor,
  requiredData,
  usableKey,
  type CipherRequest,
} from '../cryptography/cipher-request.ts'
import type {ServerObject} from '../objects/server-object.ts'

const use: CipherUse = {name: 'Decrypt', mask: 'Decrypt', protects: false}

/** KMIP 1.4 section 4.30, 2.1 section 6.1.11. */
export const decrypt = handler(Decrypt, async (context, request) => {
  return answerCipher(context, request, use, (key) => decryptAtOnce(context, request, key))
})

function decryptAtOnce(context: OperationContext, request: CipherRequest, key: ServerObject): CipherAnswer {
  const object = usableKey(context, key, use)
  const data = decryptData(object.key, parametersFor(object, request.cryptographicParameters), {
    data: requiredData(request),
    iv: request.ivCounterNonce,
    missingIv: missingIvOf(request),
    additionalData: request.authenticatedEncryptionAdditionalData,
    tag: request.authenticatedEncryptionTag,
  })
  return {uniqueIdentifier: object.id, data}
}
