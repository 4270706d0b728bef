import {writeAsymmetricKey} from '../../../crypto/keys/asymmetric-key.ts'
import {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import type {KeyMaterial} from '../../../kmip/objects/key-value.ts'
import type {ManagedObject, ManagedObjectType} from '../../../kmip/objects/managed-object.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {TransparentSymmetricKey} from '../../../kmip/structures/transparent-symmetric-key.ts'
import {structureNode} from '../../../ttlv/node.ts'
import {isAsymmetric, keyObjectOf} from '../asymmetric-material.ts'
import {keyBlockOf, rawBytes, withKeyBlock} from '../key-material.ts'

type KeyFormat = KeyBlock['keyFormatType']

interface Conversion {
  readonly type: ManagedObjectType
  readonly keyBlock: KeyBlock
  readonly format: KeyFormat
  readonly attributes: AttributeSet
}

/** Makes the material of a format; undefined when there is no such form of the key. */
type Converter = (conversion: Conversion) => KeyMaterial | undefined

const converters: Readonly<Partial<Record<ManagedObjectType, Converter>>> = {
  SymmetricKey: symmetricMaterial,
  PrivateKey: asymmetricMaterial,
  PublicKey: asymmetricMaterial,
}

/**
 * The object in the Key Format Type that a client asks for; without one, as it is stored. The attributes may tell the
 * curve of a key that comes without it. KMIP 1.4 section 4.11.
 */
export function inFormat(
  content: ManagedObject,
  format: KeyFormat | undefined,
  attributes: AttributeSet = new AttributeSet(),
): ManagedObject {
  const keyBlock = keyBlockOf(content)
  if (format === undefined || keyBlock === undefined || keyBlock.keyFormatType === format) return content
  const keyMaterial = converters[content.type]?.({type: content.type, keyBlock, format, attributes})
  if (keyMaterial === undefined) {
    throw new KmipError(
      'KeyFormatTypeNotSupported',
      `The ${content.type} is ${keyBlock.keyFormatType} and cannot be had as ${format}`,
    )
  }
  const {keyCompressionType: _, ...rest} = keyBlock
  return withKeyBlock(content, {...rest, keyFormatType: format, keyValue: {kind: 'plain', keyMaterial}})
}

function symmetricMaterial({keyBlock, format}: Conversion): KeyMaterial | undefined {
  const key = rawBytes(keyBlock)
  if (key === undefined || format === 'Raw') return key
  if (format !== 'TransparentSymmetricKey') return undefined
  return structureNode(Tag.KeyMaterial, TransparentSymmetricKey.encodeItems({key}, 'any'))
}

function asymmetricMaterial({type, keyBlock, format, attributes}: Conversion): KeyMaterial | undefined {
  const key = isAsymmetric(type) ? keyObjectOf(type, keyBlock, attributes) : undefined
  return key === undefined || !isAsymmetric(type) ? undefined : writeAsymmetricKey(type, format, key)
}
