import {describe, expect, it} from 'vitest'
import type {AttributeKey} from '../../../../src/kmip/attributes/attribute-set.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {DeleteAttribute} from '../../../../src/kmip/operations/delete-attribute.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  attributeOf,
  createActiveKey,
  createKey,
  nameOf,
  register,
  secret,
  several,
  textValue,
  utf8,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

describeAddressing(DeleteAttribute, {
  arrange: (t) => createKey(t, {Name: nameOf('n')}),
  request: (uniqueIdentifier) => ({uniqueIdentifier, attributeReference: 'Name' as const}),
})

const threeNames = several('Name', nameOf('a'), nameOf('b'), nameOf('c'))

describe('Delete Attribute', () => {
  it('removes the instance with index 0 when none is named, and answers with what is gone', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'), threeNames)
    t.setNow(at(5))
    const answer = await t.call(DeleteAttribute, {uniqueIdentifier: id, attributeReference: 'Name'})
    expect(answer).toEqual({uniqueIdentifier: id, attribute: {key: 'Name', value: nameOf('a')}})
    expect(await attributeOf(t, id, 'LastChangeDate')).toEqual(at(5))
  })

  it('leaves the indices of the other instances as they are', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'), threeNames)
    await t.call(DeleteAttribute, {uniqueIdentifier: id, attributeReference: 'Name', attributeIndex: 1})
    const {attributes} = await t.call(GetAttributes, {uniqueIdentifier: id, attributeReferences: ['Name']})
    expect(attributes?.instances('Name')).toEqual([
      {index: 0, value: nameOf('a')},
      {index: 2, value: nameOf('c')},
    ])
  })

  it('means index 0 also when that is gone and others are left, as Modify Attribute does', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'), threeNames)
    const request = {uniqueIdentifier: id, attributeReference: 'Name'} as const
    await t.call(DeleteAttribute, request)
    expect(await t.reason(DeleteAttribute, request)).toBe('ItemNotFound')
    const newAttribute = {key: 'Name', index: undefined, value: nameOf('z')} as const
    expect(await t.reason(ModifyAttribute, {uniqueIdentifier: id, newAttribute})).toBe('ItemNotFound')
  })

  it('wants an index at 1.0 for what may have several values, and means 0 without one since', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('s'), threeNames)
    const request = {uniqueIdentifier, attributeReference: 'Name'} as const
    const old = {version: '1.0'} as const
    expect(await t.reason(DeleteAttribute, request, old)).toBe('InvalidMessage')
    await t.call(DeleteAttribute, {...request, attributeIndex: 1}, old)
    await t.call(DeleteAttribute, request, {version: '1.1'})
    const newAttribute = {key: 'ContactInformation', index: undefined, value: 'Jo'} as const
    await t.call(AddAttribute, {uniqueIdentifier, newAttribute})
    await t.call(DeleteAttribute, {uniqueIdentifier, attributeReference: 'ContactInformation'}, old)
  })

  it('removes an attribute whose last instance goes', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Comment: 'c'})
    await t.call(DeleteAttribute, {uniqueIdentifier: id, attributeReference: 'Comment'})
    expect(await attributeOf(t, id, 'Comment')).toBeUndefined()
    const newAttribute = {key: 'Comment', index: undefined, value: 'd'} as const
    await t.call(AddAttribute, {uniqueIdentifier: id, newAttribute})
  })
})

describe('Delete Attribute refuses', () => {
  it.each([
    ['an attribute that the object lacks', 'Comment', undefined, 'ItemNotFound'],
    ['an instance that the object lacks', 'Name', 6, 'ItemNotFound'],
    ['an attribute that does not exist', ':Favourite', undefined, 'ItemNotFound'],
    ['a custom attribute that the object lacks', 'x:Favourite', undefined, 'ItemNotFound'],
    ['an attribute that every object has', 'UniqueIdentifier', undefined, 'PermissionDenied'],
    ['an attribute that cannot be removed', 'ActivationDate', undefined, 'PermissionDenied'],
  ] as const)('%s, and leaves the object as it was', async (_, key: AttributeKey, attributeIndex, reason) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {ActivationDate: at(60), Name: nameOf('n')})
    const before = await t.engine.store.read(({objects}) => objects.get('one', uniqueIdentifier))
    const request = {uniqueIdentifier, attributeReference: key, attributeIndex}
    expect(await t.reason(DeleteAttribute, request)).toBe(reason)
    if (key !== 'Comment') expect(await t.reason(DeleteAttribute, request, {version: '1.0'})).toBe(reason)
    expect(await t.engine.store.read(({objects}) => objects.get('one', uniqueIdentifier))).toEqual(before)
  })

  it('a request that names no attribute', async () => {
    const t = await createTestEngine()
    expect(await t.reason(DeleteAttribute, {uniqueIdentifier: await createKey(t)})).toBe('InvalidField')
  })

  it('Usage Limits once they were used', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 9n, usageLimitsUnit: 'Byte'} as const
    const uniqueIdentifier = await createActiveKey(t, {UsageLimits})
    const cryptographicParameters = {blockCipherMode: 'CTR'} as const
    await t.call(Encrypt, {uniqueIdentifier, cryptographicParameters, data: utf8('d')})
    const request = {uniqueIdentifier, attributeReference: 'UsageLimits'} as const
    expect(await t.reason(DeleteAttribute, request)).toBe('PermissionDenied')
  })
})

describe('Delete Attribute from 2.0 on', () => {
  const version = '2.1' as const

  async function namesLeft(t: TestEngine, uniqueIdentifier: string) {
    return (await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: ['Name']})).attributes?.all('Name')
  }

  it('removes the value that is the current one', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('s'), threeNames)
    const currentAttribute = {key: 'Name', index: undefined, value: nameOf('b')} as const
    expect(await t.call(DeleteAttribute, {uniqueIdentifier, currentAttribute}, {version})).toEqual({uniqueIdentifier})
    expect(await namesLeft(t, uniqueIdentifier)).toEqual([nameOf('a'), nameOf('c')])
    expect(await t.reason(DeleteAttribute, {uniqueIdentifier, currentAttribute}, {version})).toBe(
      'AttributeInstanceNotFound',
    )
  })

  it('removes all values of the attribute that is referred to', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('s'), threeNames)
    const request = {uniqueIdentifier, attributeReference: 'Name'} as const
    await t.call(DeleteAttribute, request, {version})
    expect(await namesLeft(t, uniqueIdentifier)).toBeUndefined()
    expect(await t.reason(DeleteAttribute, request, {version})).toBe('AttributeNotFound')
  })

  it('removes an attribute of any vendor, and none of the server', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const newAttribute = {key: 'Acme:n', index: undefined, value: textValue('v')} as const
    await t.call(AddAttribute, {uniqueIdentifier, newAttribute}, {version})
    await t.call(DeleteAttribute, {uniqueIdentifier, attributeReference: 'Acme:n'}, {version})
    const request = {uniqueIdentifier, attributeReference: 'ShortUniqueIdentifier'} as const
    expect(await t.reason(DeleteAttribute, request, {version})).toBe('AttributeReadOnly')
  })
})

describe('A vendor attribute', () => {
  it.each(['a:b', 'a b', 'ä', 'y'])('of the vendor %s cannot be given by a client', async (vendor) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const attribute = structureNode(Tag.Attribute, [
      {tag: Tag.VendorIdentification, type: ItemType.TextString, value: vendor},
      {tag: Tag.AttributeName, type: ItemType.TextString, value: 'n'},
      textValue('v'),
    ])
    const payload = [
      {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: uniqueIdentifier},
      structureNode(Tag.NewAttribute, [attribute]),
    ]
    const {batchItems = []} = await t.batch([{operation: 'AddAttribute', payload}], {version: '2.1'})
    expect(batchItems[0]?.resultReason).toBe(vendor === 'y' ? 'ReadOnlyAttribute' : 'InvalidField')
  })
})
