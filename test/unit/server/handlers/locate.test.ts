import {describe, expect, it} from 'vitest'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {DeleteAttribute} from '../../../../src/kmip/operations/delete-attribute.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import type {RequestOf} from '../../../../src/kmip/schema/operation.ts'
import {StorageStatusMask} from '../../../../src/kmip/spec/masks.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {storageConditions} from '../../../../src/server/objects/storage-status.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {
  attributeOf,
  attributes,
  createActiveKey,
  createKey,
  endLife,
  locate,
  maskOf,
  nameOf,
  register,
  secret,
  several,
  textValue,
} from '../../../support/managed-objects.ts'
import {answerOf, at, createTestEngine, entry, identityOf, type TestEngine} from '../../../support/test-engine.ts'

describeRoles(Locate, {})

function conditions(...names: readonly ('ArchivalStorage' | 'DestroyedStorage' | 'OnLineStorage')[]) {
  return storageConditions(StorageStatusMask.of(...names), undefined)
}

async function three(t: TestEngine): Promise<string[]> {
  return [await createKey(t), await createKey(t), await createKey(t)]
}

describe('Locate', () => {
  it('finds all objects of the scope when asked for nothing in particular, newest first', async () => {
    const t = await createTestEngine()
    const ids = await three(t)
    expect(await t.call(Locate, {})).toEqual({uniqueIdentifier: ids.toReversed()})
    expect(await t.refusal(Locate, {}, {identity: identityOf('two')})).toMatchObject({
      resultStatus: 'Success',
      payload: {value: []},
    })
  })

  it('finds by exact name, group, type, algorithm, length and all of them together', async () => {
    const t = await createTestEngine()
    const key = await createKey(t, {Name: nameOf('gw1-gw2-ENC-AES-16'), ObjectGroup: 'g'})
    const other = await register(t, secret('s'), {Name: nameOf('gw1-gw2-ENC-AES-160'), ObjectGroup: 'g'})
    expect(await locate(t, {Name: nameOf('gw1-gw2-ENC-AES-16')})).toEqual([key])
    expect(await locate(t, {ObjectGroup: 'g'})).toEqual([other, key])
    expect(await locate(t, {ObjectType: 'SecretData'})).toEqual([other])
    expect(await locate(t, {CryptographicAlgorithm: 'AES', CryptographicLength: 256})).toEqual([key])
    expect(await locate(t, {ObjectGroup: 'g', ObjectType: 'SymmetricKey'})).toEqual([key])
    expect(await locate(t, {ObjectGroup: 'g', ObjectType: 'PrivateKey'})).toEqual([])
  })

  it('finds by custom attributes of any type', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'), attributes({}, {'x-Drive': {...textValue(''), type: 2, value: 7}}))
    const search = (value: ReturnType<typeof textValue>) =>
      t.call(Locate, {attributes: attributes({}, {'x-Drive': value})})
    expect((await search({...textValue(''), type: 2, value: 7})).uniqueIdentifier).toEqual([id])
    expect((await search(textValue('7'))).uniqueIdentifier ?? []).toEqual([])
  })

  it('finds keys that may do at least what is asked', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {CryptographicUsageMask: maskOf('Encrypt', 'Decrypt')})
    expect(await locate(t, {CryptographicUsageMask: maskOf('Encrypt')})).toEqual([id])
    expect(await locate(t, {CryptographicUsageMask: maskOf('Encrypt', 'WrapKey')})).toEqual([])
  })

  it('takes two values of a date for the ends of a range, both included', async () => {
    const t = await createTestEngine()
    const ids: string[] = []
    for (const seconds of [0, 10, 20, 30]) {
      t.setNow(at(seconds))
      ids.push(await createKey(t))
    }
    const range = several('InitialDate', at(20), at(10))
    expect((await t.call(Locate, {attributes: range})).uniqueIdentifier).toEqual([ids[2], ids[1]])
    expect(await locate(t, {InitialDate: at(30)})).toEqual([ids[3]])
  })

  it('finds fresh objects only until they are served', async () => {
    const t = await createTestEngine()
    const [served, fresh] = [await createKey(t, {ObjectGroup: 'g'}), await createKey(t, {ObjectGroup: 'g'})]
    await t.call(Get, {uniqueIdentifier: served})
    const request = {objectGroupMember: 'GroupMemberFresh', attributes: attributes({ObjectGroup: 'g'})} as const
    expect((await t.call(Locate, request)).uniqueIdentifier).toEqual([fresh])
  })

  it('gives the newest member of a group as its default, and no other', async () => {
    const t = await createTestEngine()
    const [, newest] = [await createKey(t, {ObjectGroup: 'g'}), await createKey(t, {ObjectGroup: 'g'})]
    await createKey(t, {ObjectGroup: 'h'})
    const request = {objectGroupMember: 'GroupMemberDefault', attributes: attributes({ObjectGroup: 'g'})} as const
    expect(await t.call(Locate, request)).toEqual({uniqueIdentifier: [newest]})
    expect(await t.call(Locate, {...request, maximumItems: 5, offsetItems: 0})).toEqual({
      locatedItems: 1,
      uniqueIdentifier: [newest],
    })
    expect(await t.call(Locate, {...request, offsetItems: 1})).toEqual({locatedItems: 1})
  })

  it('takes objects without a group for members of the group called default', async () => {
    const t = await createTestEngine()
    const [bare, named] = [await createKey(t), await createKey(t, {ObjectGroup: 'default'})]
    const grouped = await createKey(t, {ObjectGroup: 'g'})
    expect(await locate(t, {ObjectGroup: 'default'})).toEqual([named, bare])
    expect(await attributeOf(t, bare, 'ObjectGroup')).toBeUndefined()
    await t.call(DeleteAttribute, {uniqueIdentifier: grouped, attributeReference: 'ObjectGroup'})
    expect(await locate(t, {ObjectGroup: 'default'})).toEqual([grouped, named, bare])
    const request = {objectGroupMember: 'GroupMemberFresh', attributes: attributes({ObjectGroup: 'default'})} as const
    await t.call(Get, {uniqueIdentifier: named})
    expect((await t.call(Locate, request)).uniqueIdentifier).toEqual([grouped, bare])
  })

  it('wants all members that a structure gives in one and the same instance', async () => {
    const t = await createTestEngine()
    const mixed = several(
      'CryptographicParameters',
      {blockCipherMode: 'CBC', paddingMethod: 'PKCS5', hashingAlgorithm: 'SHA_1'},
      {blockCipherMode: 'GCM', paddingMethod: 'None', hashingAlgorithm: 'SHA_256'},
    )
    const id = await register(t, secret('s'), mixed)
    const found = async (value: Parameters<typeof several<'CryptographicParameters'>>[1]) =>
      (await t.call(Locate, {attributes: several('CryptographicParameters', value), offsetItems: 0})).locatedItems
    expect(await found({blockCipherMode: 'CBC', paddingMethod: 'PKCS5'})).toBe(1)
    expect(await found({blockCipherMode: 'CBC', paddingMethod: 'None'})).toBe(0)
    expect(await found({paddingMethod: 'None', hashingAlgorithm: 'SHA_256'})).toBe(1)
    expect(await found({hashingAlgorithm: 'SHA_256'})).toBe(1)
    const pattern = several('CryptographicParameters', {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'})
    await register(t, secret('s'), mixed)
    const page = {attributes: pattern, maximumItems: 1, offsetItems: 1}
    expect(await t.call(Locate, page)).toEqual({locatedItems: 2, uniqueIdentifier: [id]})
  })

  it('leaves out destroyed objects, for clients get what they find', async () => {
    const t = await createTestEngine()
    const destroyed = await createActiveKey(t, {Name: nameOf('n')})
    await endLife(t, destroyed, 'Destroyed')
    const id = await createKey(t, {Name: nameOf('n')})
    expect(await locate(t, {Name: nameOf('n')})).toEqual([id])
    expect(await locate(t)).toEqual([id])
    expect((await t.call(Locate, {offsetItems: 0})).locatedItems).toBe(1)
  })

  it('finds destroyed objects for a client that asks for them', async () => {
    const t = await createTestEngine()
    const [destroyed, compromised] = [await createActiveKey(t), await createActiveKey(t)]
    await endLife(t, destroyed, 'Destroyed')
    await endLife(t, compromised, 'Compromised')
    await t.call(Destroy, {uniqueIdentifier: compromised})
    const id = await createKey(t)
    expect(await locate(t, {State: 'Destroyed'})).toEqual([destroyed])
    expect(await locate(t, {State: 'DestroyedCompromised'})).toEqual([compromised])
    expect(await locate(t, {DestroyDate: at(0)})).toEqual([compromised, destroyed])
    expect(conditions('DestroyedStorage')).toEqual([{key: 'StorageStatus', equals: 'destroyed'}])
    expect(conditions('DestroyedStorage', 'ArchivalStorage', 'OnLineStorage')).toEqual([])
    expect(await locate(t, {State: 'PreActive'})).toEqual([id])
  })

  it('finds nothing when only archived objects are asked for', async () => {
    const t = await createTestEngine()
    await createKey(t)
    const archived = {storageStatusMask: StorageStatusMask.of('ArchivalStorage'), offsetItems: 0}
    expect(await t.call(Locate, archived)).toEqual({locatedItems: 0})
    const both = {storageStatusMask: StorageStatusMask.of('ArchivalStorage', 'OnLineStorage')}
    expect((await t.call(Locate, both)).uniqueIdentifier).toHaveLength(1)
  })

  it('does not try to write unless a date has changed a state', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ActivationDate: at(60)})
    expect(await locate(t, {State: 'Active'})).toEqual([])
    t.setNow(at(60))
    expect(await locate(t, {State: 'Active'})).toEqual([id])
  })
})

describe('Locate in pages', () => {
  it('gives at most as many as asked and leaves out the first ones', async () => {
    const t = await createTestEngine()
    const [a, b, c] = await three(t)
    expect((await t.call(Locate, {maximumItems: 2})).uniqueIdentifier).toEqual([c, b])
    expect((await t.call(Locate, {maximumItems: 2, offsetItems: 2})).uniqueIdentifier).toEqual([a])
    expect((await t.call(Locate, {maximumItems: 2, offsetItems: 4})).uniqueIdentifier ?? []).toEqual([])
  })

  it('counts all matches for a client that pages, from 1.3 on', async () => {
    const t = await createTestEngine()
    await three(t)
    const request = {maximumItems: 1, offsetItems: 1}
    expect((await t.call(Locate, request)).locatedItems).toBe(3)
    expect((await t.call(Locate, request, {version: '1.3'})).locatedItems).toBe(3)
    expect((await t.call(Locate, {maximumItems: 1})).locatedItems).toBeUndefined()
    expect((await t.call(Locate, request, {version: '1.2'})).locatedItems).toBeUndefined()
  })

  it.each([{maximumItems: -1}, {offsetItems: -1}])('refuses %j', async (request) => {
    const t = await createTestEngine()
    expect(await t.reason(Locate, request)).toBe('InvalidField')
  })
})

describe('Locate and the ID Placeholder', () => {
  async function getAfter(t: TestEngine, request: RequestOf<typeof Locate>) {
    const {batchItems = []} = await t.batch([entry(Locate, request), entry(Get, {})])
    return batchItems[1]
  }

  it('is the one object found', async () => {
    const t = await createTestEngine()
    await createKey(t)
    const id = await createKey(t, {Name: nameOf('n')})
    expect(answerOf(Get, await getAfter(t, {attributes: attributes({Name: nameOf('n')})})).uniqueIdentifier).toBe(id)
  })

  it('is the one object asked for among several', async () => {
    const t = await createTestEngine()
    const ids = await three(t)
    expect(answerOf(Get, await getAfter(t, {maximumItems: 1})).uniqueIdentifier).toBe(ids[2])
  })

  it.each([
    ['several are found', {}],
    ['none is found', {attributes: attributes({Name: nameOf('nowhere')})}],
  ])('is empty when %s, whatever came before', async (_, request) => {
    const t = await createTestEngine()
    const [id = ''] = await three(t)
    const first = entry(Locate, {attributes: attributes({UniqueIdentifier: id})})
    const {batchItems = []} = await t.batch([first, entry(Locate, request), entry(Get, {})])
    expect(batchItems.map(({resultReason}) => resultReason)).toEqual([undefined, undefined, 'ItemNotFound'])
  })
})

describe('Locate refuses', () => {
  it('an attribute that does not exist', async () => {
    const t = await createTestEngine()
    const search = attributes({}, {Favourite: 'blue'})
    expect(await t.reason(Locate, {attributes: search})).toBe('InvalidField')
    expect(await t.reason(Locate, {attributes: search}, {version: '1.0'})).toBe('InvalidField')
  })

  it('the name of a template that does not exist, while one that does is searched by', async () => {
    const t = await createTestEngine()
    const template = attributes({})
    template.templateNames = ['standard']
    const [templateAttribute] = Create.request
      .encodeItems({objectType: 'SymmetricKey', attributes: template}, '1.4')
      .slice(1)
    if (templateAttribute === undefined) throw new Error('No Template-Attribute')
    const payload = [templateAttribute]
    const refused = await t.batch([{operation: 'Locate', payload}])
    expect(refused.batchItems?.[0]?.resultReason).toBe('InvalidField')
    const id = await createKey(t, {ObjectGroup: 'g'})
    const object = {type: 'Template', value: {attributes: attributes({ObjectGroup: 'g'})}} as const
    const registered = await register(t, object, {Name: nameOf('standard')})
    const found = await t.batch([{operation: 'Locate', payload}])
    expect(answerOf(Locate, found.batchItems?.[0]).uniqueIdentifier).toEqual([registered, id])
  })

  it('nothing of a key that another scope has', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t, {Name: nameOf('mine')})
    const options = {identity: identityOf('two')}
    for (const values of [{UniqueIdentifier: id}, {Name: nameOf('mine')}, {State: 'Active'}] as const) {
      const found = await t.call(Locate, {attributes: attributes(values)}, options)
      expect(found.uniqueIdentifier ?? []).toEqual([])
    }
  })
})
