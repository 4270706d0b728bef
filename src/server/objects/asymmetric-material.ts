import {X509Certificate, type KeyObject} from 'node:crypto'
import type {AsymmetricType, KeyHints} from '../../crypto/keys/asymmetric-format.ts'
import {readAsymmetricKey} from '../../crypto/keys/asymmetric-key.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import type {Certificate} from '../../kmip/objects/certificate.ts'
import type {KeyBlock} from '../../kmip/objects/key-block.ts'
import type {ManagedObjectType} from '../../kmip/objects/managed-object.ts'
import {contentOf, type ServerObject} from './server-object.ts'

/** True for the halves of a key pair. */
export function isAsymmetric(type: ManagedObjectType): type is AsymmetricType {
  return type === 'PrivateKey' || type === 'PublicKey'
}

/** Keys that were read from key blocks which the store still gives out: reading one costs more than using it. */
const keys = new WeakMap<KeyBlock, KeyObject>()
const certifiedKeys = new WeakMap<Uint8Array, KeyObject>()

/** The key for node:crypto; undefined when its value is wrapped, absent or of a format that is not understood here. */
export function keyObjectOf(type: AsymmetricType, keyBlock: KeyBlock, attributes: AttributeSet): KeyObject | undefined {
  const known = keys.get(keyBlock)
  if (known !== undefined) return known
  const {keyValue, keyFormatType: format, keyWrappingData} = keyBlock
  if (keyValue === undefined || keyValue.kind === 'wrapped' || keyWrappingData !== undefined) return undefined
  const key = readAsymmetricKey({type, format, material: keyValue.keyMaterial}, hintsOf(keyBlock, attributes))
  if (key !== undefined) keys.set(keyBlock, key)
  return key
}

function hintsOf(keyBlock: KeyBlock, attributes: AttributeSet): KeyHints {
  return {
    algorithm: keyBlock.cryptographicAlgorithm ?? attributes.get('CryptographicAlgorithm'),
    length: keyBlock.cryptographicLength ?? attributes.get('CryptographicLength'),
    curve: attributes.get('CryptographicDomainParameters')?.recommendedCurve,
  }
}

/**
 * The private or public key that an object is; of a certificate the key in it. Fails for other objects and for values
 * that are not at hand.
 */
export function asymmetricKeyOf(object: ServerObject): KeyObject {
  const {type, value} = contentOf(object)
  if (type === 'Certificate') return certifiedKey(object, value)
  if (type !== 'PrivateKey' && type !== 'PublicKey') {
    throw new KmipError('InvalidObjectType', `Object ${object.id} is a ${type}, neither Private Key nor Public Key`)
  }
  const key = keyObjectOf(type, value.keyBlock, object.attributes)
  if (key === undefined)
    throw new KmipError('KeyValueNotPresent', `The value of key ${object.id} is not at hand in a form to work with`)
  return key
}

/** KMIP 1.4 section 2.2.1: a certificate is a Managed Cryptographic Object too, its key is used like a public one. */
function certifiedKey({id}: ServerObject, {certificateType, certificateValue}: Certificate): KeyObject {
  if (certificateType !== 'X_509') {
    throw new KmipError('FeatureNotSupported', `The key of certificate ${id} cannot be used, only those of X.509 can`)
  }
  let key = certifiedKeys.get(certificateValue)
  if (key === undefined) {
    key = publicKeyOf(id, certificateValue)
    certifiedKeys.set(certificateValue, key)
  }
  return key
}

function publicKeyOf(id: string, certificateValue: Uint8Array): KeyObject {
  try {
    const key = new X509Certificate(certificateValue).publicKey
    // What OpenSSL has read without complaint it may yet be unable to work with.
    key.export({format: 'der', type: 'spki'})
    return key
  } catch (cause) {
    throw new KmipError('InvalidField', `The key in certificate ${id} cannot be read`, {cause})
  }
}
