import {createPrivateKey, type KeyObject} from 'node:crypto'
import {decrypt, encrypt} from '../../../crypto/symmetric-cipher.ts'
import {rsaDecrypt, rsaEncrypt} from '../../../crypto/rsa/rsa-cipher.ts'
import {KmipError} from '../../../kmip/error.ts'
import {parametersFor} from '../../cryptography/cipher-request.ts'
import {spend} from '../../cryptography/spending.ts'
import type {Use} from '../../lifecycle/usage.ts'
import {asymmetricKeyOf} from '../../objects/asymmetric-material.ts'
import {secretBytesOf, symmetricKeyOf} from '../../objects/key-material.ts'
import type {TokenObject} from '../objects/attribute-views.ts'
import type {Call} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import {CKO} from '../spec/objects.ts'
import type {CipherPlan} from './mechanism-definition.ts'

/** What a wrapping key may be used for. */
export const wrapUse: Use = {name: 'Wrap', mask: 'WrapKey', protects: true}
export const unwrapUse: Use = {name: 'Unwrap', mask: 'UnwrapKey', protects: false}

/** The bytes of a key that are wrapped: the value of a secret key, the PKCS#8 of a private key. PKCS#11 3.0 section 6.1. */
export function bytesToWrap(key: TokenObject): Uint8Array {
  if (key.class === CKO.SECRET_KEY) return secretBytesOf(key)
  if (key.class !== CKO.PRIVATE_KEY) throw new Refusal('KEY_NOT_WRAPPABLE')
  return asymmetricKeyOf(key).export({format: 'der', type: 'pkcs8'})
}

/** Bytes as a wrapping key protects them. */
export async function wrapped(
  {context}: Call,
  wrapping: TokenObject,
  {parameters, iv, additionalData}: CipherPlan,
  data: Uint8Array,
): Promise<Uint8Array> {
  context.objects.used(wrapping.id)
  await spend(context, wrapping, wrapUse, {byteCount: data.length})
  const {bytes} = context.entropy
  if (wrapping.class !== CKO.SECRET_KEY) return rsaEncrypt(asymmetricKeyOf(wrapping), parameters, data, bytes)
  const key = symmetricKeyOf(wrapping)
  const sealed = encrypt(key, parametersFor(wrapping, parameters), {data, iv, additionalData}, bytes)
  return Buffer.concat([sealed.data, sealed.tag ?? new Uint8Array(0)])
}

/** The same in the other direction. */
export function unwrapped(
  {context}: Call,
  unwrapping: TokenObject,
  {parameters, iv, additionalData}: CipherPlan,
  data: Uint8Array,
): Uint8Array {
  context.objects.used(unwrapping.id)
  if (unwrapping.class !== CKO.SECRET_KEY) return rsaDecrypt(asymmetricKeyOf(unwrapping), parameters, data)
  return decrypt(symmetricKeyOf(unwrapping), parametersFor(unwrapping, parameters), {data, iv, additionalData})
}

/** A private key that was unwrapped; fails with CKR_WRAPPED_KEY_INVALID for bytes that are none. */
export function privateKeyIn(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8'})
  } catch (cause) {
    throw new KmipError('CryptographicFailure', 'What was unwrapped is no private key', {cause})
  }
}
