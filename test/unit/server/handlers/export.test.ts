import {describe, expect, it} from 'vitest'
import {Export} from '../../../../src/kmip/operations/export.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {
  attributeOf,
  createActiveKey,
  createKey,
  endLife,
  maskOf,
  nameOf,
  opaque,
  rawKey,
  register,
  registerAes,
  repeated,
  secret,
  aes,
} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry, identityOf} from '../../../support/test-engine.ts'

describeRoles(Export, {uniqueIdentifier: 'id-1'})

describe('Export', () => {
  it('gives the object as Get does, with all that is known of it', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, repeated(5, 32), {Name: nameOf('payroll')})
    const answer = await t.call(Export, {uniqueIdentifier: id})
    const {attributes: all, ...rest} = answer
    expect(rest).toEqual(await t.call(Get, {uniqueIdentifier: id}))
    expect(all.get('Name')).toEqual(nameOf('payroll'))
    expect(all.get('State')).toBe('Active')
    expect(all.get('UniqueIdentifier')).toBe(id)
    expect(all.has('Digest')).toBe(true)
  })

  it('gives what Import takes', async () => {
    const t = await createTestEngine()
    const id = await registerAes(t, repeated(5, 32), {Name: nameOf('payroll')})
    const {attributes: all, object} = await t.call(Export, {uniqueIdentifier: id})
    if (object === undefined) throw new Error('No object')
    const theirs = {identity: identityOf('two')}
    await t.call(Import, {uniqueIdentifier: id, attributes: all, object}, theirs)
    const copy = await t.call(Export, {uniqueIdentifier: id}, theirs)
    expect(copy.object).toEqual(object)
    expect(copy.attributes.get('InitialDate')).toEqual(all.get('InitialDate'))
  })

  it('wraps, and makes the object stale', async () => {
    const t = await createTestEngine()
    const wrapping = await registerAes(t, repeated(6, 16), {CryptographicUsageMask: maskOf('WrapKey')})
    const id = await createKey(t, {Sensitive: true})
    const keyWrappingSpecification = {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: wrapping},
    } as const
    expect(await attributeOf(t, id, 'Fresh')).toBe(true)
    const {object} = await t.call(Export, {uniqueIdentifier: id, keyWrappingSpecification})
    expect(object).toMatchObject({value: {keyBlock: {keyWrappingData: {wrappingMethod: 'Encrypt'}}}})
    expect(await attributeOf(t, id, 'Fresh')).toBe(false)
  })

  it('leaves its identifier for the rest of the batch', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    const {batchItems = []} = await t.batch([entry(Export, {uniqueIdentifier: id}), entry(Get, {})])
    expect(answerOf(Get, batchItems[1]).uniqueIdentifier).toBe(id)
  })

  it('gives of a destroyed key all but its value, and of other destroyed objects their attributes', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    await endLife(t, id, 'Destroyed')
    const {object, attributes: all} = await t.call(Export, {uniqueIdentifier: id})
    expect(object).toEqual({
      type: 'SymmetricKey',
      value: {keyBlock: {keyFormatType: 'Raw', cryptographicAlgorithm: 'AES', cryptographicLength: 256}},
    })
    expect(all.get('State')).toBe('Destroyed')
    const gone = await register(t, secret('s'), {ActivationDate: new Date(0)})
    await endLife(t, gone, 'Destroyed')
    expect((await t.call(Export, {uniqueIdentifier: gone})).object).toBeUndefined()
  })
})

describe('Export refuses', () => {
  it('what Get refuses', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Export, {uniqueIdentifier: 'nothing'})).toBe('ItemNotFound')
    expect(await t.reason(Export, {uniqueIdentifier: await createKey(t, {Sensitive: true})})).toBe('Sensitive')
    expect(await t.reason(Export, {uniqueIdentifier: await createKey(t, {Extractable: false})})).toBe('NotExtractable')
    const pkcs1 = {uniqueIdentifier: await register(t, rawKey(repeated(5, 32)), aes), keyFormatType: 'PKCS_1'} as const
    expect(await t.reason(Export, pkcs1)).toBe('KeyFormatTypeNotSupported')
    const keyWrappingSpecification = {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: 'k'},
    } as const
    const bare = {uniqueIdentifier: await register(t, opaque('o')), keyWrappingSpecification}
    expect(await t.reason(Export, bare)).toBe('IllegalOperation')
  })

  it('versions that do not have it', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await createKey(t)}
    expect(await t.reason(Export, request, {version: '1.3'})).toBe('OperationNotSupported')
  })
})
