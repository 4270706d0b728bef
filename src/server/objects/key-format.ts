import {KmipError} from '../../kmip/error.ts'
import type {KeyBlock} from '../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {TransparentSymmetricKey} from '../../kmip/structures/transparent-symmetric-key.ts'
import {structureNode} from '../../ttlv/node.ts'
import {keyBlockOf, rawBytes, withKeyBlock} from './key-material.ts'

type KeyFormat = KeyBlock['keyFormatType']

/** The object in the Key Format Type that a client asks for; without one, as it is stored. KMIP 1.4 section 4.11. */
export function inFormat(content: ManagedObject, format: KeyFormat | undefined): ManagedObject {
  const keyBlock = keyBlockOf(content)
  if (format === undefined || keyBlock === undefined || keyBlock.keyFormatType === format) return content
  const key = content.type === 'SymmetricKey' ? rawBytes(keyBlock) : undefined
  if (key !== undefined && format === 'Raw') {
    return withKeyBlock(content, {...keyBlock, keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial: key}})
  }
  if (key !== undefined && format === 'TransparentSymmetricKey') {
    const keyMaterial = structureNode(Tag.KeyMaterial, TransparentSymmetricKey.encodeItems({key}, 'any'))
    return withKeyBlock(content, {...keyBlock, keyFormatType: format, keyValue: {kind: 'plain', keyMaterial}})
  }
  throw new KmipError(
    'KeyFormatTypeNotSupported',
    `The ${content.type} is ${keyBlock.keyFormatType} and cannot be had as ${format}`,
  )
}
