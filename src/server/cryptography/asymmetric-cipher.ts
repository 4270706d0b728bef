import {checkRsaCipher, rsaDecrypt, rsaEncrypt} from '../../crypto/rsa/rsa-cipher.ts'
import {KmipError} from '../../kmip/error.ts'
import type {OperationContext} from '../context.ts'
import {beginUse} from '../lifecycle/usage.ts'
import {asymmetricKeyOf} from '../objects/asymmetric-material.ts'
import type {CipherAnswer, CipherUse} from './cipher-answer.ts'
import {parametersInForce, sentData, type CipherRequest} from './cipher-request.ts'
import {gatheredStream} from './gathered-stream.ts'
import {spend} from './spending.ts'

/** Encrypts with a public key, or decrypts with a private one, data that come at once or in parts. KMIP 1.4 section 4.29. */
export async function asymmetricCipher(
  context: OperationContext,
  request: CipherRequest,
  use: CipherUse,
): Promise<CipherAnswer> {
  const stream = await gatheredStream(context, request, use.name)
  const object = await context.target(stream.reference)
  beginUse(context, object, use)
  const key = asymmetricKeyOf(object)
  if (!use.protects && key.type !== 'private') {
    throw new KmipError('InvalidObjectType', `Object ${object.id} is a ${object.type}, Decrypt needs a Private Key`)
  }
  refuseSymmetricFields(request)
  const opening = stream.opening ?? {
    uniqueIdentifier: object.id,
    cryptographicParameters: parametersInForce(object, request.cryptographicParameters),
  }
  const parameters = opening.cryptographicParameters ?? {}
  checkRsaCipher(key, parameters)
  const chunk = sentData(request)
  await spend(context, object, use, {byteCount: chunk?.length ?? 0, first: stream.opening === undefined})
  const parts = await stream.take(chunk, opening)
  if (parts === undefined) return {uniqueIdentifier: object.id, correlationValue: stream.correlationValue}
  const whole = Buffer.concat(parts)
  const data = use.protects
    ? rsaEncrypt(key, parameters, whole, context.entropy.bytes)
    : rsaDecrypt(key, parameters, whole)
  return {uniqueIdentifier: object.id, data}
}

/** To drop these would leave the client believing that they were used. */
function refuseSymmetricFields(request: CipherRequest): void {
  const {ivCounterNonce, authenticatedEncryptionAdditionalData, authenticatedEncryptionTag} = request
  for (const field of [ivCounterNonce, authenticatedEncryptionAdditionalData, authenticatedEncryptionTag]) {
    if (field === undefined || field.length === 0) continue
    throw new KmipError(
      'BadCryptographicParameters',
      'RSA has neither an IV nor a tag nor additional data, but the request has one',
    )
  }
}
