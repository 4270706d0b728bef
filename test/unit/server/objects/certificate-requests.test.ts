import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Export} from '../../../../src/kmip/operations/export.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {ObjectType} from '../../../../src/kmip/spec/enumerations.ts'
import {describeCertificateRequest} from '../../../../src/server/objects/certificates/certificate-request.ts'
import {certificateRequest, requestDer, requestMessages, requestPem} from '../../../support/certificate-requests.ts'
import {activate, attributes, endLife, register, type AttributeValues} from '../../../support/managed-objects.ts'
import {createTestEngine, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const newest = {version: '2.1'} as const

function registration(object: ManagedObject, values: AttributeValues = {}) {
  return {objectType: object.type, attributes: attributes(values), object} as const
}

async function attributesAt(t: TestEngine, uniqueIdentifier: string, version: '1.4' | '2.1') {
  return (await t.call(GetAttributes, {uniqueIdentifier}, {version})).attributes
}

describe('A certificate request', () => {
  it.each([
    ['PKCS_10', requestDer],
    ['PEM', requestPem],
    ['CRMF', requestMessages()],
  ] as const)('of the type %s is kept as it came and tells of its key', async (type, value) => {
    const t = await createTestEngine()
    const object = certificateRequest(value, type)
    const id = await register(t, object, {}, newest)
    expect(await t.call(Get, {uniqueIdentifier: id}, newest)).toMatchObject({objectType: 'CertificateRequest', object})
    const all = await attributesAt(t, id, '2.1')
    expect(all?.get('ObjectType')).toBe('CertificateRequest')
    expect(all?.get('CryptographicAlgorithm')).toBe('ECDSA')
    expect(all?.get('CryptographicLength')).toBe(256)
    expect(all?.get('State')).toBe('PreActive')
    expect(all?.get('Digest')?.hashingAlgorithm).toBe('SHA_256')
    expect(all?.has('CertificateType')).toBe(false)
  })

  it.each([
    ['DER under PEM', requestDer, 'PEM'],
    ['PEM under PKCS#10', requestPem, 'PKCS_10'],
    ['PKCS#10 under CRMF', requestDer, 'CRMF'],
    ['CRMF under PKCS#10', requestMessages(), 'PKCS_10'],
    ['a type of a vendor', requestDer, 0x80000001],
    ['no request', Uint8Array.of(1, 2, 3), 'PKCS_10'],
  ] as const)('is refused when it cannot be read: %s', async (_, value, type) => {
    const t = await createTestEngine()
    const object = certificateRequest(value, type)
    expect(await t.reason(Register, registration(object), {version: '2.1'})).toBe('InvalidField')
    const imported = {uniqueIdentifier: 'csr', ...registration(object)}
    expect(await t.reason(Import, imported, newest)).toBe('InvalidField')
  })

  it('is none of the type that was gone when requests became objects', () => {
    const {value} = certificateRequest(requestDer, 'PGP')
    expect(() => describeCertificateRequest(new AttributeSet(), value)).toThrow(
      'Certificate Request Type PGP is not supported, CRMF, PKCS_10, PEM are',
    )
  })

  it('is refused when the client says another key of it than it has', async () => {
    const t = await createTestEngine()
    const request = registration(certificateRequest(), {CryptographicAlgorithm: 'RSA'})
    const refusal = await t.refusal(Register, request, newest)
    expect(refusal.resultMessage).toBe(
      'The certificate request has CryptographicAlgorithm ECDSA, the attributes say RSA',
    )
  })

  it('is found by its Object Type, exported, imported, revoked and destroyed', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificateRequest(), {}, newest)
    const wanted = {attributes: attributes({ObjectType: 'CertificateRequest'})}
    expect((await t.call(Locate, wanted, newest)).uniqueIdentifier).toEqual([id])
    const exported = await t.call(Export, {uniqueIdentifier: id}, newest)
    expect(exported).toMatchObject({objectType: 'CertificateRequest', object: certificateRequest()})
    const copy = {...registration(certificateRequest()), uniqueIdentifier: 'copy'}
    await t.call(Import, copy, newest)
    expect((await t.call(Get, {uniqueIdentifier: 'copy'}, newest)).object).toEqual(certificateRequest())
    await activate(t, id)
    await endLife(t, id, 'Destroyed')
    expect(await t.reason(Get, {uniqueIdentifier: id}, newest)).toBe('ObjectDestroyed')
    await t.call(Destroy, {uniqueIdentifier: 'copy'}, newest)
  })

  it('stays in its scope', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificateRequest(), {}, newest)
    expect(await t.reason(Get, {uniqueIdentifier: id}, {version: '2.1', identity: identityOf('two')})).toMatch(
      /NotFound$/,
    )
  })
})

describe('A certificate request at 1.x', () => {
  it('cannot be had, and the refusal says why', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificateRequest(), {}, newest)
    const refusal = {
      resultReason: 'FeatureNotSupported',
      resultMessage: 'ObjectType has the value CertificateRequest, which KMIP 1.4 cannot express',
    }
    expect(await t.refusal(Get, {uniqueIdentifier: id}, {version: '1.4'})).toMatchObject(refusal)
    expect(await t.refusal(Export, {uniqueIdentifier: id}, {version: '1.4'})).toMatchObject(refusal)
  })

  it('has all attributes but its Object Type', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificateRequest(), {}, newest)
    const all = await attributesAt(t, id, '1.4')
    expect(all?.has('ObjectType')).toBe(false)
    expect(all?.get('CryptographicLength')).toBe(256)
    expect((await t.call(Locate, {attributes: attributes({CryptographicLength: 256})})).uniqueIdentifier).toEqual([id])
  })
})

describe('Query', () => {
  it.each(['1.0', '1.4', '2.0', '2.1'] as const)(
    'lists certificate requests at %s where there are any',
    async (version) => {
      const t = await createTestEngine()
      const {objectType} = await t.call(Query, {queryFunction: ['QueryObjects']}, {version})
      expect(objectType?.includes('CertificateRequest')).toBe(ObjectType.knownIn('CertificateRequest', version))
    },
  )
})
