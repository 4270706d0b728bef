import {splitSecret, type Sharing} from '../../crypto/secret-sharing/secret-sharing.ts'
import {checkPrimeField, primeAbove} from '../../crypto/secret-sharing/prime-field.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import {CreateSplitKey} from '../../kmip/operations/create-split-key.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {completeAttributes, requestedAttributes} from '../objects/creation/creation.ts'
import {newSymmetricKey} from '../objects/creation/generated-value.ts'
import {chooseStorage} from '../objects/creation/protection-storage.ts'
import {checkInstanceLimit} from '../objects/instance-limit.ts'
import {describeKeyValue} from '../objects/creation/key-value-attributes.ts'
import {rawBytes} from '../objects/key-material.ts'
import {addLink} from '../objects/links.ts'
import {newServerObject, type ServerObject} from '../objects/server-object.ts'
import {divisibleValue, type DivisibleValue} from '../objects/split-keys/divisible-value.ts'
import {inheritDisclosure, inheritFacts} from '../objects/split-keys/inheritance.ts'
import {lengthInPrimeField} from '../objects/split-keys/split-key-content.ts'
import {addDefaults} from '../rules/object-defaults.ts'

type Request = RequestOf<typeof CreateSplitKey>

/** KMIP 1.4 section 4.38, 2.1 section 6.1.10: the parts of a new key, or of an existing object that stays as it is. */
export const createSplitKey = handler(
  CreateSplitKey,
  async (context, request) => {
    if (request.objectType !== 'SplitKey') {
      throw new KmipError(
        'InvalidObjectType',
        `Create Split Key makes objects of type SplitKey, not ${request.objectType}`,
      )
    }
    const attributes = await requestedAttributes(context, request.attributes, 'SplitKey')
    chooseStorage(context, attributes, request.protectionStorageMasks)
    const source = await sourceOf(context, request)
    const value =
      source === undefined ? await generatedValue(context, attributes) : inheritedValue(context, attributes, source)
    await addDefaults(context, attributes, 'SplitKey')
    const sharing = await sharingFor(context, request, {value, attributes})
    const materials = splitSecret(value.bytes, sharing, context.entropy.bytes)
    const ids: string[] = []
    for (const [index, material] of materials.entries()) {
      ids.push(await keepPart(context, {attributes, sharing, value, source, identifier: index + 1, material}))
    }
    if (source !== undefined) await linkToParts(context, source, ids)
    context.placeholder = ids[0]
    return {objectType: 'SplitKey' as const, uniqueIdentifier: ids}
  },
  {writes: true},
)

async function sourceOf(context: OperationContext, request: Request): Promise<ServerObject | undefined> {
  return request.uniqueIdentifier === undefined ? undefined : context.target(request.uniqueIdentifier)
}

/** Of a key that exists in its parts alone. */
async function generatedValue(context: OperationContext, attributes: AttributeSet): Promise<DivisibleValue> {
  await addDefaults(context, attributes, 'SplitKey')
  const {keyBlock} = newSymmetricKey(attributes, context.entropy.bytes).value
  describeKeyValue(attributes, keyBlock)
  return {bytes: rawBytes(keyBlock) ?? new Uint8Array(0), keyFormatType: keyBlock.keyFormatType}
}

function inheritedValue(context: OperationContext, attributes: AttributeSet, source: ServerObject): DivisibleValue {
  const value = divisibleValue(source)
  context.objects.used(source.id)
  inheritFacts(attributes, source.attributes, {type: 'SplitKey', replace: true})
  inheritDisclosure(attributes, [source.attributes])
  return value
}

interface Secret {
  readonly value: DivisibleValue
  readonly attributes: AttributeSet
}

async function sharingFor(context: OperationContext, request: Request, secret: Secret): Promise<Sharing> {
  const {splitKeyMethod: method, splitKeyParts: parts, splitKeyThreshold: threshold, primeFieldSize} = request
  const prime =
    method === 'PolynomialSharingPrimeField' ? await primeFor(context, primeFieldSize, secret) : primeFieldSize
  return {method, parts, threshold, prime}
}

/** The client's prime or the least that is large enough; fails for one in which the length of the secret would get lost. */
async function primeFor(
  context: OperationContext,
  sent: bigint | undefined,
  {value, attributes}: Secret,
): Promise<bigint> {
  const bits = value.bytes.length * 8
  const prime =
    sent === undefined
      ? await context.outside(`prime above 2^${bits}`, () => primeAbove(bits))
      : await context.outside(`prime ${sent}`, async () => (await checkPrimeField(sent), sent))
  const length = lengthInPrimeField(prime, {
    keyFormatType: value.keyFormatType,
    cryptographicAlgorithm: attributes.get('CryptographicAlgorithm'),
    cryptographicLength: attributes.get('CryptographicLength'),
  })
  if (length === value.bytes.length || prime <= 1n << BigInt(bits)) return prime
  throw new KmipError(
    'InvalidField',
    `The length of the secret cannot be told from parts in so large a field, take a prime between 2^${bits} and 2^${bits + 8}`,
  )
}

interface Part extends Secret {
  readonly sharing: Sharing
  readonly source: ServerObject | undefined
  readonly identifier: number
  readonly material: Uint8Array
}

async function keepPart(context: OperationContext, part: Part): Promise<string> {
  const {sharing, value, source, identifier, material} = part
  const attributes = part.attributes.copy()
  const keyBlock = {
    keyFormatType: value.keyFormatType,
    keyValue: {kind: 'plain', keyMaterial: material},
    cryptographicAlgorithm: attributes.get('CryptographicAlgorithm'),
    cryptographicLength: attributes.get('CryptographicLength'),
  } as const
  describeKeyValue(attributes, keyBlock)
  if (source !== undefined) addLink({attributes}, 'ParentLink', source.id)
  const id = await completeAttributes(context, attributes, {type: 'SplitKey', generated: true})
  const content = {
    type: 'SplitKey',
    value: {
      splitKeyParts: sharing.parts,
      keyPartIdentifier: identifier,
      splitKeyThreshold: sharing.threshold,
      splitKeyMethod: sharing.method,
      primeFieldSize: sharing.prime,
      keyBlock,
    },
  } as const
  await context.objects.insert(newServerObject(id, attributes, content))
  return id
}

async function linkToParts(context: OperationContext, source: ServerObject, ids: readonly string[]): Promise<void> {
  for (const id of ids) addLink(source, 'ChildLink', id)
  checkInstanceLimit(source.attributes, 'Link')
  await context.objects.save(source)
}
