import {describe, expect, it} from 'vitest'
import type {AttributeSet} from '../../../../../src/kmip/attributes/attribute-set.ts'
import {Create} from '../../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../../src/kmip/operations/create-key-pair.ts'
import {Encrypt} from '../../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../../src/kmip/operations/get-attributes.ts'
import {Register} from '../../../../../src/kmip/operations/register.ts'
import {keyBlockOf} from '../../../../../src/server/objects/key-material.ts'
import {
  aes,
  attributes,
  maskOf,
  opaque,
  rawKey,
  register,
  repeated,
  utf8,
  type AttributeValues,
} from '../../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../../support/test-engine.ts'

const version = '2.1' as const

function creation(values: AttributeValues) {
  return {objectType: 'SymmetricKey', attributes: attributes({...aes, ...values})} as const
}

async function allOf(t: TestEngine, uniqueIdentifier: string): Promise<AttributeSet | undefined> {
  return (await t.call(GetAttributes, {uniqueIdentifier}, {version})).attributes
}

async function formatOf(t: TestEngine, uniqueIdentifier: string): Promise<string | number | undefined> {
  const {object} = await t.call(Get, {uniqueIdentifier}, {version})
  return object && keyBlockOf(object)?.keyFormatType
}

describe('the Key Format Type', () => {
  it('is the one that a client asks for, with a digest of that and of the usual one', async () => {
    const t = await createTestEngine()
    const request = creation({KeyFormatType: 'TransparentSymmetricKey', ActivationDate: new Date(0)})
    const {uniqueIdentifier: id} = await t.call(Create, request, {version})
    const found = await allOf(t, id)
    expect(found?.get('KeyFormatType')).toBe('TransparentSymmetricKey')
    expect(found?.all('Digest').map(({keyFormatType}) => keyFormatType)).toEqual(['TransparentSymmetricKey', 'Raw'])
    expect(await formatOf(t, id)).toBe('TransparentSymmetricKey')
    const cryptographicParameters = {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'} as const
    await t.call(Encrypt, {uniqueIdentifier: id, cryptographicParameters, data: utf8('d')}, {version})
  })

  it('of a private key can be PKCS#8', async () => {
    const t = await createTestEngine()
    const pair = {
      commonAttributes: attributes({CryptographicAlgorithm: 'EC', CryptographicLength: 256}),
      privateKeyAttributes: attributes({CryptographicUsageMask: maskOf('Sign'), KeyFormatType: 'PKCS_8'}),
      publicKeyAttributes: attributes({CryptographicUsageMask: maskOf('Verify')}),
    }
    const {privateKeyUniqueIdentifier: id} = await t.call(CreateKeyPair, pair, {version})
    expect((await allOf(t, id))?.get('KeyFormatType')).toBe('PKCS_8')
    expect(await formatOf(t, id)).toBe('PKCS_8')
  })

  it('that cannot be had makes no key', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Create, creation({KeyFormatType: 'PKCS_8'}), {version})).toBe('KeyFormatTypeNotSupported')
    expect(await t.engine.store.read(({objects}) => objects.count('one'))).toBe(0)
  })

  it('of a registered key is that of its Key Block', async () => {
    const t = await createTestEngine()
    const object = rawKey(repeated(1, 32))
    const request = {objectType: object.type, object, attributes: attributes({...aes, KeyFormatType: 'PKCS_8'})}
    expect(await t.reason(Register, request, {version})).toBe('InvalidAttributeValue')
    const id = await register(t, object, {...aes, KeyFormatType: 'Raw'}, {version})
    expect((await allOf(t, id))?.get('KeyFormatType')).toBe('Raw')
  })

  it('of an Opaque Object is Opaque', async () => {
    const t = await createTestEngine()
    const id = await register(t, opaque('o'))
    expect((await allOf(t, id))?.get('KeyFormatType')).toBe('Opaque')
  })
})
