import {describe, expect, it} from 'vitest'
import type {AttributeItem} from '../../../../src/kmip/attributes/attribute-item.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType} from '../../../../src/ttlv/node.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  activate,
  attributeOf,
  createActiveKey,
  createKey,
  nameOf,
  register,
  repeated,
  secret,
  several,
  stateOf,
  utf8,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

function item(key: AttributeItem['key'], value: unknown, index?: number): AttributeItem {
  return {key, index, value}
}

const renamed = item('Name', nameOf('after'))

describeAddressing(ModifyAttribute, {
  arrange: (t) => createKey(t, {Name: nameOf('before')}),
  request: (uniqueIdentifier) => ({uniqueIdentifier, newAttribute: renamed}),
})

async function modify(t: TestEngine, uniqueIdentifier: string, newAttribute: AttributeItem) {
  return (await t.call(ModifyAttribute, {uniqueIdentifier, newAttribute})).attribute
}

describe('Modify Attribute', () => {
  it('replaces the instance with index 0 when none is named, and answers with the new value', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'), several('Name', nameOf('a'), nameOf('b')))
    t.setNow(at(5))
    const answer = await t.call(ModifyAttribute, {uniqueIdentifier: id, newAttribute: renamed})
    expect(answer).toEqual({uniqueIdentifier: id, attribute: renamed})
    const {attributes} = await t.call(GetAttributes, {uniqueIdentifier: id, attributeReferences: ['Name']})
    expect(attributes?.all('Name')).toEqual([nameOf('after'), nameOf('b')])
    expect(await attributeOf(t, id, 'LastChangeDate')).toEqual(at(5))
  })

  it('replaces the instance with the index named', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'), several('Name', nameOf('a'), nameOf('b')))
    expect(await modify(t, id, {...renamed, index: 1})).toEqual({...renamed, index: 1})
    const {attributes} = await t.call(GetAttributes, {uniqueIdentifier: id, attributeReferences: ['Name']})
    expect(attributes?.all('Name')).toEqual([nameOf('a'), nameOf('after')])
  })

  it('moves the Activation Date of a Pre-Active key and activates it when that has passed', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ActivationDate: at(3600)})
    await modify(t, id, item('ActivationDate', at(1800)))
    expect(await stateOf(t, id)).toBe('PreActive')
    await modify(t, id, item('ActivationDate', at(0)))
    expect(await stateOf(t, id)).toBe('Active')
  })

  it('gives an end to a key that was activated after its Process Start Date', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ProcessStartDate: at(10), DeactivationDate: at(3600)})
    t.setNow(at(20))
    await activate(t, id)
    await modify(t, id, item('DeactivationDate', at(7200)))
    expect(await attributeOf(t, id, 'DeactivationDate')).toEqual(at(7200))
  })

  it('deactivates an Active key by a Deactivation Date that has passed', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t, {DeactivationDate: at(3600)})
    await modify(t, id, item('DeactivationDate', at(0)))
    expect(await stateOf(t, id)).toBe('Deactivated')
  })

  it('remembers that a key once was not sensitive, and once was extractable', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Sensitive: true, Extractable: false})
    expect(await attributeOf(t, id, 'AlwaysSensitive')).toBe(true)
    expect(await attributeOf(t, id, 'NeverExtractable')).toBe(true)
    for (const value of [false, true]) await modify(t, id, item('Sensitive', value))
    for (const value of [true, false]) await modify(t, id, item('Extractable', value))
    expect(await attributeOf(t, id, 'Sensitive')).toBe(true)
    expect(await attributeOf(t, id, 'AlwaysSensitive')).toBe(false)
    expect(await attributeOf(t, id, 'NeverExtractable')).toBe(false)
  })

  it('corrects the total of Usage Limits until the first use, and the count with it', async () => {
    const t = await createTestEngine()
    const limits = {usageLimitsTotal: 9n, usageLimitsUnit: 'Object'} as const
    const id = await createActiveKey(t, {UsageLimits: limits})
    const corrected = item('UsageLimits', {...limits, usageLimitsTotal: 3n, usageLimitsCount: 77n})
    await modify(t, id, corrected)
    expect(await attributeOf(t, id, 'UsageLimits')).toMatchObject({usageLimitsTotal: 3n, usageLimitsCount: 3n})
    const cryptographicParameters = {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'} as const
    await t.call(Encrypt, {uniqueIdentifier: id, cryptographicParameters, data: utf8('d')})
    expect(await t.reason(ModifyAttribute, {uniqueIdentifier: id, newAttribute: corrected})).toBe('PermissionDenied')
  })
})

describe('Modify Attribute refuses', () => {
  it.each([
    ['an attribute that the object lacks', item('Comment', 'c'), 'InvalidField', 'InvalidField'],
    ['an instance that the object lacks', item('Name', nameOf('n'), 4), 'ItemNotFound', 'ItemNotFound'],
    ['an attribute that the server alone sets', item('State', 'Active'), 'PermissionDenied', 'PermissionDenied'],
    ['an attribute that stays as it was set', item('CryptographicLength', 1), 'PermissionDenied', 'PermissionDenied'],
    ['an attribute without a value', item('Name', undefined), 'InvalidField', 'InvalidField'],
    ['a date out of order', item('ActivationDate', at(9000)), 'InvalidField', 'InvalidField'],
    ['an attribute that does not exist', item(':Favourite', undefined), 'InvalidField', 'InvalidField'],
  ] as const)('%s, and leaves the object as it was', async (_, newAttribute, reason, reasonAt10) => {
    const t = await createTestEngine()
    const values = {ActivationDate: at(60), DeactivationDate: at(3600), Name: nameOf('before')}
    const uniqueIdentifier = await createKey(t, values)
    const before = await t.engine.store.read(({objects}) => objects.get('one', uniqueIdentifier))
    expect(await t.reason(ModifyAttribute, {uniqueIdentifier, newAttribute})).toBe(reason)
    if (newAttribute.key !== 'Comment') {
      expect(await t.reason(ModifyAttribute, {uniqueIdentifier, newAttribute}, {version: '1.0'})).toBe(reasonAt10)
    }
    expect(await t.engine.store.read(({objects}) => objects.get('one', uniqueIdentifier))).toEqual(before)
  })

  it('the Activation Date of a key that is Active', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const newAttribute = item('ActivationDate', at(60))
    expect(await t.reason(ModifyAttribute, {uniqueIdentifier, newAttribute})).toBe('PermissionDenied')
  })

  it('a Name that another object has, only where the operator wants unique names', async () => {
    const t = await createTestEngine({policy: {uniqueNames: true}})
    await createKey(t, {Name: nameOf('taken')})
    const uniqueIdentifier = await createKey(t, {Name: nameOf('mine')})
    const newAttribute = item('Name', nameOf('taken'))
    expect(await t.reason(ModifyAttribute, {uniqueIdentifier, newAttribute})).toBe('IllegalOperation')
    await modify(t, uniqueIdentifier, item('Name', nameOf('mine')))
  })

  it('application data that it would have to invent', async () => {
    const t = await createTestEngine()
    const information = {applicationNamespace: 'ns', applicationData: 'd'}
    const uniqueIdentifier = await createKey(t, {ApplicationSpecificInformation: information})
    const newAttribute = item('ApplicationSpecificInformation', {applicationNamespace: 'ns'})
    const reason = 'ApplicationNamespaceNotSupported'
    expect(await t.reason(ModifyAttribute, {uniqueIdentifier, newAttribute})).toBe(reason)
  })
})

describe('Modify Attribute from 2.0 on', () => {
  const version = '2.1' as const
  const named = {uniqueIdentifier: '', newAttribute: renamed, currentAttribute: item('Name', nameOf('b'))}

  async function namesOf(t: TestEngine, uniqueIdentifier: string) {
    return (await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: ['Name']})).attributes?.all('Name')
  }

  it('replaces the value that is the current one', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'), several('Name', nameOf('a'), nameOf('b')))
    expect(await t.call(ModifyAttribute, {...named, uniqueIdentifier: id}, {version})).toEqual({uniqueIdentifier: id})
    expect(await namesOf(t, id)).toEqual([nameOf('a'), nameOf('after')])
  })

  it('replaces the only value without being told which', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {Name: nameOf('before')})
    await t.call(ModifyAttribute, {uniqueIdentifier, newAttribute: renamed}, {version})
    expect(await namesOf(t, uniqueIdentifier)).toEqual([nameOf('after')])
  })

  it('finds a current value of bytes inside a structure of a vendor', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const value = (byte: number) => ({
      tag: Tag.AttributeValue,
      type: ItemType.Structure,
      value: [{tag: Tag.DigestValue, type: ItemType.ByteString, value: repeated(byte, 3)}],
    })
    for (const byte of [1, 2]) {
      await t.call(AddAttribute, {uniqueIdentifier, newAttribute: item('x:s', value(byte))}, {version})
    }
    const request = {uniqueIdentifier, currentAttribute: item('x:s', value(2)), newAttribute: item('x:s', value(3))}
    await t.call(ModifyAttribute, request, {version})
    const {attributes} = await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: ['x:s']}, {version})
    expect(attributes?.all('x:s')).toEqual([value(1), value(3)])
  })

  it.each([
    ['which of several values is meant', {...named, currentAttribute: undefined}, 'AttributeInstanceNotFound'],
    [
      'a current value that is none',
      {...named, currentAttribute: item('Name', nameOf('z'))},
      'AttributeInstanceNotFound',
    ],
    ['another attribute as the current one', {...named, currentAttribute: item('Comment', 'c')}, 'InvalidField'],
  ] as const)('refuses to guess %s', async (_, request, reason) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('s'), several('Name', nameOf('a'), nameOf('b')))
    expect(await t.reason(ModifyAttribute, {...request, uniqueIdentifier}, {version})).toBe(reason)
    expect(await namesOf(t, uniqueIdentifier)).toEqual([nameOf('a'), nameOf('b')])
  })
})
