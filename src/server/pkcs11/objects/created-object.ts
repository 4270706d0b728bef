import type {KeyObject} from 'node:crypto'
import {curveOf, type CurveName} from '../../../crypto/keys/curves.ts'
import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import type {KeyBlock} from '../../../kmip/objects/key-block.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {TransparentECPrivateKey} from '../../../kmip/structures/transparent-ec-private-key.ts'
import {TransparentECPublicKey} from '../../../kmip/structures/transparent-ec-public-key.ts'
import {TransparentRSAPrivateKey} from '../../../kmip/structures/transparent-rsa-private-key.ts'
import {TransparentRSAPublicKey} from '../../../kmip/structures/transparent-rsa-public-key.ts'
import {numberOfBytes} from '../../../crypto/keys/numbers.ts'
import {structureNode} from '../../../ttlv/node.ts'
import {register} from '../../handlers/register.ts'
import type {Template} from '../codec/template.ts'
import {making} from '../making.ts'
import {perform} from '../perform.ts'
import type {Call} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import type {AttributeName} from '../spec/attribute-types.ts'
import {CKC, CKK, CKO} from '../spec/objects.ts'
import {namedCurve} from './curve-parameters.ts'
import {commonAttributes, isForToken, keyAttributes, RequestedTemplate} from './requested-template.ts'
import {checkWritable} from './session-rights.ts'

/** An object to be registered. */
export interface Received {
  readonly object: ManagedObject
  readonly attributes: AttributeSet
}

type Receiver = (template: RequestedTemplate, now: Date) => Received

/** By class. */
const receivers: Readonly<Record<number, Receiver>> = {
  [CKO.CERTIFICATE]: certificate,
  [CKO.DATA]: data,
  [CKO.PRIVATE_KEY]: privateKey,
  [CKO.PUBLIC_KEY]: publicKey,
  [CKO.SECRET_KEY]: secretKey,
}

/** Registers what a template describes, value and all; gives its Unique Identifier. */
export async function createdObject(call: Call, session: number, template: Template): Promise<string> {
  const requested = new RequestedTemplate(template)
  const isToken = isForToken(requested)
  checkWritable(call, session, isToken)
  call.application.session(session)
  const receive = receivers[requested.requireNumber('CLASS')]
  if (receive === undefined) throw new Refusal('ATTRIBUTE_VALUE_INVALID')
  const {object, attributes} = receive(requested, call.context.now)
  requested.end()
  const {uniqueIdentifier} = await making(call, isToken ? undefined : session, () =>
    perform(call.context, register, {objectType: object.type, attributes, object}),
  )
  return uniqueIdentifier
}

function data(template: RequestedTemplate): Received {
  const attributes = commonAttributes(template)
  const opaqueDataValue = template.takeBytes('VALUE') ?? Buffer.alloc(0)
  return {attributes, object: {type: 'OpaqueObject', value: {opaqueDataType: vendorData, opaqueDataValue}}}
}

/** KMIP names no types of opaque data, but leaves numbers to vendors. */
const vendorData = 0x8000_0011

function certificate(template: RequestedTemplate): Received {
  template.expectNumber('CERTIFICATE_TYPE', CKC.X_509)
  const attributes = commonAttributes(template)
  // The certificate itself tells these.
  for (const name of ['ISSUER', 'SERIAL_NUMBER', 'CERTIFICATE_CATEGORY', 'CHECK_VALUE'] as const) template.take(name)
  const certificateValue = template.requireBytes('VALUE')
  return {attributes, object: {type: 'Certificate', value: {certificateType: 'X_509', certificateValue}}}
}

type SecretAlgorithm =
  | 'AES'
  | 'ChaCha20Poly1305'
  | 'DES3'
  | 'HMAC_SHA1'
  | 'HMAC_SHA224'
  | 'HMAC_SHA256'
  | 'HMAC_SHA384'
  | 'HMAC_SHA512'

const algorithms: Readonly<Record<number, SecretAlgorithm>> = {
  [CKK.AES]: 'AES',
  [CKK.CHACHA20]: 'ChaCha20Poly1305',
  [CKK.DES2]: 'DES3',
  [CKK.DES3]: 'DES3',
  [CKK.SHA_1_HMAC]: 'HMAC_SHA1',
  [CKK.SHA224_HMAC]: 'HMAC_SHA224',
  [CKK.SHA256_HMAC]: 'HMAC_SHA256',
  [CKK.SHA384_HMAC]: 'HMAC_SHA384',
  [CKK.SHA512_HMAC]: 'HMAC_SHA512',
}

/** A secret key from its value, which may come from elsewhere than the template. */
export function secretKey(template: RequestedTemplate, now: Date, given?: Uint8Array): Received {
  const keyType = template.requireNumber('KEY_TYPE')
  const keyMaterial = given ?? template.requireBytes('VALUE')
  template.expectNumber('VALUE_LEN', keyMaterial.length)
  const attributes = keyAttributes(template, {class: CKO.SECRET_KEY, keyType}, now)
  const keyValue = {kind: 'plain', keyMaterial} as const
  if (keyType === CKK.GENERIC_SECRET) {
    const keyBlock: KeyBlock = {keyFormatType: 'Opaque', keyValue}
    attributes.set('CryptographicLength', keyMaterial.length * 8)
    return {attributes, object: {type: 'SecretData', value: {secretDataType: 'Password', keyBlock}}}
  }
  const cryptographicAlgorithm = algorithms[keyType]
  if (cryptographicAlgorithm === undefined) throw new Refusal('ATTRIBUTE_VALUE_INVALID')
  if (keyType === CKK.AES && ![16, 24, 32].includes(keyMaterial.length)) throw new Refusal('ATTRIBUTE_VALUE_INVALID')
  const isDes = cryptographicAlgorithm === 'DES3'
  if (isDes && keyMaterial.length !== (keyType === CKK.DES2 ? 16 : 24)) throw new Refusal('ATTRIBUTE_VALUE_INVALID')
  const cryptographicLength = keyMaterial.length * (isDes ? 7 : 8)
  const keyBlock: KeyBlock = {keyFormatType: 'Raw', keyValue, cryptographicAlgorithm, cryptographicLength}
  return {attributes, object: {type: 'SymmetricKey', value: {keyBlock}}}
}

function publicKey(template: RequestedTemplate, now: Date): Received {
  const keyType = template.requireNumber('KEY_TYPE')
  const attributes = keyAttributes(template, {class: CKO.PUBLIC_KEY, keyType}, now)
  if (keyType === CKK.RSA) {
    const modulus = numberIn(template, 'MODULUS')
    template.take('MODULUS_BITS')
    const value = {modulus, publicExponent: numberIn(template, 'PUBLIC_EXPONENT')}
    const keyMaterial = structureNode(Tag.KeyMaterial, TransparentRSAPublicKey.encodeItems(value, 'any'))
    const keyBlock = transparent('TransparentRSAPublicKey', 'RSA', keyMaterial)
    return {attributes, object: {type: 'PublicKey', value: {keyBlock}}}
  }
  if (keyType !== CKK.EC) throw new Refusal('ATTRIBUTE_VALUE_INVALID')
  const recommendedCurve = namedCurve(template.requireBytes('EC_PARAMS'))
  const value = {recommendedCurve, qString: pointIn(recommendedCurve, template.requireBytes('EC_POINT'))}
  const keyMaterial = structureNode(Tag.KeyMaterial, TransparentECPublicKey.encodeItems(value, 'any'))
  const keyBlock = transparent('TransparentECPublicKey', 'EC', keyMaterial)
  return {attributes, object: {type: 'PublicKey', value: {keyBlock}}}
}

function privateKey(template: RequestedTemplate, now: Date): Received {
  const keyType = template.requireNumber('KEY_TYPE')
  const attributes = keyAttributes(template, {class: CKO.PRIVATE_KEY, keyType}, now)
  if (keyType === CKK.RSA) {
    const value = {
      modulus: numberIn(template, 'MODULUS'),
      publicExponent: optionalNumber(template, 'PUBLIC_EXPONENT'),
      privateExponent: optionalNumber(template, 'PRIVATE_EXPONENT'),
      p: optionalNumber(template, 'PRIME_1'),
      q: optionalNumber(template, 'PRIME_2'),
      primeExponentP: optionalNumber(template, 'EXPONENT_1'),
      primeExponentQ: optionalNumber(template, 'EXPONENT_2'),
      crtCoefficient: optionalNumber(template, 'COEFFICIENT'),
    }
    const keyMaterial = structureNode(Tag.KeyMaterial, TransparentRSAPrivateKey.encodeItems(value, 'any'))
    const keyBlock = transparent('TransparentRSAPrivateKey', 'RSA', keyMaterial)
    return {attributes, object: {type: 'PrivateKey', value: {keyBlock}}}
  }
  if (keyType !== CKK.EC) throw new Refusal('ATTRIBUTE_VALUE_INVALID')
  const recommendedCurve = namedCurve(template.requireBytes('EC_PARAMS'))
  const value = {recommendedCurve, d: numberIn(template, 'VALUE')}
  const keyMaterial = structureNode(Tag.KeyMaterial, TransparentECPrivateKey.encodeItems(value, 'any'))
  const keyBlock = transparent('TransparentECPrivateKey', 'EC', keyMaterial)
  return {attributes, object: {type: 'PrivateKey', value: {keyBlock}}}
}

type Transparent =
  | 'TransparentECPrivateKey'
  | 'TransparentECPublicKey'
  | 'TransparentRSAPrivateKey'
  | 'TransparentRSAPublicKey'

function transparent(
  keyFormatType: Transparent,
  cryptographicAlgorithm: 'EC' | 'RSA',
  keyMaterial: ReturnType<typeof structureNode>,
): KeyBlock {
  return {keyFormatType, keyValue: {kind: 'plain', keyMaterial}, cryptographicAlgorithm}
}

function numberIn(template: RequestedTemplate, name: AttributeName): bigint {
  return numberOfBytes(template.requireBytes(name))
}

function optionalNumber(template: RequestedTemplate, name: AttributeName): bigint | undefined {
  return template.has(name) ? numberIn(template, name) : undefined
}

/** CKA_EC_POINT is a point inside an OCTET STRING in DER; some leave the latter out. */
export function pointIn(curve: CurveName, encoded: Uint8Array): Uint8Array {
  const coordinate = Math.ceil(curveOf(curve).bits / 8)
  if ([1 + coordinate, 1 + 2 * coordinate].includes(encoded.length)) return encoded
  // Tag and length, the latter in one byte or in two.
  return encoded.subarray((encoded[1] ?? 0) >= 0x80 ? 3 : 2)
}

/** A private key that came wrapped. */
export function unwrappedPrivateKey(template: RequestedTemplate, now: Date, key: KeyObject): Received {
  const keyType = template.requireNumber('KEY_TYPE')
  if (keyType !== privateKeyTypes[key.asymmetricKeyType ?? '']) throw new Refusal('WRAPPED_KEY_INVALID')
  const attributes = keyAttributes(template, {class: CKO.PRIVATE_KEY, keyType}, now)
  const keyMaterial = key.export({format: 'der', type: 'pkcs8'})
  const keyBlock: KeyBlock = {keyFormatType: 'PKCS_8', keyValue: {kind: 'plain', keyMaterial}}
  return {attributes, object: {type: 'PrivateKey', value: {keyBlock}}}
}

const privateKeyTypes: Readonly<Record<string, number>> = {
  ec: CKK.EC,
  ed25519: CKK.EC_EDWARDS,
  ed448: CKK.EC_EDWARDS,
  rsa: CKK.RSA,
}
