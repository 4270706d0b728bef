import {createPublicKey} from 'node:crypto'
import {mac, verifyMac, type MacParameters} from '../../../crypto/mac.ts'
import {signatureScheme} from '../../../crypto/signature/signature.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {CryptographicParameters} from '../../../kmip/structures/cryptographic-parameters.ts'
import type {OperationContext} from '../../context.ts'
import {beginUse, type Use} from '../../lifecycle/usage.ts'
import {asymmetricKeyOf, isAsymmetric} from '../asymmetric-material.ts'
import {secretBytesOf} from '../key-material.ts'
import {linkedId} from '../links.ts'
import type {ServerObject} from '../server-object.ts'
import {spend} from '../../cryptography/spending.ts'
import type {WrappingKey} from './key-encryption.ts'
import {otherHalf} from './other-half.ts'

const macUse: Use = {name: 'MAC', mask: 'MACGenerate', protects: true}
const macVerifyUse: Use = {name: 'MAC Verify', mask: 'MACVerify', protects: false}
const signUse: Use = {name: 'Sign', mask: 'Sign', protects: true}
const verifyUse: Use = {name: 'Signature Verify', mask: 'Verify', protects: false}

/** The MAC or signature of a key value, or of its ciphertext. KMIP 1.4 section 2.1.5. */
export async function authenticateKey(
  context: OperationContext,
  {key, parameters = {}}: WrappingKey,
  value: Uint8Array,
): Promise<Uint8Array> {
  if (isAsymmetric(key.type)) {
    const privateKey = await otherHalf(context, key, 'PrivateKey')
    const keyObject = asymmetricKeyOf(privateKey)
    await use(context, privateKey, signUse, value)
    return signatureScheme(keyObject, parameters).sign(keyObject, {kind: 'data', parts: [value]})
  }
  const bytes = secretBytesOf(key)
  await use(context, key, macUse, value)
  return mac(bytes, macParameters(key, parameters), [value])
}

async function use(context: OperationContext, key: ServerObject, how: Use, value: Uint8Array): Promise<void> {
  beginUse(context, key, how)
  await spend(context, key, how, {byteCount: value.length})
}

interface Authenticated {
  readonly value: Uint8Array
  readonly sent: Uint8Array
}

/** Fails with Cryptographic Failure for a MAC or signature that is not that of the value. */
export async function verifyKey(
  context: OperationContext,
  wrappingKey: WrappingKey,
  authenticated: Authenticated,
): Promise<void> {
  const {key} = wrappingKey
  const valid = isAsymmetric(key.type)
    ? await isSignature(context, wrappingKey, authenticated)
    : isMac(context, wrappingKey, authenticated)
  if (!valid) {
    throw new KmipError('CryptographicFailure', `The MAC/Signature of the key value is not that of key ${key.id}`)
  }
}

function isMac(context: OperationContext, {key, parameters = {}}: WrappingKey, {value, sent}: Authenticated): boolean {
  const bytes = secretBytesOf(key)
  beginUse(context, key, macVerifyUse)
  return verifyMac(bytes, macParameters(key, parameters), {parts: [value], sent})
}

async function isSignature(
  context: OperationContext,
  {key, parameters = {}}: WrappingKey,
  {value, sent}: Authenticated,
): Promise<boolean> {
  // A private key whose other half is not here verifies for it.
  const publicKey = linkedId(key, 'PublicKeyLink') === undefined ? key : await otherHalf(context, key, 'PublicKey')
  const keyObject = asymmetricKeyOf(publicKey)
  beginUse(context, publicKey, verifyUse)
  const publicObject = keyObject.type === 'private' ? createPublicKey(keyObject) : keyObject
  return signatureScheme(publicObject, parameters).verify(publicObject, {kind: 'data', parts: [value]}, sent)
}

function macParameters({attributes}: ServerObject, parameters: CryptographicParameters): MacParameters {
  return {
    keyAlgorithm: attributes.get('CryptographicAlgorithm'),
    algorithm: parameters.cryptographicAlgorithm,
    mode: parameters.blockCipherMode,
    hash: parameters.hashingAlgorithm,
  }
}
