import {isDeepStrictEqual} from 'node:util'
import {describe, expect, it} from 'vitest'
import {AttributeSet, type AttributeKey} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {StandardValue} from '../../../../src/kmip/attributes/catalogue.ts'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {DeleteAttribute} from '../../../../src/kmip/operations/delete-attribute.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetUsageAllocation} from '../../../../src/kmip/operations/get-usage-allocation.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {Recover} from '../../../../src/kmip/operations/recover.ts'
import {Revoke} from '../../../../src/kmip/operations/revoke.ts'
import {
  aes,
  attributes,
  createActiveKey,
  createKey,
  nameOf,
  rawKey,
  register,
  repeated,
  secret,
  utf8,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, type TestEngine} from '../../../support/test-engine.ts'
import {decodeStored} from '../../../../src/kmip/attributes/stored.ts'

/** As stored, for archived objects show nothing. */
async function stored(t: TestEngine, id: string): Promise<AttributeSet> {
  const object = await t.engine.store.read(({objects}) => objects.get('one', id))
  return object === undefined ? new AttributeSet() : decodeStored(object.attributes)
}

/** The attributes that differ from what they were. */
async function changed(t: TestEngine, id: string, change: () => Promise<unknown>): Promise<AttributeKey[]> {
  const before = await stored(t, id)
  t.setNow(at(60))
  await change()
  const after = await stored(t, id)
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  return keys.filter((key) => !isDeepStrictEqual(before.instances(key), after.instances(key))).sort()
}

const limited: AttributeValues = {UsageLimits: {usageLimitsTotal: 100n, usageLimitsUnit: 'Byte'}}

describe('What an operation changes beside what it was asked to', () => {
  const everyObject = [
    'AlwaysSensitive',
    'Extractable',
    'InitialDate',
    'LastChangeDate',
    'NeverExtractable',
    'ObjectType',
    'OperationPolicyName',
    'ProtectionStorageMask',
    'Sensitive',
    'ShortUniqueIdentifier',
    'UniqueIdentifier',
  ]
  const everySecret = [...everyObject, 'Digest', 'Fresh', 'KeyFormatType', 'LeaseTime', 'State']

  it('Create: all that the server knows of what it made', async () => {
    const t = await createTestEngine()
    const {uniqueIdentifier} = await t.call(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})
    const keys = (await stored(t, uniqueIdentifier)).keys()
    expect(keys.sort()).toEqual(
      [...everySecret, ...Object.keys(aes), 'OriginalCreationDate', 'RandomNumberGenerator'].sort(),
    )
  })

  it('Register: what the server knows of what it was given', async () => {
    const t = await createTestEngine()
    expect((await stored(t, await register(t, secret('s')))).keys().sort()).toEqual(everySecret.sort())
    const key = await register(t, rawKey(repeated(1, 16)), {CryptographicAlgorithm: 'AES'})
    expect((await stored(t, key)).get('CryptographicLength')).toBe(128)
    const template = await register(t, {type: 'Template', value: {attributes: attributes({})}})
    expect((await stored(t, template)).keys().sort()).toEqual(everyObject.sort())
  })

  it('Activate: state and date', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    expect(await changed(t, uniqueIdentifier, () => t.call(Activate, {uniqueIdentifier}))).toEqual([
      'ActivationDate',
      'LastChangeDate',
      'State',
    ])
  })

  it.each([
    ['Superseded', ['DeactivationDate', 'LastChangeDate', 'RevocationReason', 'State']],
    ['KeyCompromise', ['CompromiseDate', 'CompromiseOccurrenceDate', 'LastChangeDate', 'RevocationReason', 'State']],
  ] as const)('Revoke for %s: state, dates and reason', async (revocationReasonCode, keys) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const revoke = () => t.call(Revoke, {uniqueIdentifier, revocationReason: {revocationReasonCode}})
    expect(await changed(t, uniqueIdentifier, revoke)).toEqual(keys)
  })

  it('Destroy: state and date', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    expect(await changed(t, uniqueIdentifier, () => t.call(Destroy, {uniqueIdentifier}))).toEqual([
      'DestroyDate',
      'LastChangeDate',
      'State',
    ])
  })

  it('Archive and Recover: the Archive Date comes and goes', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    expect(await changed(t, uniqueIdentifier, () => t.call(Archive, {uniqueIdentifier}))).toEqual([
      'ArchiveDate',
      'LastChangeDate',
    ])
    expect(await changed(t, uniqueIdentifier, () => t.call(Recover, {uniqueIdentifier}))).toEqual(['ArchiveDate'])
  })

  it('Get: the object is fresh no more, which it is once', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const get = () => t.call(Get, {uniqueIdentifier})
    expect(await changed(t, uniqueIdentifier, get)).toEqual(['Fresh', 'LastChangeDate'])
    expect(await changed(t, uniqueIdentifier, get)).toEqual([])
  })

  it('Get Usage Allocation and Encrypt: the Usage Limits Count', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, limited)
    const allocate = () => t.call(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: 1n})
    expect(await changed(t, uniqueIdentifier, allocate)).toEqual(['LastChangeDate', 'UsageLimits'])
    const request = {uniqueIdentifier, cryptographicParameters: {blockCipherMode: 'CTR'} as const, data: utf8('d')}
    expect(await changed(t, uniqueIdentifier, () => t.call(Encrypt, request))).toEqual(['UsageLimits'])
  })

  it('Add, Modify and Delete Attribute: the Last Change Date, and the twins of what they change', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {Sensitive: true})
    const comment = (value: string) =>
      ({uniqueIdentifier, newAttribute: {key: 'Comment', index: undefined, value}}) as const
    expect(await changed(t, uniqueIdentifier, () => t.call(AddAttribute, comment('a')))).toEqual([
      'Comment',
      'LastChangeDate',
    ])
    const sensitive = {uniqueIdentifier, newAttribute: {key: 'Sensitive', index: undefined, value: false}} as const
    expect(await changed(t, uniqueIdentifier, () => t.call(ModifyAttribute, sensitive))).toEqual([
      'AlwaysSensitive',
      'Sensitive',
    ])
    const request = {uniqueIdentifier, attributeReference: 'Comment'} as const
    expect(await changed(t, uniqueIdentifier, () => t.call(DeleteAttribute, request))).toEqual(['Comment'])
  })

  it('Modify Attribute of a date that has passed: the state', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {ActivationDate: at(600)})
    const newAttribute = {key: 'ActivationDate', index: undefined, value: at(1)} as const
    const modify = () => t.call(ModifyAttribute, {uniqueIdentifier, newAttribute})
    expect(await changed(t, uniqueIdentifier, modify)).toEqual(['ActivationDate', 'LastChangeDate', 'State'])
  })

  it('Re-key: the old key loses its names, points to the new one and is the latest no more', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {Name: nameOf('n')})
    expect(await changed(t, uniqueIdentifier, () => t.call(ReKey, {uniqueIdentifier}))).toEqual([
      'LastChangeDate',
      'Link',
      'Name',
      'RotateDate',
      'RotateGeneration',
      'RotateLatest',
    ])
  })
})

describe('The random number generator that a new key asks for', () => {
  it('has to be the one there is, as far as it is described', async () => {
    const t = await createTestEngine()
    const create = (value: StandardValue<'RandomNumberGenerator'>) => ({
      objectType: 'SymmetricKey' as const,
      attributes: attributes({...aes, RandomNumberGenerator: value}),
    })
    await t.call(Create, create({rngAlgorithm: 'DRBG', cryptographicAlgorithm: 'AES'}))
    expect(await t.reason(Create, create({rngAlgorithm: 'FIPS186_2'}))).toBe('InvalidField')
    expect(await t.reason(Create, create({rngAlgorithm: 'DRBG', hashingAlgorithm: 'SHA_256'}))).toBe('InvalidField')
  })
})
