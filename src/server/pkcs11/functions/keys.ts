import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {createKeyPair} from '../../handlers/create-key-pair.ts'
import {create} from '../../handlers/create.ts'
import {mechanismOf} from '../mechanisms/index.ts'
import type {MechanismDefinition} from '../mechanisms/mechanism-definition.ts'
import {noParameter} from '../mechanisms/mechanism-parameters.ts'
import {describeCurve} from '../objects/curve-parameters.ts'
import {handleOf} from '../objects/handles.ts'
import {isForToken, keyAttributes, RequestedTemplate} from '../objects/requested-template.ts'
import {checkWritable} from '../objects/session-rights.ts'
import {madeOrRefused, making} from '../making.ts'
import {perform} from '../perform.ts'
import {pkcs11Function} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import type {Mechanism} from '../codec/mechanism.ts'
import {keySignatures as signatures} from '../signatures/keys.ts'
import {CKK, CKO} from '../spec/objects.ts'

/** PKCS#11 3.0 section 5.18. */
export const keyFunctions = {
  C_GenerateKey: pkcs11Function(signatures.C_GenerateKey, async (call, {session, mechanism, template}) => {
    const keyType = typeGenerated(mechanism, 'key')
    const requested = new RequestedTemplate(template)
    const isToken = isForToken(requested)
    checkWritable(call, session, isToken)
    const attributes = keyAttributes(requested, {class: CKO.SECRET_KEY, keyType}, call.context.now)
    describeSecret(attributes, keyType, requested)
    requested.end()
    const objectType = keyType === CKK.GENERIC_SECRET ? 'SecretData' : 'SymmetricKey'
    const {uniqueIdentifier} = await making(call, isToken ? undefined : session, () =>
      perform(call.context, create, {objectType, attributes}),
    )
    return {key: await handleOf(call, uniqueIdentifier)}
  }),

  C_GenerateKeyPair: pkcs11Function(signatures.C_GenerateKeyPair, async (call, input) => {
    const {session, mechanism} = input
    const keyType = typeGenerated(mechanism, 'pair')
    const publicKey = new RequestedTemplate(input.publicKeyTemplate)
    const privateKey = new RequestedTemplate(input.privateKeyTemplate)
    const tokens = {PublicKey: isForToken(publicKey), PrivateKey: isForToken(privateKey)}
    checkWritable(call, session, tokens.PublicKey || tokens.PrivateKey)
    const {now} = call.context
    const publicKeyAttributes = keyAttributes(publicKey, {class: CKO.PUBLIC_KEY, keyType}, now)
    const privateKeyAttributes = keyAttributes(privateKey, {class: CKO.PRIVATE_KEY, keyType}, now)
    describePair(publicKeyAttributes, keyType, publicKey)
    publicKey.end()
    privateKey.end()
    const place = (type: string) => (type === 'PublicKey' ? tokens.PublicKey : tokens.PrivateKey)
    const made = await call.sessionObjects.placing(
      ({type}) => (place(type) ? undefined : session),
      () => madeOrRefused(() => perform(call.context, createKeyPair, {publicKeyAttributes, privateKeyAttributes})),
    )
    return {
      publicKey: await handleOf(call, made.publicKeyUniqueIdentifier),
      privateKey: await handleOf(call, made.privateKeyUniqueIdentifier),
    }
  }),
}

/** The type of key that a mechanism generates; fails with CKR_MECHANISM_INVALID for one that generates none. */
function typeGenerated({mechanism, parameter}: Mechanism, what: NonNullable<MechanismDefinition['generates']>): number {
  const {generates, keyTypes} = mechanismOf(mechanism)
  const [keyType] = keyTypes
  if (generates !== what || keyType === undefined) throw new Refusal('MECHANISM_INVALID')
  noParameter(parameter)
  return keyType
}

/** Bytes of keys by type, and their algorithm; generic secrets have any length and none. */
const secrets: Readonly<
  Record<number, {readonly algorithm: 'AES' | 'ChaCha20Poly1305'; readonly lengths: readonly number[]}>
> = {
  [CKK.AES]: {algorithm: 'AES', lengths: [16, 24, 32]},
  [CKK.CHACHA20]: {algorithm: 'ChaCha20Poly1305', lengths: [32]},
}

function describeSecret(attributes: AttributeSet, keyType: number, template: RequestedTemplate): void {
  if (keyType === CKK.DES2 || keyType === CKK.DES3) {
    attributes.set('CryptographicAlgorithm', 'DES3').set('CryptographicLength', keyType === CKK.DES2 ? 112 : 168)
    return
  }
  const secret = secrets[keyType]
  const only = secret?.lengths.length === 1 ? secret.lengths[0] : undefined
  const bytes = template.takeNumber('VALUE_LEN') ?? only
  if (bytes === undefined) throw new Refusal('TEMPLATE_INCOMPLETE')
  const fits = secret === undefined ? bytes >= 1 && bytes <= 8192 : secret.lengths.includes(bytes)
  if (!fits) throw new Refusal('KEY_SIZE_RANGE')
  if (secret !== undefined) attributes.set('CryptographicAlgorithm', secret.algorithm)
  attributes.set('CryptographicLength', bytes * 8)
}

/** 65537, the public exponent of the pairs that are made here. */
const publicExponent = '010001'

function describePair(attributes: AttributeSet, keyType: number, template: RequestedTemplate): void {
  if (keyType !== CKK.RSA) return describeCurve(attributes, keyType, template.requireBytes('EC_PARAMS'))
  const bits = template.requireNumber('MODULUS_BITS')
  const exponent = template.takeBytes('PUBLIC_EXPONENT')
  if (
    exponent !== undefined &&
    Buffer.from(exponent)
      .toString('hex')
      .replace(/^(?:00)+/, '') !== publicExponent
  ) {
    throw new Refusal('ATTRIBUTE_VALUE_INVALID')
  }
  if (bits < 1024 || bits > 8192 || bits % 8 !== 0) throw new Refusal('KEY_SIZE_RANGE')
  attributes.set('CryptographicAlgorithm', 'RSA').set('CryptographicLength', bits)
}
