import {writeAsymmetricKey} from '../../../crypto/keys/asymmetric-key.ts'
import type {AsymmetricType} from '../../../crypto/keys/asymmetric-format.ts'
import {planKeyPair, type KeyPair, type KeyPairPlan} from '../../../crypto/keys/key-pair.ts'
import type {AttributeKey, AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {addLesser} from '../../../kmip/attributes/precedence.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {CreateKeyPair} from '../../../kmip/operations/create-key-pair.ts'
import type {RequestOf} from '../../../kmip/schema/operation.ts'
import {isDeepStrictEqual} from 'node:util'
import type {OperationContext} from '../../context.ts'
import {addDefaults} from '../../rules/object-defaults.ts'
import {checkDateOrder} from '../../lifecycle/date-order.ts'
import {completeAttributes, requestedAttributes, setDefault} from './creation.ts'
import {describeKeyValue} from './key-value-attributes.ts'
import {inRequestedFormat} from './generated-content.ts'
import {chooseStorage} from './protection-storage.ts'
import {setLink} from '../links.ts'
import {checkNamesAreFree} from '../names.ts'
import {newServerObject, type ServerObject} from '../server-object.ts'

/** The attributes of the two keys of a pair. */
export interface PairAttributes {
  readonly privateKey: AttributeSet
  readonly publicKey: AttributeSet
}

/** Identifiers of the keys whose names the new ones take over. */
export interface ReplacedPair {
  readonly privateKey: string
  readonly publicKey: string
}

type PairRequest = Pick<
  RequestOf<typeof CreateKeyPair>,
  | 'commonAttributes'
  | 'privateKeyAttributes'
  | 'publicKeyAttributes'
  | 'commonProtectionStorageMasks'
  | 'privateProtectionStorageMasks'
  | 'publicProtectionStorageMasks'
>

/** What is said of each key counts more than what is said of both. KMIP 1.4 section 4.2. */
export async function requestedPairAttributes(
  context: OperationContext,
  request: PairRequest,
): Promise<PairAttributes> {
  const {commonAttributes, privateKeyAttributes, publicKeyAttributes} = request
  const privateKey = await requestedAttributes(context, privateKeyAttributes, 'PrivateKey')
  const publicKey = await requestedAttributes(context, publicKeyAttributes, 'PublicKey')
  addLesser(privateKey, await requestedAttributes(context, commonAttributes, 'PrivateKey'))
  addLesser(publicKey, await requestedAttributes(context, commonAttributes, 'PublicKey'))
  const {commonProtectionStorageMasks: common, privateProtectionStorageMasks, publicProtectionStorageMasks} = request
  chooseStorage(context, privateKey, privateProtectionStorageMasks ?? common, 'PrivateProtectionStorageUnavailable')
  chooseStorage(context, publicKey, publicProtectionStorageMasks ?? common, 'PublicProtectionStorageUnavailable')
  return {privateKey, publicKey}
}

/** Attributes that both keys have with the same value. KMIP 1.4 section 4.2, table 168. */
const shared: readonly AttributeKey[] = [
  'CryptographicAlgorithm',
  'CryptographicLength',
  'CryptographicDomainParameters',
  'CryptographicParameters',
]

/** The pair that the attributes of both keys describe; fails when they describe none. */
export function plannedPair(attributes: PairAttributes): KeyPairPlan {
  const {privateKey} = attributes
  share(attributes)
  const algorithm = privateKey.get('CryptographicAlgorithm')
  if (algorithm === undefined) throw new KmipError('InvalidMessage', 'A key pair needs a Cryptographic Algorithm')
  const domain = privateKey.get('CryptographicDomainParameters')
  return planKeyPair({
    algorithm,
    length: privateKey.get('CryptographicLength'),
    curve: domain?.recommendedCurve,
    qlength: domain?.qlength,
  })
}

/** Gives each key what is said of the other and true of both; fails when they are told different things. */
function share({privateKey, publicKey}: PairAttributes): void {
  for (const key of shared) {
    if (privateKey.has(key) && publicKey.has(key) && !isDeepStrictEqual(privateKey.all(key), publicKey.all(key))) {
      throw new KmipError(
        'InvalidAttributeValue',
        `Both keys of a pair have the same ${key}, say it in the common attributes`,
      )
    }
    addLesser(
      privateKey,
      publicKey.pick((candidate) => candidate === key),
    )
    addLesser(
      publicKey,
      privateKey.pick((candidate) => candidate === key),
    )
  }
}

/** Gives both keys what they lack and their scope has defaults for; what one of them gets counts for the other. */
export async function addPairDefaults(context: OperationContext, attributes: PairAttributes): Promise<void> {
  share(attributes)
  await addDefaults(context, attributes.privateKey, 'PrivateKey')
  share(attributes)
  await addDefaults(context, attributes.publicKey, 'PublicKey')
}

/** Makes both keys, linked with each other; nothing is stored yet. KMIP 1.4 section 4.2. */
export async function createPair(
  context: OperationContext,
  attributes: PairAttributes,
  replaced?: ReplacedPair,
): Promise<{privateKey: ServerObject; publicKey: ServerObject}> {
  const plan = plannedPair(attributes)
  // What could refuse the keys comes before the work of making them.
  for (const half of ['privateKey', 'publicKey'] as const) {
    checkDateOrder(attributes[half])
    await checkNamesAreFree(context, attributes[half], replaced?.[half])
  }
  const pair = await generatedPair(context, plan)
  const privateKey = await newHalf(context, attributes.privateKey, {
    type: 'PrivateKey',
    plan,
    pair,
    replaced: replaced?.privateKey,
  })
  const publicKey = await newHalf(context, attributes.publicKey, {
    type: 'PublicKey',
    plan,
    pair,
    replaced: replaced?.publicKey,
  })
  setLink(privateKey, 'PublicKeyLink', publicKey.id)
  setLink(publicKey, 'PrivateKeyLink', privateKey.id)
  return {privateKey, publicKey}
}

async function generatedPair(context: OperationContext, plan: KeyPairPlan): Promise<KeyPair> {
  try {
    return await context.outside(`key pair ${plan.name}`, plan.generate)
  } catch (cause) {
    if (cause instanceof KmipError || !isOpenSslError(cause)) throw cause
    throw new KmipError('CryptographicFailure', `OpenSSL could not make a key pair of ${plan.name}`, {cause})
  }
}

function isOpenSslError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_OSSL')
}

interface Half {
  readonly type: AsymmetricType
  readonly plan: KeyPairPlan
  readonly pair: KeyPair
  readonly replaced: string | undefined
}

async function newHalf(
  context: OperationContext,
  attributes: AttributeSet,
  {type, plan, pair, replaced}: Half,
): Promise<ServerObject> {
  const keyFormatType = type === 'PrivateKey' ? plan.privateFormat : plan.publicFormat
  const key = type === 'PrivateKey' ? pair.privateKey : pair.publicKey
  const keyMaterial = writeAsymmetricKey(type, keyFormatType, key)
  if (keyMaterial === undefined) throw new Error(`A key pair of ${plan.name} has no form ${keyFormatType}`)
  const keyBlock = {
    keyFormatType,
    keyValue: {kind: 'plain', keyMaterial},
    cryptographicAlgorithm: attributes.get('CryptographicAlgorithm'),
    cryptographicLength: plan.length,
  } as const
  const content = inRequestedFormat(attributes, {type, value: {keyBlock}}, () => describeKeyValue(attributes, keyBlock))
  describeDomain(attributes, plan)
  const origin = {type, generated: true, ...(replaced === undefined ? {} : {replaced})}
  const id = await completeAttributes(context, attributes, origin)
  return newServerObject(id, attributes, content)
}

/** What the server chose for the client. KMIP 1.4 section 3.7. */
function describeDomain(attributes: AttributeSet, {curve, qlength}: KeyPairPlan): void {
  if (curve !== undefined) setDefault(attributes, 'CryptographicDomainParameters', {recommendedCurve: curve})
  else if (qlength !== undefined) setDefault(attributes, 'CryptographicDomainParameters', {qlength})
}
