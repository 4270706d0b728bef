import {describe, expect, it} from 'vitest'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'
import type {OperationName} from '../../../../src/kmip/schema/operation.ts'
import {testChain} from '../../../support/chains.ts'
import {certify, registerPublicKey, x509} from '../../../support/certificates.ts'
import {
  aes,
  attributeOf,
  attributes,
  createKey,
  opaque,
  rawKey,
  register,
  secret,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {createTestEngine, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const newest = {version: '2.1'} as const
const wish = {RotateAutomatic: true, RotateInterval: 3600} as const
const automatic = {key: 'RotateAutomatic', index: undefined, value: true} as const

async function registration(t: TestEngine, object: ManagedObject, values: AttributeValues = {}) {
  const request = {objectType: object.type, attributes: attributes({...wish, ...values}), object}
  return t.refusal(Register, request, newest)
}

describe('Rotate Automatic is refused', () => {
  it.each([
    ['Secret Data', secret('s')],
    ['an Opaque Object', opaque('o')],
  ])('for %s, of which the server makes no other', async (_, object) => {
    const t = await createTestEngine()
    expect(await registration(t, object)).toMatchObject({resultReason: 'InvalidAttribute'})
    const uniqueIdentifier = await register(t, object)
    const request = {uniqueIdentifier, newAttribute: automatic}
    expect(await t.reason(AddAttribute, request, newest)).toBe('InvalidAttribute')
    await register(t, object, {RotateAutomatic: false, RotateInterval: 60}, newest)
  })

  it('for a key whose value is elsewhere', async () => {
    const t = await createTestEngine()
    const elsewhere = {type: 'SymmetricKey', value: {keyBlock: {keyFormatType: 'Raw'}}} as const
    expect(await registration(t, elsewhere, aes)).toMatchObject({resultReason: 'InvalidAttribute'})
  })

  it('for a key of an algorithm that the server has no keys of', async () => {
    const t = await createTestEngine()
    const vendors = {CryptographicAlgorithm: 0x80000001, CryptographicLength: 128} as const
    const key = rawKey(new Uint8Array(16))
    expect(await registration(t, key, vendors)).toMatchObject({resultReason: 'InvalidAttributeValue'})
    const uniqueIdentifier = await register(t, key, vendors)
    const request = {uniqueIdentifier, newAttribute: automatic}
    expect((await t.refusal(AddAttribute, request, newest)).resultMessage).toContain('no algorithm of a symmetric key')
  })

  it('for the certificate of an authority', async () => {
    const t = await createTestEngine()
    const {root} = await testChain()
    const object = x509(root)
    expect(await registration(t, object)).toMatchObject({resultReason: 'InvalidAttribute'})
    const uniqueIdentifier = await register(t, object)
    const request = {uniqueIdentifier, newAttribute: automatic}
    expect(await t.reason(AddAttribute, request, newest)).toBe('InvalidAttribute')
  })

  it('with an interval of nothing', async () => {
    const t = await createTestEngine()
    const request = {objectType: 'SymmetricKey', attributes: attributes({...aes, RotateInterval: 0})} as const
    expect(await t.reason(Create, request, newest)).toBe('InvalidAttributeValue')
  })
})

describe('A role that may not replace an object itself', () => {
  function without(...operations: readonly OperationName[]) {
    const allows = (operation: OperationName) => !operations.includes(operation)
    return {...newest, identity: {...identityOf('one'), allows}}
  }

  it('may not have a key rotated, neither a new one nor one that is there', async () => {
    const t = await createTestEngine()
    const request = {objectType: 'SymmetricKey', attributes: attributes({...aes, ...wish})} as const
    const answer = await t.refusal(Create, request, without('ReKey'))
    expect(answer).toMatchObject({
      resultReason: 'PermissionDenied',
      resultMessage: 'Automatic rotation is Re-key, which is not granted to role tester of scope one',
    })
    const uniqueIdentifier = await createKey(t)
    const addition = {uniqueIdentifier, newAttribute: automatic}
    expect(await t.reason(AddAttribute, addition, without('ReKey'))).toBe('PermissionDenied')
    await t.call(AddAttribute, addition, without('ReKeyKeyPair', 'ReCertify'))
  })

  it('may not complete the wish of another with an interval', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {RotateAutomatic: true}, newest)
    const newAttribute = {key: 'RotateInterval', index: undefined, value: 1} as const
    const addition = {uniqueIdentifier, newAttribute}
    expect(await t.reason(AddAttribute, addition, without('ReKey'))).toBe('PermissionDenied')
    await t.call(AddAttribute, addition, newest)
  })

  it('may not have pairs and certificates rotated', async () => {
    const t = await createTestEngine()
    const commonAttributes = attributes({CryptographicAlgorithm: 'EC', ...wish})
    expect(await t.reason(CreateKeyPair, {commonAttributes}, without('ReKeyKeyPair'))).toBe('PermissionDenied')
    const uniqueIdentifier = await registerPublicKey(t)
    const wanted = attributes({CertificateType: 'X_509', CertificateSubjectCN: 'web', ...wish})
    const request = {uniqueIdentifier, attributes: wanted}
    expect(await t.reason(Certify, request, without('ReCertify'))).toBe('PermissionDenied')
    const {uniqueIdentifier: certificate} = await t.call(Certify, request, newest)
    expect(await attributeOf(t, certificate, 'CertificateType')).toBe('X_509')
  })

  it('may do without the wish what it may', async () => {
    const t = await createTestEngine()
    const values = attributes({...aes, RotateInterval: 60, RotateAutomatic: false})
    await t.call(Create, {objectType: 'SymmetricKey', attributes: values}, without('ReKey'))
    const certificate = await certify(t, await registerPublicKey(t))
    const addition = {uniqueIdentifier: certificate, newAttribute: automatic}
    expect(await t.reason(AddAttribute, addition, without('ReCertify'))).toBe('PermissionDenied')
  })
})
