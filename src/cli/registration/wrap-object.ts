import {encrypt} from '../../crypto/symmetric-cipher.ts'
import {UsageError} from '../../errors.ts'
import {KmipError} from '../../kmip/error.ts'
import type {KeyBlock} from '../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'

/** A key of the server, and its bytes. */
export interface WrappingKey {
  readonly uniqueIdentifier: string
  readonly bytes: Uint8Array
}

/**
 * The object with its key material wrapped by AES Key Wrap: RFC 3394, or with padding (RFC 5649) where the length asks for
 * that. The material alone is wrapped (No Encoding). KMIP 1.4 sections 2.1.5 and 2.1.6.
 *
 * @throws UsageError for objects without key material in bytes, and keys that cannot wrap
 */
export function wrapObject(object: ManagedObject, key: WrappingKey): ManagedObject {
  if (!('keyBlock' in object.value)) throw new UsageError(`A ${object.type} has no key material to wrap`)
  const {keyBlock} = object.value
  const {keyValue} = keyBlock
  if (keyValue?.kind !== 'plain' || !(keyValue.keyMaterial instanceof Uint8Array)) {
    throw new UsageError(`Key material in the format ${keyBlock.keyFormatType} is no bytes to wrap`, {
      hint: 'Choose another one with --format',
    })
  }
  const wrapped = wrappedBlock(keyBlock, keyValue.keyMaterial, key)
  // Only the key block changes, so type and value still belong together
  return {type: object.type, value: {...object.value, keyBlock: wrapped}} as ManagedObject
}

function wrappedBlock(keyBlock: KeyBlock, material: Uint8Array, {uniqueIdentifier, bytes}: WrappingKey): KeyBlock {
  const isWhole = material.length >= 16 && material.length % 8 === 0
  const cryptographicParameters = {blockCipherMode: isWhole ? 'NISTKeyWrap' : 'AESKeyWrapPadding'} as const
  return {
    ...keyBlock,
    keyValue: {kind: 'wrapped', bytes: sealed(material, bytes, cryptographicParameters.blockCipherMode)},
    keyWrappingData: {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier, cryptographicParameters},
      encodingOption: 'NoEncoding',
    },
  }
}

function sealed(material: Uint8Array, key: Uint8Array, blockCipherMode: 'NISTKeyWrap' | 'AESKeyWrapPadding') {
  try {
    return encrypt(key, {algorithm: 'AES', mode: blockCipherMode}, {data: material}).data
  } catch (error) {
    if (!(error instanceof KmipError)) throw error
    throw new UsageError(`The wrapping key cannot wrap this key: ${error.message}`, {hint: error.hint, cause: error})
  }
}
