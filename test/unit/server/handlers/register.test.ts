import {describe, expect, it} from 'vitest'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import type {KeyBlock} from '../../../../src/kmip/objects/key-block.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {keyOf, rsaPair} from '../../../support/key-pairs.ts'
import {
  aes,
  attributeOf,
  attributes,
  hex,
  maskOf,
  nameOf,
  opaque,
  rawKey,
  register,
  repeated,
  secret,
  several,
  stateOf,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {answerOf, at, createTestEngine, entry, start} from '../../../support/test-engine.ts'

const bytes = repeated(5, 32)

function keyWith(keyBlock: Partial<KeyBlock>) {
  const object = rawKey(bytes)
  return {type: object.type, value: {keyBlock: {...object.value.keyBlock, ...keyBlock}}}
}

function request(values: AttributeValues = {}, object = rawKey(bytes)) {
  return {objectType: 'SymmetricKey', attributes: attributes({...aes, ...values}), object} as const
}

describeRoles(Register, request())

describe('Register', () => {
  it('keeps the value and sets what follows from it', async () => {
    const t = await createTestEngine()
    const object = rawKey(hex('000102030405060708090a0b0c0d0e0f'))
    const id = await register(t, object, {...aes, CryptographicLength: 128})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier: id})
    expect(all?.get('Digest')).toEqual({
      hashingAlgorithm: 'SHA_256',
      digestValue: hex('be45cb2605bf36bebde684841a28f0fd43c69850a3dce5fedba69928ee3a8991'),
      keyFormatType: 'Raw',
    })
    expect(all?.get('InitialDate')).toEqual(start)
    expect(all?.get('State')).toBe('PreActive')
    expect(all?.has('OriginalCreationDate')).toBe(false)
    expect(all?.has('RandomNumberGenerator')).toBe(false)
  })

  it('gives its identifier to the rest of the batch', async () => {
    const t = await createTestEngine()
    const {batchItems = []} = await t.batch([entry(Register, request()), entry(Get, {})])
    expect(answerOf(Get, batchItems[1]).uniqueIdentifier).toBe(answerOf(Register, batchItems[0]).uniqueIdentifier)
  })

  it('takes algorithm and length from the key block', async () => {
    const t = await createTestEngine()
    const id = await register(t, keyWith({cryptographicAlgorithm: 'AES', cryptographicLength: 256}))
    expect(await attributeOf(t, id, 'CryptographicAlgorithm')).toBe('AES')
    expect(await attributeOf(t, id, 'CryptographicLength')).toBe(256)
  })

  it('finds out the length of a key of which nobody said it', async () => {
    const t = await createTestEngine()
    const id = await register(t, rawKey(bytes), {CryptographicAlgorithm: 'AES'})
    expect(await attributeOf(t, id, 'CryptographicLength')).toBe(256)
    expect(keyBlockOf((await t.call(Get, {uniqueIdentifier: id})).object)).toMatchObject({cryptographicLength: 256})
  })

  it('keeps other secrets that clients pass off as AES keys', async () => {
    const t = await createTestEngine()
    const id = await register(t, rawKey(repeated(1, 5)), {...aes, CryptographicLength: 40})
    expect(await attributeOf(t, id, 'CryptographicLength')).toBe(40)
  })

  it.each([{}, {CryptographicUsageMask: 0}, {CryptographicUsageMask: maskOf('Export')}])(
    'takes the usage mask %j',
    async (values) => {
      const t = await createTestEngine()
      const id = await register(t, secret('s'), values)
      expect(await attributeOf(t, id, 'CryptographicUsageMask')).toBe(values.CryptographicUsageMask)
    },
  )

  it('gives a secret no algorithm and no length that it does not have', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'))
    expect(await attributeOf(t, id, 'CryptographicAlgorithm')).toBeUndefined()
    expect((await t.call(Get, {uniqueIdentifier: id})).object).toEqual(secret('s'))
  })

  it('keeps keys of other formats byte for byte', async () => {
    const t = await createTestEngine()
    const {privateKey, publicKey} = rsaPair()
    for (const object of [
      keyOf('PrivateKey', 'PKCS_8', privateKey.export({format: 'der', type: 'pkcs8'})),
      keyOf('PublicKey', 'X_509', publicKey.export({format: 'der', type: 'spki'})),
    ]) {
      const id = await register(t, object, {CryptographicAlgorithm: 'RSA', CryptographicLength: 2048})
      expect(keyBlockOf((await t.call(Get, {uniqueIdentifier: id})).object)).toEqual({
        ...object.value.keyBlock,
        cryptographicAlgorithm: 'RSA',
        cryptographicLength: 2048,
      })
    }
  })

  it('activates an object whose Activation Date has passed', async () => {
    const t = await createTestEngine()
    expect(await stateOf(t, await register(t, secret('s'), {ActivationDate: at(-60)}))).toBe('Active')
    expect(await stateOf(t, await register(t, secret('s'), {ActivationDate: at(60)}))).toBe('PreActive')
  })

  it('takes attributes out of the Key Value, and drops a compression that symmetric keys do not have', async () => {
    const t = await createTestEngine()
    const keyValue = {kind: 'plain', keyMaterial: bytes, attributes: attributes({Name: nameOf('inner')})} as const
    const id = await register(t, keyWith({keyValue, keyCompressionType: 'ECPublicKeyTypeUncompressed'}), aes)
    expect(keyBlockOf((await t.call(Get, {uniqueIdentifier: id})).object)).toEqual({
      keyFormatType: 'Raw',
      keyValue: {kind: 'plain', keyMaterial: bytes},
      cryptographicAlgorithm: 'AES',
      cryptographicLength: 256,
    })
    expect(await attributeOf(t, id, 'Name')).toEqual(nameOf('inner'))
  })

  it('keeps a wrapped key as it is', async () => {
    const t = await createTestEngine()
    const keyWrappingData = {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: 'kek', cryptographicParameters: {blockCipherMode: 'NISTKeyWrap'}},
      encodingOption: 'NoEncoding',
    } as const
    const keyBlock = {keyValue: {kind: 'wrapped', bytes: repeated(8, 40)}, keyWrappingData} as const
    const id = await register(t, keyWith(keyBlock), aes)
    expect(keyBlockOf((await t.call(Get, {uniqueIdentifier: id, keyWrapType: 'AsRegistered'})).object)).toMatchObject(
      keyBlock,
    )
    expect(await t.reason(Get, {uniqueIdentifier: id, keyWrapType: 'NotWrapped'})).toBe('ItemNotFound')
  })
})

describe('Register refuses', () => {
  it.each([
    ['a type that the object is not', {...request(), objectType: 'SecretData'}, 'InvalidField'],
    ['a type that nobody knows', {...request(), objectType: 0x80000001}, 'InvalidField'],
    ['a request without the object', {objectType: 'SymmetricKey', attributes: attributes(aes)}, 'InvalidField'],
    [
      'a type that it does not keep',
      {
        objectType: 'Template',
        attributes: attributes({}),
        object: {type: 'Template', value: {attributes: attributes({Name: nameOf('t')})}},
      },
      'InvalidField',
    ],
    ['a key without algorithm', {...request(), attributes: attributes({})}, 'InvalidField'],
    ['a length that the key does not have', request({CryptographicLength: 128}), 'InvalidField'],
    [
      'another length in the key block',
      request({}, keyWith({cryptographicAlgorithm: 'AES', cryptographicLength: 128})),
      'InvalidField',
    ],
    [
      'another algorithm in the key block',
      request({}, keyWith({cryptographicAlgorithm: 'DES3', cryptographicLength: 256})),
      'InvalidField',
    ],
    ['an attribute of the server', request({InitialDate: at(0)}), 'InvalidField'],
    ['dates out of order', request({ProtectStopDate: at(9), DeactivationDate: at(8)}), 'InvalidField'],
    [
      'application data that it would have to invent',
      request({ApplicationSpecificInformation: {applicationNamespace: 'n'}}),
      'ApplicationNamespaceNotSupported',
    ],
  ] as const)('%s', async (_, refused, reason) => {
    const t = await createTestEngine()
    expect(await t.reason(Register, refused)).toBe(reason)
    expect(await t.reason(Register, refused, {version: '1.0'})).toBe(reason)
    expect(await t.engine.store.read(({objects}) => objects.count('one'))).toBe(0)
  })

  it('the name of a template, for there are none', async () => {
    const t = await createTestEngine()
    const refused = request()
    refused.attributes.templateNames = ['standard']
    expect(await t.reason(Register, refused)).toBe('ItemNotFound')
  })

  it('more instances of an attribute than it keeps', async () => {
    const t = await createTestEngine()
    const groups = Array.from({length: 1001}, (_, index) => `group ${index}`)
    const refused = {
      objectType: 'OpaqueObject',
      attributes: several('ObjectGroup', ...groups),
      object: opaque('o'),
    } as const
    expect(await t.reason(Register, refused)).toBe('IndexOutOfBounds')
  })

  it('a Name that another object has, only where the operator wants unique names', async () => {
    const strict = await createTestEngine({policy: {uniqueNames: true}})
    await register(strict, secret('a'), {Name: nameOf('taken')})
    expect(await strict.reason(Register, request({Name: nameOf('taken')}))).toBe('InvalidField')
    const open = await createTestEngine()
    await register(open, secret('a'), {Name: nameOf('taken')})
    await register(open, secret('b'), {Name: nameOf('taken')})
  })
})
