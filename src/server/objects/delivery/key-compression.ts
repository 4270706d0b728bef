import {compressedMaterial} from '../../../crypto/keys/point-compression.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import {keyObjectOf} from '../asymmetric-material.ts'
import {keyBlockOf, withKeyBlock} from '../key-material.ts'

type Compression = NonNullable<KeyBlock['keyCompressionType']>

/**
 * A public key on an elliptic curve with its point as a client asks for. Uncompressed is what everything else is
 * already, so that may be asked of any object. KMIP 1.4 sections 2.1.3 and 4.11.
 */
export function inCompression(
  content: ManagedObject,
  compression: Compression | undefined,
  attributes: AttributeSet,
): ManagedObject {
  if (compression === undefined) return content
  const keyBlock = content.type === 'PublicKey' ? keyBlockOf(content) : undefined
  const key = keyBlock && keyObjectOf('PublicKey', keyBlock, attributes)
  const keyMaterial = keyBlock && key && compressedMaterial(key, keyBlock.keyFormatType, compression)
  if (keyBlock !== undefined && keyMaterial !== undefined) {
    return withKeyBlock(content, {
      ...keyBlock,
      keyCompressionType: compression,
      keyValue: {kind: 'plain', keyMaterial},
    })
  }
  if (compression === 'ECPublicKeyTypeUncompressed') return content
  throw new KmipError(
    'KeyCompressionTypeNotSupported',
    `Key Compression Type ${compression} is not available for this object`,
  )
}
