import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import {inFormat} from '../delivery/key-format.ts'
import {keyBlockOf} from '../key-material.ts'
import {contentOf, type ServerObject} from '../server-object.ts'

/** A value that can be cut into parts, and the format in which it is one. */
export interface DivisibleValue {
  readonly bytes: Uint8Array
  readonly keyFormatType: KeyBlock['keyFormatType']
}

/** The formats without structure that keys of transparent formats have, too. */
const plainFormats: Readonly<Partial<Record<ManagedObject['type'], KeyBlock['keyFormatType']>>> = {
  SymmetricKey: 'Raw',
  PrivateKey: 'PKCS_8',
  PublicKey: 'X_509',
}

/** The value of an object that a client wants to split; fails for objects that are no key, secret or opaque object. */
export function divisibleValue(object: ServerObject): DivisibleValue {
  const content = contentOf(object)
  if (content.type === 'OpaqueObject') return {bytes: content.value.opaqueDataValue, keyFormatType: 'Opaque'}
  const keyBlock = keyBlockOf(content)
  if (keyBlock === undefined || content.type === 'SplitKey' || content.type === 'PGPKey') {
    throw new KmipError('InvalidObjectType', `Object ${object.id} is a ${content.type}, which cannot be split`)
  }
  const value =
    plainValue(keyBlock) ?? plainValue(keyBlockOf(inFormat(content, plainFormats[content.type], object.attributes)))
  if (value !== undefined) return value
  throw new KmipError('KeyValueNotPresent', `The value of object ${object.id} is not at hand unwrapped`)
}

function plainValue(keyBlock: KeyBlock | undefined): DivisibleValue | undefined {
  if (keyBlock?.keyValue?.kind !== 'plain' || keyBlock.keyWrappingData !== undefined) return undefined
  const {keyFormatType, keyValue} = keyBlock
  return keyValue.keyMaterial instanceof Uint8Array ? {bytes: keyValue.keyMaterial, keyFormatType} : undefined
}
