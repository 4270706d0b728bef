import {ItemType} from '../../ttlv/node.ts'
import {KmipError} from '../../kmip/error.ts'
import type {KeyBlock} from '../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {TransparentSymmetricKey} from '../../kmip/structures/transparent-symmetric-key.ts'
import {contentOf, type ServerObject} from './server-object.ts'

/** The key block of an object that has one. */
export function keyBlockOf(content: ManagedObject): KeyBlock | undefined {
  return 'keyBlock' in content.value ? content.value.keyBlock : undefined
}

/** The same object with another key block. */
export function withKeyBlock(content: ManagedObject, keyBlock: KeyBlock): ManagedObject {
  // Only the key block changes, so type and value still belong together.
  return {type: content.type, value: {...content.value, keyBlock}} as ManagedObject
}

/** The bytes of a symmetric key; fails for other objects and for keys that are stored wrapped. */
export function symmetricKeyOf(object: ServerObject): Uint8Array {
  const content = contentOf(object)
  if (content.type !== 'SymmetricKey') {
    throw new KmipError('InvalidObjectType', `Object ${object.id} is a ${content.type}, not a Symmetric Key`)
  }
  const bytes = rawBytes(content.value.keyBlock)
  if (bytes === undefined)
    throw new KmipError('KeyValueNotPresent', `The value of key ${object.id} is not at hand unwrapped`)
  return bytes
}

/** The bytes of a symmetric key or a secret; fails for other objects and for those that are stored wrapped. */
export function secretBytesOf(object: ServerObject): Uint8Array {
  const content = contentOf(object)
  if (content.type !== 'SecretData') return symmetricKeyOf(object)
  const bytes = rawBytes(content.value.keyBlock)
  if (bytes === undefined)
    throw new KmipError('KeyValueNotPresent', `The value of secret ${object.id} is not at hand unwrapped`)
  return bytes
}

/** Key material as bytes; undefined when it is wrapped, absent or of a structure without plain bytes. */
export function rawBytes({keyValue, keyWrappingData}: KeyBlock): Uint8Array | undefined {
  if (keyValue === undefined || keyValue.kind === 'wrapped' || keyWrappingData !== undefined) return undefined
  if (keyValue.keyMaterial instanceof Uint8Array) return keyValue.keyMaterial
  const [first] = keyValue.keyMaterial.value
  return first?.type === ItemType.ByteString ? TransparentSymmetricKey.decode(keyValue.keyMaterial).key : undefined
}
