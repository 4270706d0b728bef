import {materialLength} from '../../../crypto/key-length.ts'
import {secretLength} from '../../../crypto/secret-generation.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import {invalid} from './derivation-input.ts'

/** The types of object that can be derived. */
export type DerivableType = 'SecretData' | 'SymmetricKey'

export function derivableType(type: string | number): DerivableType {
  if (type === 'SecretData' || type === 'SymmetricKey') return type
  throw new KmipError('InvalidObjectType', `Derive Key makes a SymmetricKey or SecretData, not a ${type}`)
}

/** How many bytes the attributes ask for. KMIP 1.4 section 4.6. */
export function derivedLength(type: DerivableType, attributes: AttributeSet): number {
  const length = attributes.get('CryptographicLength')
  if (length === undefined) throw invalid('Derive Key needs a Cryptographic Length')
  if (type === 'SecretData') return secretLength(length)
  const algorithm = attributes.get('CryptographicAlgorithm')
  if (algorithm === undefined) throw invalid('A derived Symmetric Key needs a Cryptographic Algorithm')
  return materialLength(algorithm, length)
}

/** The object around what was derived. */
export function derivedObject(type: DerivableType, attributes: AttributeSet, keyMaterial: Uint8Array): ManagedObject {
  const keyValue = {kind: 'plain', keyMaterial} as const
  if (type === 'SecretData') {
    return {type, value: {secretDataType: 'Seed', keyBlock: {keyFormatType: 'Opaque', keyValue}}}
  }
  const keyBlock = {
    keyFormatType: 'Raw',
    keyValue,
    cryptographicAlgorithm: attributes.get('CryptographicAlgorithm'),
    cryptographicLength: attributes.get('CryptographicLength'),
  } as const
  return {type, value: {keyBlock}}
}
