import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import type {EncryptionKeyInformation} from '../../../kmip/structures/encryption-key-information.ts'
import type {KeyWrappingData} from '../../../kmip/structures/key-wrapping-data.ts'
import type {OperationContext} from '../../context.ts'
import {keyBlockOf, withKeyBlock} from '../key-material.ts'
import {verifyKey} from './key-authentication.ts'
import {decryptKey, type WrappingKey} from './key-encryption.ts'
import {decodeKeyValue, encodeKeyValue, type PlainKeyValue} from './key-value-encoding.ts'
import {wrappingSteps} from './wrapping-method.ts'
import {wrappingObject} from './wrapping-object.ts'
import {wrappingParameters} from './wrapping-parameters.ts'

/** True for objects whose key value a client wrapped before it registered them. */
export function isWrapped(content: ManagedObject): boolean {
  return keyBlockOf(content)?.keyWrappingData !== undefined
}

/**
 * The object with its key value opened, and verified where it has a MAC, by keys of the same scope; an object that is
 * not wrapped is given back as it is. KMIP 1.4 sections 2.1.5, 4.11 and 4.41.
 */
export async function unwrapContent(context: OperationContext, content: ManagedObject): Promise<ManagedObject> {
  const keyBlock = keyBlockOf(content)
  if (keyBlock?.keyWrappingData === undefined) return content
  const {keyWrappingData: data, ...rest} = keyBlock
  return withKeyBlock(content, {...rest, keyValue: await unwrapped(context, rest, data)})
}

async function unwrapped(
  context: OperationContext,
  {keyValue}: Pick<KeyBlock, 'keyValue'>,
  data: KeyWrappingData,
): Promise<PlainKeyValue> {
  if (keyValue === undefined) throw new KmipError('KeyValueNotPresent', 'The object has no value to unwrap')
  const {encrypts, authenticates} = wrappingSteps(data)
  const encoding = data.encodingOption ?? 'TTLVEncoding'
  if (!encrypts) {
    if (keyValue.kind === 'wrapped') return unencrypted(context, data, keyValue.bytes)
    await verify(context, data, encodeKeyValue(context, keyValue, encoding))
    return keyValue
  }
  const bytes = wrappedBytes(keyValue)
  if (authenticates === 'ciphertext') await verify(context, data, bytes)
  const plain = await decrypted(context, data, bytes)
  if (authenticates === 'value') await verify(context, data, plain)
  return decodeKeyValue(plain, encoding)
}

/** A value that is only MACed or signed, but sent as a Byte String all the same. */
async function unencrypted(
  context: OperationContext,
  data: KeyWrappingData,
  bytes: Uint8Array,
): Promise<PlainKeyValue> {
  await verify(context, data, bytes)
  return decodeKeyValue(bytes, data.encodingOption ?? 'TTLVEncoding')
}

/** A Byte String, or what some clients put around it. */
function wrappedBytes(keyValue: NonNullable<KeyBlock['keyValue']>): Uint8Array {
  if (keyValue.kind === 'wrapped') return keyValue.bytes
  if (keyValue.keyMaterial instanceof Uint8Array) return keyValue.keyMaterial
  throw new KmipError('InvalidField', 'The wrapped Key Value is a structure, where bytes are expected')
}

async function decrypted(context: OperationContext, data: KeyWrappingData, bytes: Uint8Array): Promise<Uint8Array> {
  const key = await keyOf(context, data.encryptionKeyInformation)
  return decryptKey(context, key, {bytes, ivCounterNonce: data.ivCounterNonce})
}

async function verify(context: OperationContext, data: KeyWrappingData, value: Uint8Array): Promise<void> {
  const {macSignature: sent} = data
  if (sent === undefined) throw new KmipError('InvalidField', 'The Key Wrapping Data has no MAC/Signature')
  await verifyKey(context, await keyOf(context, data.macSignatureKeyInformation), {value, sent})
}

async function keyOf(
  context: OperationContext,
  information: EncryptionKeyInformation | undefined,
): Promise<WrappingKey> {
  const key = await wrappingObject(context, information?.uniqueIdentifier ?? '')
  return {key, parameters: wrappingParameters(key, information?.cryptographicParameters)}
}
