import {decrypt as decryptData} from '../../crypto/symmetric-cipher.ts'
import {Decrypt} from '../../kmip/operations/decrypt.ts'
import {handler} from '../handler.ts'
import type {CipherUse} from '../objects/cipher-answer.ts'
import {keyFor, missingIvOf, parametersFor, requiredData} from '../objects/cipher-request.ts'
import {continueCipher} from '../objects/cipher-streaming.ts'
import {gatherCipher, needsGathering} from '../objects/gathered-cipher.ts'
import {isStreaming} from '../objects/stream-request.ts'

const use: CipherUse = {name: 'Decrypt', mask: 'Decrypt', protects: false}

/** KMIP 1.4 section 4.30, 2.1 section 6.1.11. */
export const decrypt = handler(Decrypt, async (context, request) => {
  if (isStreaming(request)) {
    return (await needsGathering(context, request, use))
      ? gatherCipher(context, request, use)
      : continueCipher(context, request, use)
  }
  const object = await keyFor(context, request.uniqueIdentifier, use)
  const data = decryptData(object.key, parametersFor(object, request.cryptographicParameters), {
    data: requiredData(request),
    iv: request.ivCounterNonce,
    missingIv: missingIvOf(request),
    additionalData: request.authenticatedEncryptionAdditionalData,
    tag: request.authenticatedEncryptionTag,
  })
  return {uniqueIdentifier: object.id, data}
})
