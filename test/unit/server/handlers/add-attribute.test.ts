import {describe, expect, it} from 'vitest'
import type {AttributeItem} from '../../../../src/kmip/attributes/attribute-item.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {structureNode} from '../../../../src/ttlv/node.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  attributeOf,
  createActiveKey,
  createKey,
  endLife,
  nameOf,
  opaque,
  register,
  several,
  stateOf,
  textValue,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

function item(key: AttributeItem['key'], value: unknown, index?: number): AttributeItem {
  return {key, index, value}
}

const comment = item('Comment', 'a comment')

describeAddressing(AddAttribute, {
  arrange: createKey,
  request: (uniqueIdentifier) => ({uniqueIdentifier, newAttribute: comment}),
})

async function add(t: TestEngine, uniqueIdentifier: string, newAttribute: AttributeItem) {
  return (await t.call(AddAttribute, {uniqueIdentifier, newAttribute})).attribute
}

describe('Add Attribute', () => {
  it('sets an attribute that the object lacks and answers with it', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    t.setNow(at(5))
    const answer = await t.call(AddAttribute, {uniqueIdentifier: id, newAttribute: item('ContactInformation', 'ops')})
    expect(answer).toEqual({uniqueIdentifier: id, attribute: item('ContactInformation', 'ops')})
    expect(await attributeOf(t, id, 'ContactInformation')).toBe('ops')
    expect(await attributeOf(t, id, 'LastChangeDate')).toEqual(at(5))
  })

  it('gives further instances the next index', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Name: nameOf('first')})
    expect(await add(t, id, item('Name', nameOf('second')))).toEqual(item('Name', nameOf('second'), 1))
    expect(await add(t, id, item('Name', nameOf('third')))).toEqual(item('Name', nameOf('third'), 2))
  })

  it('stores custom attributes of any type and several of one name', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    await add(t, id, item('x:Shelf', textValue('left')))
    expect(await add(t, id, item('x:Shelf', {...textValue(''), type: 2, value: 7}))).toMatchObject({index: 1})
    const answer = await t.call(GetAttributes, {uniqueIdentifier: id, attributeReferences: ['x:Shelf']})
    expect(answer.attributes?.all('x:Shelf').map(({value}) => value)).toEqual(['left', 7])
  })

  it('takes an index of 0 for no index', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Name: nameOf('first')})
    expect(await add(t, id, item('Name', nameOf('second'), 0))).toMatchObject({index: 1})
  })

  it('activates an object by an Activation Date that has passed', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    await add(t, id, item('ActivationDate', at(-1)))
    expect(await stateOf(t, id)).toBe('Active')
  })

  it('begins the count of Usage Limits at the total, whatever the client sent', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    const limits = {usageLimitsTotal: 5n, usageLimitsUnit: 'Object'} as const
    const begun = {...limits, usageLimitsCount: 5n}
    expect(await add(t, id, item('UsageLimits', {...limits, usageLimitsCount: 900n}))).toMatchObject({value: begun})
    expect(await attributeOf(t, id, 'UsageLimits')).toEqual(begun)
  })

  it('takes the Operation Policy Name that is set already for no error, but no other', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    const same = item('OperationPolicyName', 'default')
    expect(await add(t, id, same)).toEqual(same)
    const other = item('OperationPolicyName', 'strict')
    expect(await t.reason(AddAttribute, {uniqueIdentifier: id, newAttribute: other})).toBe('IllegalOperation')
  })

  it('still takes attributes that are no dates when a revocation put the dates out of order', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ActivationDate: at(3600)})
    await endLife(t, id, 'Deactivated')
    await add(t, id, comment)
  })
})

const nested = structureNode(Tag.AttributeValue, [structureNode(Tag.Name, [])])

describe('Add Attribute refuses', () => {
  it.each([
    ['an attribute that the server alone sets', item('State', 'Active'), 'PermissionDenied'],
    ['an attribute that keys cannot have', item('CertificateLength', 9), 'PermissionDenied'],
    ['a second value of an attribute that can have one', item('ContactInformation', 'Al'), 'IllegalOperation'],
    ['what the server has from the value of the key', item('CryptographicLength', 128), 'PermissionDenied'],
    ['a structure with structures inside', item('x:Note', nested), 'InvalidField'],
    ['an index', item('Name', nameOf('n'), 1), 'InvalidField'],
    ['an attribute without a value', item('Name', undefined), 'InvalidField'],
    ['a name without the prefix of custom attributes', item(':Favourite', textValue('blue')), 'InvalidField'],
    ['a custom attribute in the name of the server', item('y:Note', textValue('n')), 'PermissionDenied'],
    ['a date out of order', item('DeactivationDate', at(-1)), 'InvalidField'],
    [
      'application data that it would have to invent',
      item('ApplicationSpecificInformation', {applicationNamespace: 'ns'}),
      'ApplicationNamespaceNotSupported',
    ],
  ] as const)('%s, and leaves the object as it was', async (_, newAttribute, reason) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {ActivationDate: at(60), ContactInformation: 'Jo'})
    const before = await t.engine.store.read(({objects}) => objects.get('one', uniqueIdentifier))
    expect(await t.reason(AddAttribute, {uniqueIdentifier, newAttribute})).toBe(reason)
    expect(await t.engine.store.read(({objects}) => objects.get('one', uniqueIdentifier))).toEqual(before)
  })

  it('at 1.0 what it refuses at 1.4, for a reason that 1.0 knows', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {ContactInformation: 'Jo'})
    const version = '1.0'
    const state = item('State', 'Active')
    expect(await t.reason(AddAttribute, {uniqueIdentifier, newAttribute: state}, {version})).toBe('PermissionDenied')
    const second = item('ContactInformation', 'Al')
    expect(await t.reason(AddAttribute, {uniqueIdentifier, newAttribute: second}, {version})).toBe('IllegalOperation')
  })

  it('an Activation Date of an object that is not Pre-Active', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, opaque('o'))
    await endLife(t, uniqueIdentifier, 'Compromised')
    const newAttribute = item('ActivationDate', at(60))
    expect(await t.reason(AddAttribute, {uniqueIdentifier, newAttribute})).toBe('PermissionDenied')
  })

  it.each([
    ['1.4', 'IllegalOperation'],
    ['2.1', 'NonUniqueNameAttribute'],
  ] as const)('a Name that the object has already, whatever the operator wants, at %s', async (version, reason) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {Name: nameOf('mine')})
    const newAttribute = item('Name', nameOf('mine'))
    expect(await t.refusal(AddAttribute, {uniqueIdentifier, newAttribute}, {version})).toMatchObject({
      resultReason: reason,
      resultMessage: 'The object has the Name mine already',
    })
  })

  it('a Name that another object has, only where the operator wants unique names', async () => {
    const t = await createTestEngine({policy: {uniqueNames: true}})
    await createKey(t, {Name: nameOf('taken')})
    const uniqueIdentifier = await createKey(t, {Name: nameOf('mine')})
    const newAttribute = item('Name', nameOf('taken'))
    expect(await t.reason(AddAttribute, {uniqueIdentifier, newAttribute})).toBe('IllegalOperation')
    await add(t, uniqueIdentifier, item('Name', nameOf('mine too')))
  })

  it('more instances of an attribute than it keeps', async () => {
    const t = await createTestEngine()
    const groups = Array.from({length: 1000}, (_, index) => `group ${index}`)
    const uniqueIdentifier = await register(t, opaque('o'), several('ObjectGroup', ...groups))
    const newAttribute = item('ObjectGroup', 'one more')
    expect(await t.reason(AddAttribute, {uniqueIdentifier, newAttribute})).toBe('IndexOutOfBounds')
  })
})
