import {createHash} from 'node:crypto'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import {writeBinary} from '../../../ttlv/binary-writer.ts'

/** The bytes of a key value that the digest covers; undefined when the server does not hold it. */
function valueBytes({keyValue}: KeyBlock): Uint8Array | undefined {
  if (keyValue === undefined) return undefined
  if (keyValue.kind === 'wrapped') return keyValue.bytes
  return keyValue.keyMaterial instanceof Uint8Array ? keyValue.keyMaterial : writeBinary(keyValue.keyMaterial)
}

/**
 * Sets the attributes that follow from a key block: algorithm, length, digest and whether the value is here. What the
 * block says and what the client says must agree. KMIP 1.4 sections 3.4, 3.5, 3.17 and 3.40.
 */
export function describeKeyValue(attributes: AttributeSet, keyBlock: KeyBlock): void {
  agree(attributes, 'CryptographicAlgorithm', keyBlock.cryptographicAlgorithm)
  agree(attributes, 'CryptographicLength', keyBlock.cryptographicLength)
  agree(attributes, 'KeyFormatType', keyBlock.keyFormatType)
  const bytes = valueBytes(keyBlock)
  // Only an absent value is worth an attribute; clients that ask for everything often cannot read this one.
  if (bytes === undefined) attributes.set('KeyValuePresent', false)
  else setDigest(attributes, bytes, keyBlock.keyFormatType)
}

/** SHA-256 of the value as it is stored. */
export function setDigest(
  attributes: AttributeSet,
  bytes: Uint8Array,
  keyFormatType: KeyBlock['keyFormatType'] | undefined,
): void {
  const digestValue = createHash('sha256').update(bytes).digest()
  attributes.set('Digest', {
    hashingAlgorithm: 'SHA_256',
    digestValue,
    ...(keyFormatType === undefined ? {} : {keyFormatType}),
  })
}

function agree<K extends 'CryptographicAlgorithm' | 'CryptographicLength' | 'KeyFormatType'>(
  attributes: AttributeSet,
  key: K,
  value: ReturnType<typeof attributes.get<K>>,
): void {
  const said = attributes.get(key)
  if (value === undefined) return
  if (said !== undefined && said !== value) {
    throw new KmipError(
      'InvalidAttributeValue',
      `The key block says ${key} ${String(value)}, the attributes say ${String(said)}`,
    )
  }
  attributes.set(key, value)
}
