import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {operations} from '../../../../src/kmip/operations/index.ts'
import {fieldsIn, type Fields, type FieldValues, type Structure} from '../../../../src/kmip/schema/structure.ts'
import {inRange, versions, type VersionRange} from '../../../../src/kmip/spec/version.ts'
import {shown} from './payload.ts'

const {Create, CreateKeyPair, DiscoverVersions, Encrypt, Get, Import, Locate, Revoke} = operations

const text = fc.string({unit: 'binary', maxLength: 20})
const bytes = fc.uint8Array({maxLength: 40})
const natural = fc.nat({max: 0x7fffffff})
const date = fc.nat({max: 0x7fffffff}).map((seconds) => new Date(seconds * 1000))
const objectType = fc.constantFrom('SymmetricKey', 'PublicKey', 'SecretData')
const name = fc.record({nameValue: text, nameType: fc.constantFrom('UninterpretedTextString', 'URI')})

const attributes = fc
  .record({
    names: fc.array(name, {maxLength: 3}),
    length: fc.option(natural, {nil: undefined}),
    activation: fc.option(date, {nil: undefined}),
  })
  .map(({names, length, activation}) => {
    const set = new AttributeSet()
    for (const value of names) set.add('Name', value)
    if (length !== undefined) set.set('CryptographicLength', length)
    if (activation !== undefined) set.set('ActivationDate', activation)
    return set
  })

const keyBlock = fc.record(
  {
    keyFormatType: fc.constantFrom('Raw', 'Opaque', 'TransparentSymmetricKey'),
    keyValue: fc.oneof(
      fc.record({kind: fc.constant('wrapped'), bytes}),
      fc.record({kind: fc.constant('plain'), keyMaterial: bytes}),
    ),
    cryptographicLength: natural,
  },
  {requiredKeys: ['keyFormatType']},
)
const symmetricKey = fc.record({type: fc.constant('SymmetricKey'), value: fc.record({keyBlock})})

/** What is left of a value after a trip through a version. */
function expected(fields: Fields, value: object, version: (typeof versions)[number]): unknown {
  const known = fieldsIn(fields, version)
  const kept = Object.entries(value).filter(
    ([key, inner]) => known.includes(key) && inner !== undefined && !(Array.isArray(inner) && inner.length === 0),
  )
  return shown(Object.fromEntries(kept))
}

function roundTrip<F extends Fields>(payload: Structure<F>, range: VersionRange, value: fc.Arbitrary<FieldValues<F>>) {
  const published = versions.filter((candidate) => candidate !== '3.0' && inRange(range, candidate))
  const version = fc.constantFrom(...published)
  fc.assert(
    fc.property(value, version, (original, chosen) => {
      const read = payload.decodeItems(payload.encodeItems(original, chosen))
      expect(shown(read)).toEqual(expected(payload.fields, original, chosen))
    }),
  )
}

describe('payloads after encoding and decoding keep what the version knows', () => {
  it('Create request', () => roundTrip(Create.request, Create.range, fc.record({objectType, attributes})))

  it('Create response', () => {
    const response = fc.record(
      {objectType, uniqueIdentifier: text, attributes},
      {requiredKeys: ['objectType', 'uniqueIdentifier']},
    )
    roundTrip(Create.response, Create.range, response)
  })

  it('Create Key Pair request', () => {
    const masks = fc.record({protectionStorageMask: fc.array(fc.nat({max: 0x3fff}), {minLength: 1, maxLength: 3})})
    const request = fc.record(
      {
        commonAttributes: attributes,
        privateKeyAttributes: attributes,
        publicKeyAttributes: attributes,
        commonProtectionStorageMasks: masks,
      },
      {requiredKeys: []},
    )
    roundTrip(CreateKeyPair.request, CreateKeyPair.range, request)
  })

  it('Get response', () => {
    roundTrip(Get.response, Get.range, fc.record({objectType, uniqueIdentifier: text, object: symmetricKey}))
  })

  it('Import request', () => {
    const filled = attributes.map((set) => set.set('ContactInformation', 'Joe'))
    const request = fc.record(
      {uniqueIdentifier: text, objectType, replaceExisting: fc.boolean(), attributes: filled, object: symmetricKey},
      {requiredKeys: ['uniqueIdentifier', 'attributes', 'object']},
    )
    roundTrip(Import.request, Import.range, request)
  })

  it('Locate response', () => {
    const response = fc.record(
      {locatedItems: natural, uniqueIdentifier: fc.array(text, {maxLength: 4})},
      {requiredKeys: []},
    )
    roundTrip(Locate.response, Locate.range, response)
  })

  it('Revoke request', () => {
    const request = fc.record(
      {
        uniqueIdentifier: text,
        revocationReason: fc.record({revocationReasonCode: fc.constantFrom('Unspecified', 'KeyCompromise')}),
        compromiseOccurrenceDate: date,
      },
      {requiredKeys: ['revocationReason']},
    )
    roundTrip(Revoke.request, Revoke.range, request)
  })

  it('Encrypt request', () => {
    const request = fc.record(
      {
        uniqueIdentifier: text,
        cryptographicParameters: fc.record({blockCipherMode: fc.constantFrom('CBC', 'GCM')}),
        data: bytes,
        ivCounterNonce: bytes,
        correlationValue: bytes,
        initIndicator: fc.boolean(),
        finalIndicator: fc.boolean(),
        authenticatedEncryptionAdditionalData: bytes,
      },
      {requiredKeys: []},
    )
    roundTrip(Encrypt.request, Encrypt.range, request)
  })

  it('Discover Versions response', () => {
    const protocolVersion = fc.record({major: natural, minor: natural})
    const response = fc.record({protocolVersion: fc.array(protocolVersion, {maxLength: 8})})
    roundTrip(DiscoverVersions.response, DiscoverVersions.range, response)
  })
})
