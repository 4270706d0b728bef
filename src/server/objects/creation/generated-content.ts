import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import {inFormat} from '../delivery/key-format.ts'
import {keyBlockOf} from '../key-material.ts'
import {describeKeyValue} from './key-value-attributes.ts'

/**
 * A value that the server made, in the Key Format Type that the client asks for; `describe` sets the attributes that
 * follow from it. In another format than the usual one it has a digest of each. KMIP 2.1 section 4.26.
 *
 * @throws KmipError Key Format Type Not Supported
 */
export function inRequestedFormat(
  attributes: AttributeSet,
  content: ManagedObject,
  describe: (attributes: AttributeSet, content: ManagedObject) => void,
): ManagedObject {
  const requested = attributes.get('KeyFormatType')
  attributes.delete('KeyFormatType')
  describe(attributes, content)
  if (requested === undefined || requested === attributes.get('KeyFormatType')) return content
  const formatted = inFormat(content, requested, attributes)
  const keyBlock = keyBlockOf(formatted)
  const usual = attributes.get('Digest')
  attributes.delete('KeyFormatType')
  if (keyBlock !== undefined) describeKeyValue(attributes, keyBlock)
  if (usual !== undefined) attributes.add('Digest', usual)
  return formatted
}
