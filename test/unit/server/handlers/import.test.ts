import {describe, expect, it} from 'vitest'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {
  aes,
  attributeOf,
  attributes,
  createKey,
  nameOf,
  rawKey,
  repeated,
  secret,
  several,
  stateOf,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {answerOf, at, createTestEngine, entry, identityOf} from '../../../support/test-engine.ts'

function request(values: AttributeValues = {}, uniqueIdentifier = 'moved') {
  return {uniqueIdentifier, attributes: attributes({...aes, ...values}), object: rawKey(repeated(5, 32))}
}

describeRoles(Import, request())

describe('Import', () => {
  it('keeps the identifier and every attribute that came, also those that clients may not set', async () => {
    const t = await createTestEngine()
    const values = {
      State: 'Deactivated',
      InitialDate: at(-9000),
      ActivationDate: at(-8000),
      DeactivationDate: at(-7000),
      LastChangeDate: at(-6000),
      AlwaysSensitive: false,
      Fresh: false,
      UsageLimits: {usageLimitsTotal: 9n, usageLimitsCount: 2n, usageLimitsUnit: 'Object'},
    } as const
    expect(await t.call(Import, request(values))).toEqual({uniqueIdentifier: 'moved'})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier: 'moved'})
    for (const [name, value] of Object.entries(values))
      expect([name, all?.get(name as keyof typeof values)]).toEqual([name, value])
    expect(all?.get('UniqueIdentifier')).toBe('moved')
    expect(all?.get('ObjectType')).toBe('SymmetricKey')
    expect((await t.call(Get, {uniqueIdentifier: 'moved'})).objectType).toBe('SymmetricKey')
  })

  it('completes what did not come', async () => {
    const t = await createTestEngine()
    await t.call(Import, request({Sensitive: true}))
    expect(await stateOf(t, 'moved')).toBe('PreActive')
    expect(await attributeOf(t, 'moved', 'InitialDate')).toEqual(at(0))
    expect(await attributeOf(t, 'moved', 'AlwaysSensitive')).toBe(true)
    expect(await attributeOf(t, 'moved', 'NeverExtractable')).toBe(false)
  })

  it('gives its identifier to the rest of the batch', async () => {
    const t = await createTestEngine()
    const {batchItems = []} = await t.batch([entry(Import, request()), entry(Get, {})])
    expect(answerOf(Get, batchItems[1]).uniqueIdentifier).toBe('moved')
  })

  it('replaces an object only when told to, with all it had', async () => {
    const t = await createTestEngine()
    await t.call(Import, request({Name: nameOf('old')}))
    const object = secret('new')
    const replacement = {uniqueIdentifier: 'moved', attributes: attributes({LastChangeDate: at(-5)}), object}
    expect(await t.reason(Import, replacement)).toBe('ObjectAlreadyExists')
    expect(await t.reason(Import, {...replacement, replaceExisting: false})).toBe('ObjectAlreadyExists')
    await t.call(Import, {...replacement, replaceExisting: true})
    expect(await t.call(Get, {uniqueIdentifier: 'moved'})).toMatchObject({objectType: 'SecretData', object})
    expect(await attributeOf(t, 'moved', 'Name')).toBeUndefined()
    expect(await attributeOf(t, 'moved', 'LastChangeDate')).toEqual(at(-5))
  })

  it('takes the dates of what was activated late elsewhere', async () => {
    const t = await createTestEngine()
    await t.call(Import, request({ActivationDate: at(-5), ProcessStartDate: at(-60), ProtectStopDate: at(-50)}))
    expect(await attributeOf(t, 'moved', 'ProcessStartDate')).toEqual(at(-60))
    expect(await attributeOf(t, 'moved', 'State')).toBe('Active')
  })

  it('does not mind an identifier that another scope uses', async () => {
    const t = await createTestEngine()
    await t.call(Import, request())
    await t.call(Import, request({Name: nameOf('theirs')}), {identity: identityOf('two')})
    expect(await attributeOf(t, 'moved', 'Name')).toBeUndefined()
  })

  it('does not exist before 1.4', async () => {
    const t = await createTestEngine()
    expect(await t.refusal(Import, request(), {version: '1.3'})).toMatchObject({
      operation: 'Import',
      resultReason: 'OperationNotSupported',
    })
  })
})

describe('Import refuses', () => {
  it.each([
    ['an attribute that keys cannot have', request({CertificateLength: 1}), 'InvalidField'],
    ['dates out of order', request({ActivationDate: at(9), DeactivationDate: at(8)}), 'InvalidField'],
    ['a length that the key does not have', request({CryptographicLength: 128}), 'InvalidField'],
    ['an identifier without characters', request({}, ''), 'InvalidField'],
    ['an identifier of over a thousand bytes', request({}, 'i'.repeat(1025)), 'InvalidField'],
    [
      'application data that it would have to invent',
      request({ApplicationSpecificInformation: {applicationNamespace: 'n'}}),
      'ApplicationNamespaceNotSupported',
    ],
  ] as const)('%s', async (_, refused, reason) => {
    const t = await createTestEngine()
    expect(await t.reason(Import, refused)).toBe(reason)
    expect(await t.engine.store.read(({objects}) => objects.count('one'))).toBe(0)
  })

  it('to unwrap an object whose wrapping key it does not hold', async () => {
    const t = await createTestEngine()
    const object = rawKey(repeated(5, 40))
    const keyWrappingData = {wrappingMethod: 'Encrypt', encryptionKeyInformation: {uniqueIdentifier: 'kek'}} as const
    const wrapped = {...object, value: {keyBlock: {...object.value.keyBlock, keyWrappingData}}}
    const refused = {...request(), object: wrapped, keyWrapType: 'NotWrapped'} as const
    expect(await t.reason(Import, refused)).toBe('ItemNotFound')
    expect(await t.reason(Import, {...refused, keyWrapType: 0x80000001})).toBe('FeatureNotSupported')
    await t.call(Import, {...refused, keyWrapType: 'AsRegistered'})
  })

  it('two values of an attribute that can have one, and too many of one that can have several', async () => {
    const t = await createTestEngine()
    const two = request()
    two.attributes.add('State', 'Active')
    two.attributes.add('State', 'PreActive')
    expect(await t.reason(Import, two)).toBe('InvalidField')
    const many = several('ObjectGroup', ...Array.from({length: 1001}, (_, index) => `group ${index}`))
    expect(await t.reason(Import, {...request(), attributes: many, object: secret('s')})).toBe('IndexOutOfBounds')
  })

  it('a Name that another object has, only where the operator wants unique names', async () => {
    const t = await createTestEngine({policy: {uniqueNames: true}})
    await createKey(t, {Name: nameOf('taken')})
    expect(await t.reason(Import, request({Name: nameOf('taken')}))).toBe('InvalidField')
    await t.call(Import, request({Name: nameOf('free')}))
    await t.call(Import, {...request({Name: nameOf('free')}), replaceExisting: true})
  })
})
