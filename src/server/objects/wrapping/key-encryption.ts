import {rsaDecrypt, rsaEncrypt} from '../../../crypto/rsa/rsa-cipher.ts'
import {decrypt, encrypt} from '../../../crypto/symmetric-cipher.ts'
import type {CryptographicParameters} from '../../../kmip/structures/cryptographic-parameters.ts'
import type {OperationContext} from '../../context.ts'
import {beginUse} from '../../lifecycle/usage.ts'
import {asymmetricKeyOf, isAsymmetric} from '../asymmetric-material.ts'
import {parametersFor} from '../../cryptography/cipher-request.ts'
import {symmetricKeyOf} from '../key-material.ts'
import type {ServerObject} from '../server-object.ts'
import {spend} from '../../cryptography/spending.ts'
import {otherHalf} from './other-half.ts'
import {unwrapUse, wrapUse} from './wrapping-use.ts'

/** A key and how it is used. */
export interface WrappingKey {
  readonly key: ServerObject
  /** Undefined where nobody says it. */
  readonly parameters: CryptographicParameters | undefined
}

export interface EncryptedKey {
  readonly bytes: Uint8Array
  /** For modes that have one. */
  readonly ivCounterNonce?: Uint8Array | undefined
}

/** How a key wraps when nobody says it: as RFC 3394 does with a symmetric key, with OAEP with a public one. */
export function usualParameters({type}: ServerObject): CryptographicParameters {
  return isAsymmetric(type) ? {paddingMethod: 'OAEP'} : {blockCipherMode: 'NISTKeyWrap'}
}

/** Encrypts a key value. A tag, for which wrapping data has no field, follows the ciphertext. KMIP 1.4 section 2.1.5. */
export async function encryptKey(
  context: OperationContext,
  {key, parameters = usualParameters(key)}: WrappingKey,
  value: Uint8Array,
): Promise<EncryptedKey> {
  const seal = isAsymmetric(key.type) ? publicSeal(key, parameters) : symmetricSeal(key, parameters)
  beginUse(context, key, wrapUse)
  await spend(context, key, wrapUse, {byteCount: value.length})
  return seal(value, context.entropy.bytes)
}

type Seal = (value: Uint8Array, random: OperationContext['entropy']['bytes']) => EncryptedKey

function symmetricSeal(key: ServerObject, parameters: CryptographicParameters): Seal {
  const bytes = symmetricKeyOf(key)
  return (value, random) => {
    const {data, iv, tag} = encrypt(bytes, parametersFor(key, parameters), {data: value}, random)
    return {bytes: tag === undefined ? data : Buffer.concat([data, tag]), ivCounterNonce: iv}
  }
}

function publicSeal(key: ServerObject, parameters: CryptographicParameters): Seal {
  const keyObject = asymmetricKeyOf(key)
  return (value, random) => ({bytes: rsaEncrypt(keyObject, parameters, value, random)})
}

/** The inverse of encryptKey; fails with Cryptographic Failure for what does not open. */
export async function decryptKey(
  context: OperationContext,
  {key, parameters = usualParameters(key)}: WrappingKey,
  {bytes, ivCounterNonce: iv}: EncryptedKey,
): Promise<Uint8Array> {
  if (isAsymmetric(key.type)) {
    const privateKey = await otherHalf(context, key, 'PrivateKey')
    const keyObject = asymmetricKeyOf(privateKey)
    beginUse(context, privateKey, unwrapUse(privateKey))
    return rsaDecrypt(keyObject, parameters, bytes)
  }
  const keyBytes = symmetricKeyOf(key)
  beginUse(context, key, unwrapUse(key))
  return decrypt(keyBytes, parametersFor(key, parameters), {data: bytes, iv, missingIv: 'refuse'})
}
