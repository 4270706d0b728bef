import {UsageError} from '../../errors.ts'
import type {KeyBlock} from './key-block.ts'
import type {ManagedObject} from './managed-object.ts'

/**
 * What an object holds as one string of bytes: key material, certificate or data.
 *
 * @throws UsageError for objects without bytes: templates, keys in transparent formats
 */
export function objectBytes(object: ManagedObject): Uint8Array {
  switch (object.type) {
    case 'Certificate':
      return object.value.certificateValue
    case 'CertificateRequest':
      return object.value.certificateRequestValue
    case 'OpaqueObject':
      return object.value.opaqueDataValue
    case 'Template':
      throw new UsageError('A template holds attributes and no bytes')
    default:
      return keyBytes(object.value.keyBlock)
  }
}

function keyBytes({keyValue, keyFormatType}: KeyBlock): Uint8Array {
  if (keyValue === undefined) throw new UsageError('The server sent no key value, only what it knows about the key')
  if (keyValue.kind === 'wrapped') return keyValue.bytes
  if (keyValue.keyMaterial instanceof Uint8Array) return keyValue.keyMaterial
  throw new UsageError(`A key in the format ${keyFormatType} is a structure and no bytes`, {
    hint: 'Ask for another Key Format Type, such as Raw or PKCS#8',
  })
}
