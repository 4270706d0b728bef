import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {
  aes,
  attributeOf,
  attributes,
  createKey,
  locate,
  maskOf,
  nameOf,
  stateOf,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {answerOf, at, createTestEngine, entry, start} from '../../../support/test-engine.ts'

function request(values: AttributeValues = {}, custom: Record<string, string> = {}) {
  return {objectType: 'SymmetricKey', attributes: attributes({...aes, ...values}, custom)} as const
}

function without(name: keyof AttributeValues) {
  const set = attributes(aes)
  set.delete(name)
  return {objectType: 'SymmetricKey', attributes: set} as const
}

describeRoles(Create, request())

describe('Create', () => {
  it('makes a key of the length asked for and answers with type and identifier', async () => {
    const t = await createTestEngine()
    const answer = await t.call(Create, request({CryptographicLength: 192}))
    expect(answer).toEqual({objectType: 'SymmetricKey', uniqueIdentifier: 'id-1'})
    const {object} = await t.call(Get, {uniqueIdentifier: 'id-1'})
    expect(keyBlockOf(object)).toMatchObject({
      keyFormatType: 'Raw',
      cryptographicAlgorithm: 'AES',
      cryptographicLength: 192,
      keyValue: {keyMaterial: {length: 24}},
    })
  })

  it.each([
    ['AES', 256],
    ['DES3', 168],
    ['ChaCha20', 256],
    ['HMAC_SHA512', 256],
  ] as const)(
    'chooses the length of a new %s key itself where the request leaves it open',
    async (algorithm, length) => {
      const t = await createTestEngine()
      const set = attributes({CryptographicAlgorithm: algorithm, CryptographicUsageMask: 0})
      const {uniqueIdentifier} = await t.call(Create, {objectType: 'SymmetricKey', attributes: set})
      expect(await attributeOf(t, uniqueIdentifier, 'CryptographicLength')).toBe(length)
    },
  )

  it('makes secret data of the length asked for, in a key block without algorithm', async () => {
    const t = await createTestEngine()
    const set = attributes({CryptographicLength: 80})
    const answer = await t.call(Create, {objectType: 'SecretData', attributes: set})
    expect(answer.objectType).toBe('SecretData')
    const {object} = await t.call(Get, {uniqueIdentifier: answer.uniqueIdentifier})
    expect(object).toEqual({
      type: 'SecretData',
      value: {
        secretDataType: 'Password',
        keyBlock: {keyFormatType: 'Opaque', keyValue: {kind: 'plain', keyMaterial: expect.any(Uint8Array)}},
      },
    })
    expect(keyBlockOf(object)?.keyValue).toMatchObject({keyMaterial: {length: 10}})
    expect(await attributeOf(t, answer.uniqueIdentifier, 'OriginalCreationDate')).toEqual(start)
  })

  it('makes a different key each time', async () => {
    const t = await createTestEngine()
    const materials = []
    for (const id of [await createKey(t), await createKey(t)]) {
      materials.push(keyBlockOf((await t.call(Get, {uniqueIdentifier: id})).object)?.keyValue)
    }
    expect(materials[0]).not.toEqual(materials[1])
  })

  it('sets the attributes that every key has', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    const {attributes: all = new AttributeSet()} = await t.call(GetAttributes, {uniqueIdentifier: id})
    expect(Object.fromEntries(all.keys().map((key) => [key, all.get(key)]))).toMatchObject({
      UniqueIdentifier: id,
      ObjectType: 'SymmetricKey',
      State: 'PreActive',
      InitialDate: start,
      LastChangeDate: start,
      OriginalCreationDate: start,
      Fresh: true,
      Sensitive: false,
      AlwaysSensitive: false,
      Extractable: true,
      NeverExtractable: false,
      OperationPolicyName: 'default',
      RandomNumberGenerator: {rngAlgorithm: 'DRBG'},
      Digest: {hashingAlgorithm: 'SHA_256', digestValue: {length: 32}, keyFormatType: 'Raw'},
    })
  })

  it('keeps names, groups, custom attributes and the usage mask', async () => {
    const t = await createTestEngine()
    const mask = maskOf('WrapKey', 'UnwrapKey')
    const values = {Name: nameOf('n'), ObjectGroup: 'g', CryptographicUsageMask: mask}
    const {uniqueIdentifier} = await t.call(Create, request(values, {'x-Vendor': 'VMware, Inc.'}))
    expect(await attributeOf(t, uniqueIdentifier, 'Name')).toEqual(nameOf('n'))
    expect(await attributeOf(t, uniqueIdentifier, 'ObjectGroup')).toBe('g')
    expect(await attributeOf(t, uniqueIdentifier, 'CryptographicUsageMask')).toBe(mask)
    const custom = await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: ['x:Vendor']})
    expect(custom.attributes?.get('x:Vendor')).toMatchObject({value: 'VMware, Inc.'})
  })

  it('gives its identifier to the rest of the batch', async () => {
    const t = await createTestEngine()
    const {batchItems = []} = await t.batch([entry(Create, request()), entry(Get, {})])
    expect(answerOf(Get, batchItems[1]).uniqueIdentifier).toBe(answerOf(Create, batchItems[0]).uniqueIdentifier)
  })

  it('gives attributes their indices itself, whatever the client wrote', async () => {
    const t = await createTestEngine()
    const set = attributes(aes)
    set.delete('CryptographicLength')
    set.add('CryptographicLength', 256, 5)
    set.add('Name', nameOf('a'), 3)
    set.add('Name', nameOf('b'), 7)
    const {uniqueIdentifier} = await t.call(Create, {objectType: 'SymmetricKey', attributes: set})
    const answer = await t.call(GetAttributes, {uniqueIdentifier})
    expect(answer.attributes?.instances('CryptographicLength')).toEqual([{index: 0, value: 256}])
    expect(answer.attributes?.instances('Name').map(({index}) => index)).toEqual([0, 1])
  })
})

describe('Create refuses', () => {
  it.each([
    ['an object type that only clients make', {...request(), objectType: 'OpaqueObject'}, 'InvalidField'],
    [
      'secret data without length',
      {...request(), objectType: 'SecretData', attributes: attributes({})},
      'InvalidField',
    ],
    ['an object type that nobody knows', {...request(), objectType: 0x80000007}, 'InvalidField'],
    ['a request without algorithm', without('CryptographicAlgorithm'), 'InvalidField'],
    ['a length that the algorithm does not have', request({CryptographicLength: 255}), 'InvalidField'],
    ['an algorithm that makes no symmetric keys', request({CryptographicAlgorithm: 'RSA'}), 'InvalidField'],
    ['an algorithm that nobody knows', request({CryptographicAlgorithm: 0x8000ffff}), 'InvalidField'],
    ['negative Usage Limits', request({UsageLimits: {usageLimitsTotal: -1n, usageLimitsUnit: 'Byte'}}), 'InvalidField'],
    ['dates out of order', request({ActivationDate: at(9), DeactivationDate: at(8)}), 'InvalidField'],
    ['an attribute that keys cannot have', request({CertificateLength: 1}), 'InvalidField'],
    ['an attribute without the prefix of custom ones', request({}, {Favourite: 'blue'}), 'InvalidField'],
    ['an attribute of the server', request({State: 'Active'}), 'InvalidField'],
    ['a custom attribute in the name of the server', request({}, {'y-Note': 'n'}), 'InvalidField'],
    [
      'application data that it would have to invent',
      request({ApplicationSpecificInformation: {applicationNamespace: 'ns'}}),
      'ApplicationNamespaceNotSupported',
    ],
  ] as const)('%s', async (_, refused, reason) => {
    const t = await createTestEngine()
    expect(await t.reason(Create, refused)).toBe(reason)
    expect(await t.engine.store.read(({objects}) => objects.count('one'))).toBe(0)
  })

  it('two values of an attribute that can have one', async () => {
    const t = await createTestEngine()
    const refused = request()
    refused.attributes.add('CryptographicLength', 128)
    expect(await t.reason(Create, refused)).toBe('InvalidField')
  })

  it('more instances of an attribute than it keeps', async () => {
    const t = await createTestEngine()
    const refused = request()
    for (let count = 0; count <= 1000; count++) refused.attributes.add('ObjectGroup', `group ${count}`)
    expect(await t.reason(Create, refused)).toBe('IndexOutOfBounds')
    refused.attributes.delete('ObjectGroup', 0)
    await t.call(Create, refused)
  })

  it('the name of a template that does not exist', async () => {
    const t = await createTestEngine()
    const refused = request()
    refused.attributes.templateNames = ['standard']
    expect(await t.reason(Create, refused)).toBe('ItemNotFound')
  })

  it('a Name that another object has, only where the operator wants unique names', async () => {
    const strict = await createTestEngine({policy: {uniqueNames: true}})
    await createKey(strict, {Name: nameOf('taken')})
    expect(await strict.reason(Create, request({Name: nameOf('taken')}))).toBe('InvalidField')
    await createKey(strict, {Name: nameOf('free')})
    const [id = ''] = await locate(strict, {Name: nameOf('taken')})
    await strict.call(Destroy, {uniqueIdentifier: id})
    await createKey(strict, {Name: nameOf('taken')})
    const open = await createTestEngine()
    await createKey(open, {Name: nameOf('taken')})
    expect(await stateOf(open, await createKey(open, {Name: nameOf('taken')}))).toBe('PreActive')
  })
})
