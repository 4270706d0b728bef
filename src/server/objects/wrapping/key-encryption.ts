import {decrypt, encrypt} from '../../../crypto/symmetric-cipher.ts'
import type {CryptographicParameters} from '../../../kmip/structures/cryptographic-parameters.ts'
import type {OperationContext} from '../../context.ts'
import {checkUse} from '../../lifecycle/usage.ts'
import {parametersFor} from '../cipher-request.ts'
import {symmetricKeyOf} from '../key-material.ts'
import type {ServerObject} from '../server-object.ts'
import {spend} from '../spending.ts'
import {unwrapUse, wrapUse} from './wrapping-use.ts'

/** A key and how it is used. */
export interface KeyEncryption {
  readonly key: ServerObject
  readonly parameters: CryptographicParameters
}

export interface EncryptedKey {
  readonly bytes: Uint8Array
  /** For modes that have one. */
  readonly ivCounterNonce?: Uint8Array | undefined
}

/** Encrypts a key value. A tag, for which wrapping data has no field, follows the ciphertext. KMIP 1.4 section 2.1.5. */
export async function encryptKey(
  context: OperationContext,
  {key, parameters}: KeyEncryption,
  value: Uint8Array,
): Promise<EncryptedKey> {
  const keyBytes = symmetricKeyOf(key)
  checkUse(key, wrapUse, context.now)
  await spend(context, key, wrapUse, {byteCount: value.length})
  const {data, iv, tag} = encrypt(keyBytes, parametersFor(key, parameters), {data: value}, context.entropy.bytes)
  return {bytes: tag === undefined ? data : Buffer.concat([data, tag]), ivCounterNonce: iv}
}

/** The inverse of encryptKey; fails with Cryptographic Failure for what does not open. */
export function decryptKey(
  {now}: OperationContext,
  {key, parameters}: KeyEncryption,
  {bytes, ivCounterNonce: iv}: EncryptedKey,
): Uint8Array {
  const keyBytes = symmetricKeyOf(key)
  checkUse(key, unwrapUse(key), now)
  return decrypt(keyBytes, parametersFor(key, parameters), {data: bytes, iv, missingIv: 'refuse'})
}
