import {UsageError} from '../../errors.ts'
import type {KeyBlock} from '../../kmip/objects/key-block.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'

/** What a managed object holds, as one string of bytes: key material, certificate, data. @throws UsageError */
export function objectBytes(object: ManagedObject): Uint8Array {
  switch (object.type) {
    case 'Certificate':
      return object.value.certificateValue
    case 'CertificateRequest':
      return object.value.certificateRequestValue
    case 'OpaqueObject':
      return object.value.opaqueDataValue
    case 'Template':
      throw new UsageError('A template holds attributes and no bytes', {hint: 'Look at it without --out'})
    default:
      return keyBytes(object.value.keyBlock)
  }
}

function keyBytes({keyValue, keyFormatType}: KeyBlock): Uint8Array {
  if (keyValue === undefined) throw new UsageError('The server sent no key value, only what it knows about the key')
  if (keyValue.kind === 'wrapped') return keyValue.bytes
  if (keyValue.keyMaterial instanceof Uint8Array) return keyValue.keyMaterial
  throw new UsageError(`The key came in format ${keyFormatType}, which is a structure and no bytes`, {
    hint: 'Ask for another one with --format, such as raw or PKCS#8',
  })
}
