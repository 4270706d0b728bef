import {describe, expect, it} from 'vitest'
import type {AttributeItem} from '../../../../src/kmip/attributes/attribute-item.ts'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {DeleteAttribute} from '../../../../src/kmip/operations/delete-attribute.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {attributesHiddenFor} from '../../../../src/server/compatibility.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {child, ItemType, structureNode} from '../../../../src/ttlv/node.ts'
import {
  aes,
  attributeOf,
  attributes,
  createActiveKey,
  createKey,
  endLife,
  locate,
  maskOf,
  nameOf,
  opaque,
  rawKey,
  register,
  repeated,
  secret,
  several,
  stateOf,
  textValue,
} from '../../../support/managed-objects.ts'
import {rsaPair} from '../../../support/key-pairs.ts'
import {answerOf, createTestEngine} from '../../../support/test-engine.ts'

function item(key: AttributeItem['key'], value: unknown): AttributeItem {
  return {key, index: undefined, value}
}

describe('Rule 7: searches', () => {
  it('of FortiGate and VAST, which put the name in a Template-Attribute', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Name: nameOf('VAST_EKM_KEY_2_1')})
    await createKey(t, {Name: nameOf('VAST_EKM_KEY_2_12')})
    const [, templateAttribute] = Create.request.encodeItems(
      {objectType: 'SymmetricKey', attributes: attributes({Name: nameOf('VAST_EKM_KEY_2_1')})},
      '1.4',
    )
    if (templateAttribute === undefined) throw new Error('No Template-Attribute')
    const payload = [{tag: Tag.MaximumItems, type: ItemType.Integer, value: 1} as const, templateAttribute]
    const {batchItems} = await t.batch([{operation: 'Locate', payload}], {version: '1.0'})
    expect(answerOf(Locate, batchItems?.[0]).uniqueIdentifier).toEqual([id])
  })

  it('of Scylla, by everything at once', async () => {
    const t = await createTestEngine()
    const set = attributes({...aes, ActivationDate: new Date(0)}, {'x-key-namespace': 'ns'})
    const {uniqueIdentifier} = await t.call(Create, {objectType: 'SymmetricKey', attributes: set})
    await createActiveKey(t)
    const wanted = {
      ObjectType: 'SymmetricKey',
      CryptographicAlgorithm: 'AES',
      CryptographicLength: 256,
      State: 'Active',
      CryptographicUsageMask: 12,
    } as const
    const found = await t.call(Locate, {maximumItems: 1, attributes: attributes(wanted, {'x-key-namespace': 'ns'})})
    expect(found.uniqueIdentifier).toEqual([uniqueIdentifier])
  })

  it('of Ceph, by name alone, for exactly one key whatever was destroyed before', async () => {
    const t = await createTestEngine()
    const old = await createActiveKey(t, {Name: nameOf('bucket')})
    await endLife(t, old, 'Destroyed')
    const id = await createKey(t, {Name: nameOf('bucket')})
    expect(await locate(t, {Name: nameOf('bucket')})).toEqual([id])
  })
})

describe('Rule 9: Get without a format', () => {
  it('gives Veeam and kmippp no attribute inside the Key Value, whatever was registered', async () => {
    const t = await createTestEngine()
    const keyMaterial = Uint8Array.from(rsaPair().privateKey.export({format: 'der', type: 'pkcs8'}))
    const keyValue = {kind: 'plain', keyMaterial, attributes: attributes({Name: nameOf('n')})} as const
    const object = {type: 'PrivateKey', value: {keyBlock: {keyFormatType: 'PKCS_8', keyValue}}} as const
    const uniqueIdentifier = await register(t, object, {CryptographicAlgorithm: 'RSA', CryptographicLength: 2048})
    const {payload} = await t.refusal(Get, {uniqueIdentifier})
    const key = payload && child(payload, Tag.PrivateKey)
    const block = key && child(key, Tag.KeyBlock)
    const value = block && child(block, Tag.KeyValue)
    expect(value).toEqual(
      structureNode(Tag.KeyValue, [{tag: Tag.KeyMaterial, type: ItemType.ByteString, value: keyMaterial}]),
    )
  })

  it('gives Swift a symmetric key with AES and 256', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, rawKey(repeated(1, 32)), aes)
    expect((await t.call(Get, {uniqueIdentifier}, {version: '1.2'})).object).toMatchObject({
      value: {keyBlock: {keyFormatType: 'Raw', cryptographicAlgorithm: 'AES', cryptographicLength: 256}},
    })
  })
})

describe('Rule 10: attribute lists', () => {
  it('leave out for PyKMIP what it cannot read, where the operator says so', async () => {
    const t = await createTestEngine({policy: {hiddenAttributes: new Set(attributesHiddenFor('pykmip'))}})
    const link = {linkType: 'PublicKeyLink', linkedObjectIdentifier: '1'} as const
    const uniqueIdentifier = await createKey(t, {Link: link})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier}, {version: '1.2'})
    for (const hidden of ['Link', 'OriginalCreationDate', 'Digest', 'RandomNumberGenerator'] as const) {
      expect(all?.has(hidden)).toBe(false)
    }
    expect(all?.keys()).toEqual(expect.arrayContaining(['State', 'Fresh', 'OperationPolicyName']))
  })
})

describe('Rule 11: Get Attributes', () => {
  it('gives vCenter a success without attributes for one that is missing', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const request = {uniqueIdentifier, attributeReferences: ['x:Product_Version']} as const
    expect(await t.call(GetAttributes, request, {version: '1.1'})).toEqual({uniqueIdentifier})
  })

  it('gives VAST the Operation Policy Name when it names nothing', async () => {
    const t = await createTestEngine()
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier: await createKey(t)})
    expect(all?.get('OperationPolicyName')).toBe('default')
  })

  it('gives PSMDB the State alone when it asks for that', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await register(t, secret('s')), attributeReferences: ['State']} as const
    const {attributes: all} = await t.call(GetAttributes, request, {version: '1.0'})
    expect(all?.keys()).toEqual(['State'])
  })
})

describe('Rule 12: changes to attributes', () => {
  it('are echoed with the identifier, as Synology needs', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('s'), {Name: nameOf('before')})
    const renamed = item('Name', nameOf('uuid-deprecated-1'))
    const options = {version: '1.2'} as const
    const echo = {uniqueIdentifier, attribute: {key: 'Name', value: nameOf('uuid-deprecated-1')}}
    expect(await t.call(ModifyAttribute, {uniqueIdentifier, newAttribute: renamed}, options)).toEqual(echo)
    const gone = await t.call(DeleteAttribute, {uniqueIdentifier, attributeReference: 'Name'}, options)
    expect(gone).toEqual(echo)
    expect(await t.call(AddAttribute, {uniqueIdentifier, newAttribute: renamed}, options)).toEqual(echo)
  })
})

describe('Rule 13: Operation Policy Name', () => {
  it('is stored, returned, and may be added again as it is', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {OperationPolicyName: 'strict'})
    await t.call(AddAttribute, {uniqueIdentifier, newAttribute: item('OperationPolicyName', 'strict')})
    expect(await attributeOf(t, uniqueIdentifier, 'OperationPolicyName')).toBe('strict')
  })
})

describe('Rule 14: what clients store', () => {
  it('may be custom attributes of any type, empty groups and names given twice', async () => {
    const t = await createTestEngine()
    const typed = [
      {...textValue(''), type: ItemType.Integer, value: 5},
      {...textValue(''), type: ItemType.Boolean, value: true},
      {...textValue(''), type: ItemType.DateTime, value: 7n},
      {...textValue(''), type: ItemType.Enumeration, value: 3},
      {...textValue(''), type: ItemType.ByteString, value: repeated(1, 3)},
      {...textValue(''), type: ItemType.Structure, value: [textValue('inner')]},
    ] as const
    for (const value of typed) {
      const id = await register(
        t,
        secret('s'),
        attributes({ObjectGroup: '', Name: nameOf('same')}, {'x-NETAPP-Value': value}),
      )
      const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier: id}, {version: '1.1'})
      expect(all?.get('x:NETAPP-Value')).toEqual(value)
      expect(all?.get('ObjectGroup')).toBe('')
    }
    expect(await locate(t, {Name: nameOf('same')})).toHaveLength(6)
  })
})

describe('Rule 15: usage masks', () => {
  it.each([0, maskOf('Export'), maskOf('Verify'), undefined])('may be %s', async (mask) => {
    const t = await createTestEngine()
    const values = mask === undefined ? {} : {CryptographicUsageMask: mask}
    const id = await register(t, secret('s'), values, {version: '1.0'})
    expect(await attributeOf(t, id, 'CryptographicUsageMask')).toBe(mask)
    expect(await stateOf(t, id)).toBe('PreActive')
  })
})

describe('Rule 16: Pre-Active objects', () => {
  it.each([rawKey(repeated(1, 32)), secret('s'), opaque('o')])('can be got and destroyed: $type', async (object) => {
    const t = await createTestEngine()
    const values = object.type === 'SymmetricKey' ? aes : {}
    const uniqueIdentifier = await register(t, object, values)
    await t.call(Get, {uniqueIdentifier})
    await t.call(Destroy, {uniqueIdentifier})
  })
})

describe('Rule 23: Re-key', () => {
  it('of VAST gives a new identifier, moves name, group and policy, and leaves the old key readable', async () => {
    const t = await createTestEngine()
    const name = nameOf('VAST_EKM_KEY_2_u_1')
    const old = await createKey(t)
    const additions = several('Name', name)
    for (const newAttribute of [item('Name', name), item('ObjectGroup', 'VAST-EKM-GROUP-0')]) {
      await t.call(AddAttribute, {uniqueIdentifier: old, newAttribute})
    }
    await t.call(Activate, {uniqueIdentifier: old})
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: old})
    expect(await locate(t, {Name: additions.get('Name') ?? name})).toEqual([uniqueIdentifier])
    expect(await attributeOf(t, uniqueIdentifier, 'ObjectGroup')).toBe('VAST-EKM-GROUP-0')
    expect(await attributeOf(t, uniqueIdentifier, 'OperationPolicyName')).toBe('default')
    expect(await stateOf(t, uniqueIdentifier)).toBe('Active')
    await t.call(Get, {uniqueIdentifier: old})
    await endLife(t, old, 'Destroyed')
  })

  it('of PyKMIP takes an empty Template-Attribute', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await createKey(t), attributes: attributes({})}
    expect((await t.call(ReKey, request, {version: '1.2'})).uniqueIdentifier).not.toBe(request.uniqueIdentifier)
  })
})

describe('Rule 29: types of numbers', () => {
  it('are what PyKMIP and ovh/kmip-go expect of a generator', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await createKey(t), attributeReferences: ['RandomNumberGenerator']} as const
    const {payload} = await t.refusal(GetAttributes, request)
    const value = payload && child(payload, Tag.Attribute)
    const parameters = value && child(value, Tag.AttributeValue)
    expect(parameters && child(parameters, Tag.CryptographicLength)?.type).toBe(ItemType.Integer)
  })
})
