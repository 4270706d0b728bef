import {registeredKeyLength} from '../../../crypto/key-length.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import type {ManagedObject, ManagedObjectType} from '../../../kmip/objects/managed-object.ts'
import {isAsymmetric} from '../asymmetric-material.ts'
import {describeAsymmetricKey} from './asymmetric-registration.ts'
import {describeCertificate} from '../certificates/certificate-attributes.ts'
import {describeCertificateRequest} from '../certificates/certificate-request.ts'
import {describeKeyValue, setDigest} from './key-value-attributes.ts'
import {keyBlockOf, rawBytes, withKeyBlock} from '../key-material.ts'
import {checkPgpKey} from '../pgp-key.ts'
import {checkSplitKey} from '../split-keys/split-key-content.ts'
import {describeTemplate} from './templates.ts'

/** The objects this server keeps for clients; Query lists them. */
export const storableTypes = [
  'Certificate',
  'SymmetricKey',
  'PublicKey',
  'PrivateKey',
  'SplitKey',
  'SecretData',
  'OpaqueObject',
  'Template',
  'PGPKey',
  'CertificateRequest',
] as const satisfies readonly ManagedObjectType[]

/** The object as it will be stored; fails for types this server does not keep or that differ from what was announced. */
export function storableContent(object: ManagedObject, announced: string | number | undefined): ManagedObject {
  if (announced !== undefined && announced !== object.type) {
    throw new KmipError('InvalidField', `Object Type says ${announced}, the object is a ${object.type}`)
  }
  if (!storableTypes.some((type) => type === object.type)) {
    throw new KmipError(
      'InvalidObjectType',
      `Objects of type ${object.type} are not supported, only ${storableTypes.join(', ')}`,
    )
  }
  const keyBlock = keyBlockOf(object)
  return keyBlock === undefined ? object : withKeyBlock(object, withoutBallast(keyBlock, object.type))
}

/**
 * Attributes inside a plain Key Value become those of the object, and many clients cannot read them on Get; under a MAC
 * they have to stay. Only public keys on elliptic curves are compressed, but some clients say so of symmetric keys.
 */
function withoutBallast(keyBlock: KeyBlock, type: ManagedObjectType): KeyBlock {
  const {keyValue, keyCompressionType, ...rest} = keyBlock
  return {
    ...rest,
    ...(type === 'PublicKey' ? {keyCompressionType} : {}),
    keyValue:
      keyValue?.kind === 'plain' && rest.keyWrappingData === undefined
        ? {kind: 'plain', keyMaterial: keyValue.keyMaterial}
        : keyValue,
  }
}

/**
 * The key with algorithm and length in its key block where only the attributes had them: clients fail without. Secrets
 * need neither. KMIP 1.4 section 2.1.3.
 */
export function completeKeyBlock(content: ManagedObject, attributes: AttributeSet): ManagedObject {
  const keyBlock = content.type === 'SecretData' ? undefined : keyBlockOf(content)
  const cryptographicAlgorithm = attributes.get('CryptographicAlgorithm')
  const cryptographicLength = attributes.get('CryptographicLength')
  if (keyBlock === undefined || cryptographicAlgorithm === undefined || cryptographicLength === undefined)
    return content
  return withKeyBlock(content, {...keyBlock, cryptographicAlgorithm, cryptographicLength})
}

/** Sets the attributes that follow from the object's content. */
export function describeContent(attributes: AttributeSet, content: ManagedObject): void {
  if (content.type === 'OpaqueObject') {
    attributes.set('OpaqueDataType', content.value.opaqueDataType)
    return setDigest(attributes, content.value.opaqueDataValue, undefined)
  }
  if (content.type === 'Certificate') return describeCertificate(attributes, content.value)
  if (content.type === 'CertificateRequest') return describeCertificateRequest(attributes, content.value)
  if (content.type === 'Template') return describeTemplate(attributes, content.value.attributes)
  const keyBlock = keyBlockOf(content)
  if (keyBlock === undefined) return
  describeKeyValue(attributes, keyBlock)
  if (content.type === 'SymmetricKey') checkSymmetricKey(attributes, keyBlock)
  if (isAsymmetric(content.type)) describeAsymmetricKey(attributes, content.type, keyBlock)
  if (content.type === 'SplitKey') checkSplitKey(content.value)
  if (content.type === 'PGPKey') checkPgpKey(content.value)
}

/** Algorithm and length of the key block are among the attributes already. */
function checkSymmetricKey(attributes: AttributeSet, keyBlock: KeyBlock): void {
  const algorithm = attributes.get('CryptographicAlgorithm')
  const bytes = rawBytes(keyBlock)
  if (algorithm === undefined) throw new KmipError('InvalidField', 'A Symmetric Key needs a Cryptographic Algorithm')
  if (bytes === undefined) return
  const said = attributes.get('CryptographicLength')
  // Some clients keep other secrets as AES keys of odd lengths: no cipher will take them, but they may be stored.
  const length = said === bytes.length * 8 ? said : registeredKeyLength(algorithm, bytes.length, said)
  attributes.set('CryptographicLength', length)
}
