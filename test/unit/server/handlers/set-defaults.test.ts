import {describe, expect, it} from 'vitest'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {SetConstraints} from '../../../../src/kmip/operations/set-constraints.ts'
import {SetDefaults} from '../../../../src/kmip/operations/set-defaults.ts'
import type {Version} from '../../../../src/kmip/spec/version.ts'
import type {ObjectDefaults} from '../../../../src/kmip/structures/object-defaults.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {
  attributeOf,
  attributes,
  createKey,
  maskOf,
  several,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {createTestEngine, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const version = '2.1'
const options = {version} as const

describeRoles(SetDefaults, {}, options)

const aes128: AttributeValues = {
  CryptographicAlgorithm: 'AES',
  CryptographicLength: 128,
  CryptographicUsageMask: maskOf('Encrypt'),
}
const forKeys: ObjectDefaults = {objectType: 'SymmetricKey', attributes: attributes(aes128)}

async function arranged(...objectDefaults: readonly ObjectDefaults[]): Promise<TestEngine> {
  const t = await createTestEngine()
  await t.call(SetDefaults, {defaultsInformation: {objectDefaults}}, options)
  return t
}

async function create(t: TestEngine, values: AttributeValues = {}): Promise<string> {
  const request = {objectType: 'SymmetricKey', attributes: attributes(values)} as const
  return (await t.call(Create, request, options)).uniqueIdentifier
}

const length = (t: TestEngine, id: string) => attributeOf(t, id, 'CryptographicLength')

async function query(t: TestEngine, groups?: readonly string[], as: Version = version) {
  const request = {
    queryFunction: ['QueryDefaultsInformation'],
    ...(groups && {objectGroups: {objectGroup: groups}}),
  } as const
  return (await t.call(Query, request, {version: as})).defaultsInformation?.objectDefaults
}

describe('Object Defaults', () => {
  it('give a new object what its request lacks', async () => {
    const t = await arranged(forKeys)
    const id = await create(t)
    expect(await attributeOf(t, id, 'CryptographicAlgorithm')).toBe('AES')
    expect(await length(t, id)).toBe(128)
    expect(await attributeOf(t, id, 'CryptographicUsageMask')).toBe(maskOf('Encrypt'))
    expect(await length(t, await create(t, {CryptographicLength: 256}))).toBe(256)
  })

  it('add no value to an attribute that the request has, be it one of several', async () => {
    const t = await arranged({...forKeys, attributes: attributes({...aes128, Comment: 'usual', ObjectGroup: 'usual'})})
    const id = await create(t, {ObjectGroup: 'mine'})
    expect(await attributeOf(t, id, 'ObjectGroup')).toBe('mine')
    expect(await attributeOf(t, id, 'Comment')).toBe('usual')
    expect(await attributeOf(t, await create(t), 'ObjectGroup')).toBe('usual')
  })

  it('are there for each version, and in the scope alone', async () => {
    const t = await arranged(forKeys)
    const request = {objectType: 'SymmetricKey'} as const
    const {uniqueIdentifier} = await t.call(Create, {...request, attributes: attributes({})}, {version: '1.0'})
    expect(await length(t, uniqueIdentifier)).toBe(128)
    const elsewhere = {version, identity: identityOf('two')} as const
    expect(await t.reason(Create, {...request, attributes: attributes({})}, elsewhere)).toBe('InvalidField')
  })

  it('are removed by a request without any', async () => {
    const t = await arranged(forKeys)
    await t.call(SetDefaults, {}, options)
    expect(await query(t)).toBeUndefined()
    expect(await t.reason(Create, {objectType: 'SymmetricKey', attributes: attributes({})}, options)).toBe(
      'InvalidField',
    )
  })

  it('of a group go before those of all, and the first before later ones', async () => {
    const t = await arranged(
      forKeys,
      {...forKeys, attributes: attributes({...aes128, CryptographicLength: 192})},
      {...forKeys, attributes: attributes({CryptographicLength: 256}), objectGroups: {objectGroup: ['pay']}},
    )
    expect(await length(t, await create(t))).toBe(128)
    expect(await length(t, await create(t, {ObjectGroup: 'pay'}))).toBe(256)
    expect(await length(t, await create(t, {ObjectGroup: 'roll'}))).toBe(128)
  })

  it('keep the length to the algorithm that it was said of', async () => {
    const t = await arranged(forKeys)
    expect(await length(t, await create(t, {CryptographicAlgorithm: 'DES3'}))).toBe(168)
  })

  it('describe both keys of a pair, each by its type', async () => {
    const t = await arranged(
      {
        objectTypes: {objectType: ['PrivateKey']},
        attributes: attributes({CryptographicAlgorithm: 'EC', CryptographicUsageMask: maskOf('Sign')}),
      },
      {objectType: 'PublicKey', attributes: attributes({CryptographicAlgorithm: 'RSA', Comment: 'public'})},
    )
    const pair = await t.call(CreateKeyPair, {}, options)
    const {privateKeyUniqueIdentifier: privateId, publicKeyUniqueIdentifier: publicId} = pair
    expect(await attributeOf(t, publicId, 'CryptographicAlgorithm')).toBe('EC')
    expect(await attributeOf(t, privateId, 'CryptographicUsageMask')).toBe(maskOf('Sign'))
    expect(await attributeOf(t, publicId, 'Comment')).toBe('public')
    expect(await attributeOf(t, privateId, 'Comment')).toBeUndefined()
  })

  it('say nothing else of a registered value than it says itself', async () => {
    const t = await arranged({
      objectTypes: {objectType: ['SymmetricKey', 'OpaqueObject']},
      attributes: attributes({...aes128, Comment: 'usual'}),
    })
    const keyBlock = {
      keyFormatType: 'Raw',
      keyValue: {kind: 'plain', keyMaterial: new Uint8Array(32)},
      cryptographicAlgorithm: 'AES',
      cryptographicLength: 256,
    } as const
    const object = {type: 'SymmetricKey', value: {keyBlock}} as const
    const key = await t.call(Register, {objectType: 'SymmetricKey', attributes: attributes({}), object}, options)
    expect(await length(t, key.uniqueIdentifier)).toBe(256)
    expect(await attributeOf(t, key.uniqueIdentifier, 'Comment')).toBe('usual')
    const value = {opaqueDataType: 0x80000001, opaqueDataValue: new Uint8Array(4)}
    const opaque = {
      objectType: 'OpaqueObject',
      attributes: attributes({}),
      object: {type: 'OpaqueObject', value},
    } as const
    const {uniqueIdentifier} = await t.call(Register, opaque, options)
    expect(await attributeOf(t, uniqueIdentifier, 'Comment')).toBe('usual')
    expect(await attributeOf(t, uniqueIdentifier, 'CryptographicAlgorithm')).toBeUndefined()
  })

  it('describe split keys and certificates', async () => {
    const t = await arranged(
      {objectType: 'SplitKey', attributes: attributes(aes128)},
      {objectType: 'Certificate', attributes: attributes({CertificateType: 'X_509', CryptographicLength: 99})},
    )
    const parts = {splitKeyParts: 3, splitKeyThreshold: 2, splitKeyMethod: 'PolynomialSharingGF2_8'} as const
    const split = {objectType: 'SplitKey', ...parts, attributes: attributes({})} as const
    const {uniqueIdentifier: ids = []} = await t.call(CreateSplitKey, split, options)
    expect(await length(t, ids[0] ?? '')).toBe(128)
    const pair = {commonAttributes: attributes({CryptographicAlgorithm: 'EC', CryptographicLength: 256})}
    const {publicKeyUniqueIdentifier} = await t.call(CreateKeyPair, pair, options)
    const {uniqueIdentifier} = await t.call(Certify, {uniqueIdentifier: publicKeyUniqueIdentifier}, options)
    expect(await attributeOf(t, uniqueIdentifier, 'CertificateType')).toBe('X_509')
    expect(await length(t, uniqueIdentifier)).toBe(256)
  })

  it('leave the replacement of a key as the key was', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    await t.call(SetDefaults, {defaultsInformation: {objectDefaults: [forKeys]}}, options)
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: id}, options)
    expect(await length(t, uniqueIdentifier)).toBe(256)
  })

  it('are held against the constraints', async () => {
    const t = await arranged(forKeys)
    const constraint = [{attributes: attributes({CryptographicLength: 256})}]
    await t.call(SetConstraints, {constraints: {constraint}}, options)
    const request = {objectType: 'SymmetricKey', attributes: attributes({})} as const
    expect(await t.reason(Create, request, options)).toBe('ConstraintViolation')
  })
})

describe('Set Defaults', () => {
  const reason = async (...objectDefaults: readonly ObjectDefaults[]) => {
    const t = await createTestEngine()
    return t.reason(SetDefaults, {defaultsInformation: {objectDefaults}}, options)
  }

  it('refuses what a client could not give to a new object', async () => {
    expect(await reason({...forKeys, attributes: attributes({State: 'Active'})})).toBe('InvalidField')
    expect(await reason({...forKeys, attributes: several('CryptographicLength', 128, 256)})).toBe('InvalidField')
    expect(await reason({...forKeys, attributes: attributes({}, {'y-Server': 'mine'})})).toBe('InvalidField')
  })

  it('refuses types that are not kept here, and defaults for none', async () => {
    expect(await reason({...forKeys, objectType: 0x80000001})).toBe('InvalidObjectType')
    expect(await reason({attributes: attributes(aes128)})).toBe('InvalidField')
  })

  it('refuses more than are kept, and keeps those there were', async () => {
    const t = await arranged(forKeys)
    const objectDefaults = Array.from({length: 101}, () => forKeys)
    const request = {defaultsInformation: {objectDefaults}}
    expect(await t.reason(SetDefaults, request, options)).toBe('ServerLimitExceeded')
    expect(await query(t)).toHaveLength(1)
  })
})

describe('Query of Defaults Information', () => {
  const pay: ObjectDefaults = {
    objectTypes: {objectType: ['SymmetricKey', 'SecretData']},
    attributes: attributes({Comment: 'pay'}),
    objectGroups: {objectGroup: ['pay']},
  }

  it('gives them as they were set, those of other groups only where no groups are named', async () => {
    const t = await arranged(forKeys, pay)
    const all = (await query(t)) ?? []
    expect(all.map(({objectType, objectTypes, objectGroups}) => ({objectType, objectTypes, objectGroups}))).toEqual([
      {objectType: 'SymmetricKey'},
      {objectTypes: pay.objectTypes, objectGroups: pay.objectGroups},
    ])
    expect(all[0]?.attributes.get('CryptographicLength')).toBe(128)
    expect(await query(t, ['pay'])).toHaveLength(2)
    expect(await query(t, ['default'])).toHaveLength(1)
  })

  it('knows the groups that objects are in, and refuses others', async () => {
    const t = await arranged(forKeys)
    await create(t, {ObjectGroup: 'roll'})
    expect(await query(t, ['roll'])).toHaveLength(1)
    const request = {queryFunction: ['QueryObjects'], objectGroups: {objectGroup: ['roll', 'nobody']}} as const
    expect(await t.reason(Query, request, options)).toBe('UnknownObjectGroup')
  })

  it('gives at 2.0 one of each type, and none of groups, which it has no words for', async () => {
    const t = await arranged(forKeys, pay, {
      objectTypes: {objectType: ['PublicKey', 'PrivateKey']},
      attributes: attributes({Comment: 'half'}),
    })
    const types = ((await query(t, undefined, '2.0')) ?? []).map(({objectType}) => objectType)
    expect(types).toEqual(['SymmetricKey', 'PublicKey', 'PrivateKey'])
  })

  it('says nothing where there are none', async () => {
    expect(await query(await createTestEngine())).toBeUndefined()
  })
})
