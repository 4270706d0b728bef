import {generateSymmetricKey} from '../../../crypto/key-generation.ts'
import {usualLength} from '../../../crypto/key-length.ts'
import type {RandomSource} from '../../../crypto/random.ts'
import {generateSecret} from '../../../crypto/secret-generation.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'

/** A new symmetric key of the algorithm and length among the attributes. KMIP 1.4 section 4.1 asks for no length. */
export function newSymmetricKey(attributes: AttributeSet, random: RandomSource): ManagedObject<'SymmetricKey'> {
  const cryptographicAlgorithm = attributes.get('CryptographicAlgorithm')
  if (cryptographicAlgorithm === undefined) {
    throw new KmipError('InvalidField', 'A new Symmetric Key needs a Cryptographic Algorithm')
  }
  const cryptographicLength = attributes.get('CryptographicLength') ?? usualLength(cryptographicAlgorithm)
  const keyMaterial = generateSymmetricKey(cryptographicAlgorithm, cryptographicLength, random)
  return {
    type: 'SymmetricKey',
    value: {
      keyBlock: {
        keyFormatType: 'Raw',
        keyValue: {kind: 'plain', keyMaterial},
        cryptographicAlgorithm,
        cryptographicLength,
      },
    },
  }
}

/** A new password of as many random bytes as the length among the attributes. It is no key and has no algorithm. */
export function newSecretData(attributes: AttributeSet, random: RandomSource): ManagedObject<'SecretData'> {
  const length = attributes.get('CryptographicLength')
  if (length === undefined) throw new KmipError('InvalidField', 'New Secret Data needs a Cryptographic Length')
  const keyMaterial = generateSecret(length, random)
  return {
    type: 'SecretData',
    value: {
      secretDataType: 'Password',
      keyBlock: {keyFormatType: 'Opaque', keyValue: {kind: 'plain', keyMaterial}},
    },
  }
}
