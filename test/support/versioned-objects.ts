import {AttributeSet} from '../../src/kmip/attributes/attribute-set.ts'
import type {AttributeName} from '../../src/kmip/attributes/catalogue.ts'
import {attributeNames, definitionOf} from '../../src/kmip/attributes/lookup.ts'
import {appliesTo} from '../../src/kmip/attributes/object-class.ts'
import type {ManagedObject, ManagedObjectType} from '../../src/kmip/objects/managed-object.ts'
import {ObjectType} from '../../src/kmip/spec/enumerations.ts'
import {inRange, type Version} from '../../src/kmip/spec/version.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../src/ttlv/node.ts'
import {certificateRequest} from './certificate-requests.ts'
import {x509} from './certificates.ts'
import {ecPair, ecPrivate, spkiPublic} from './key-pairs.ts'
import {attributes, maskOf, nameOf, opaque, rawKey, repeated, secret, type AttributeValues} from './managed-objects.ts'
import {at} from './test-engine.ts'
import {x509Fixture} from '../unit/ca/x509/fixture.ts'

/** All versions that the server speaks, oldest first. */
export const spoken = ['1.0', '1.1', '1.2', '1.3', '1.4', '2.0', '2.1'] as const satisfies readonly Version[]

const custom = (vendor: string, name: string, value: TtlvNode) => ({key: `${vendor}:${name}`, value}) as const
const tag = Tag.AttributeValue

/** Values of custom attributes: some have a form in every version, some in the later ones alone. */
const customValues = [
  custom('x', 'note', {tag, type: ItemType.TextString, value: 'ä'}),
  custom('x', 'note', {tag, type: ItemType.TextString, value: 'second'}),
  custom('x', 'count', {tag, type: ItemType.LongInteger, value: -5n}),
  custom('x', 'pair', {
    tag,
    type: ItemType.Structure,
    value: [{tag: Tag.ApplicationData, type: ItemType.TextString, value: 'd'}],
  }),
] as const

const laterCustomValues = [
  custom('Acme.Inc', 'x-note', {tag, type: ItemType.TextString, value: 'of another vendor'}),
  custom('x', 'a:b', {tag, type: ItemType.Interval, value: 7}),
  custom('x', 'moment', {tag, type: ItemType.DateTimeExtended, value: 1_700_000_000_000_001n}),
  custom('x', 'newer', {
    tag,
    type: ItemType.Structure,
    value: [{tag: Tag.ShortUniqueIdentifier, type: ItemType.ByteString, value: repeated(1, 4)}],
  }),
] as const

/** One value, or several, of each attribute that a client may give to a new object. */
const samples: AttributeValues = {
  ActivationDate: at(100),
  ApplicationSpecificInformation: {applicationNamespace: 'ns', applicationData: 'data'},
  AlternativeName: {alternativeNameValue: 'urn:other', alternativeNameType: 'URI'},
  Comment: 'a comment',
  ContactInformation: 'somebody',
  CryptographicParameters: {
    blockCipherMode: 'GCM',
    hashingAlgorithm: 'SHA_256',
    tagLength: 12,
    maskGeneratorHashingAlgorithm: 'SHA_512',
  },
  CryptographicUsageMask: maskOf('Encrypt', 'Decrypt', 'Export', 'FPEEncrypt'),
  DeactivationDate: at(400),
  Description: 'a description',
  Extractable: true,
  Fresh: true,
  KeyValueLocation: {keyValueLocationValue: 'vault', keyValueLocationType: 'UninterpretedTextString'},
  Link: {linkType: 'ParentLink', linkedObjectIdentifier: 'elsewhere'},
  NISTKeyType: 'PrivateSignatureKey',
  ObjectGroup: 'group',
  OperationPolicyName: 'default',
  OriginalCreationDate: at(-1000),
  PKCS_12FriendlyName: 'friend',
  ProcessStartDate: at(150),
  ProtectStopDate: at(350),
  ProtectionLevel: 'High',
  ProtectionPeriod: 3600,
  QuantumSafe: false,
  Sensitive: false,
  UsageLimits: {usageLimitsTotal: 1000n, usageLimitsUnit: 'Object'},
}

/** As many attributes as a client can give to a new object of a type at a version. */
export function attributesAt(version: Version, type: ManagedObjectType, more: AttributeValues = {}): AttributeSet {
  const set = new AttributeSet()
  const values: AttributeValues = {...samples, ...more}
  for (const name of attributeNames) {
    const {range} = definitionOf(name)
    const isFor = inRange(range, version) && appliesTo(definitionOf(name), type)
    if (isFor && values[name] !== undefined) set.set<AttributeName>(name, values[name])
  }
  if (type !== 'Template') {
    set.add('Name', nameOf(`first of ${type} ${version}`))
    set.add('Name', {nameValue: `urn:${type}:${version}`, nameType: 'URI'})
  }
  for (const {key, value} of inRange({since: '2.0'}, version)
    ? [...customValues, ...laterCustomValues]
    : customValues) {
    set.add(key, value)
  }
  return set
}

/** An object of each type to register. */
export const registrable: readonly ManagedObject[] = [
  rawKey(repeated(3, 32)),
  secret('a password'),
  opaque('anything'),
  ecPrivate(),
  spkiPublic(ecPair()),
  {
    type: 'SplitKey',
    value: {
      splitKeyParts: 2,
      keyPartIdentifier: 1,
      splitKeyThreshold: 2,
      splitKeyMethod: 'XOR',
      keyBlock: {...rawKey(repeated(4, 32)).value.keyBlock, cryptographicAlgorithm: 'AES', cryptographicLength: 256},
    },
  },
  x509(x509Fixture('names.der')),
  certificateRequest(),
  {type: 'Template', value: {attributes: attributes({CryptographicAlgorithm: 'AES', ObjectGroup: 'inner'})}},
]

/** True when the version has objects of the type. */
export function hasType(type: ManagedObjectType, version: Version): boolean {
  return ObjectType.knownIn(type, version)
}
