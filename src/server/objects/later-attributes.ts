import {createHash} from 'node:crypto'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import type {KeyFormatType} from '../../kmip/spec/enumerations.ts'
import {ProtectionStorageMask} from '../../kmip/spec/masks.ts'
import type {ManagedObjectType} from '../../kmip/objects/managed-object.ts'

/** The value of an object without a key block is always in the same format. KMIP 2.1 section 4.26. */
const formats: Readonly<Partial<Record<ManagedObjectType, EnumValue<typeof KeyFormatType>>>> = {
  Certificate: 'X_509',
  CertificateRequest: 'PKCS_10',
  OpaqueObject: 'Opaque',
}

/** What an object is kept in when nothing else was asked for and found. */
const usualStorage = ProtectionStorageMask.of('Software')

/**
 * Sets what every object has since 2.0 and nobody has set: objects that were stored before that was known have it all
 * the same.
 */
export function setLaterAttributes(
  attributes: AttributeSet,
  {id, type}: {readonly id: string; readonly type: ManagedObjectType},
): void {
  if (!attributes.has('ShortUniqueIdentifier')) attributes.set('ShortUniqueIdentifier', shortIdentifierOf(id))
  if (!attributes.has('ProtectionStorageMask')) attributes.set('ProtectionStorageMask', usualStorage)
  const format = formats[type]
  if (format !== undefined && !attributes.has('KeyFormatType')) attributes.set('KeyFormatType', format)
}

/** The Short Unique Identifier of an object, 32 bytes: the SHA-256 of its Unique Identifier. KMIP 2.1 section 4.56. */
export function shortIdentifierOf(id: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(id).digest())
}
