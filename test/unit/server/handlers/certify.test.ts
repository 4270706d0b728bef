import {describe, expect, it} from 'vitest'
import {nameText} from '../../../../src/ca/x509/directory-name.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {linkedIds} from '../../../../src/server/objects/links.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {attributesOf, certify, fieldsOf, registerPublicKey} from '../../../support/certificates.ts'
import {ecPair, rsaPair} from '../../../support/key-pairs.ts'
import {
  activate,
  attributes,
  endLife,
  locate,
  maskOf,
  nameOf,
  register,
  secret,
} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry} from '../../../support/test-engine.ts'

describeAddressing(Certify, {
  arrange: (t) => registerPublicKey(t),
  request: (uniqueIdentifier) => ({uniqueIdentifier, attributes: attributes({CertificateType: 'X_509'})}),
})

describe('Certify', () => {
  it('makes a certificate of the public key that the authority of the scope signed', async () => {
    const t = await createTestEngine()
    const pair = rsaPair()
    const id = await certify(t, await registerPublicKey(t, pair))
    const {certificate, issuer} = await fieldsOf(t, id)
    expect(certificate.publicKey.equals(pair.publicKey)).toBe(true)
    const [authority] = linkedIds({attributes: await attributesOf(t, id)}, 'CertificateLink')
    const signer = await fieldsOf(t, authority!)
    expect(certificate.verify(signer.certificate.publicKey)).toBe(true)
    expect(certificate.checkIssued(signer.certificate)).toBe(true)
    expect(signer.certificate.ca).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(nameText(issuer)).toBe('CN=kmipctl certificate authority,OU=one')
  })

  it('links key and certificate to each other', async () => {
    const t = await createTestEngine()
    const key = await registerPublicKey(t)
    const first = await certify(t, key)
    const second = await certify(t, key)
    expect(linkedIds({attributes: await attributesOf(t, key)}, 'CertificateLink')).toEqual([first, second])
    expect(linkedIds({attributes: await attributesOf(t, first)}, 'PublicKeyLink')).toEqual([key])
  })

  it('describes the certificate as if it had been registered', async () => {
    const t = await createTestEngine()
    const key = await registerPublicKey(t, ecPair('secp384r1'), {CryptographicUsageMask: maskOf('Verify')})
    const all = await attributesOf(t, await certify(t, key, {CryptographicLength: 1, Name: nameOf('web')}))
    expect(all.get('CryptographicLength')).toBe(384)
    expect(all.get('DigitalSignatureAlgorithm')).toBe('ECDSAWithSHA256')
    expect(all.get('CertificateIssuerOU')).toBe('one')
    expect(all.get('CryptographicUsageMask')).toBe(maskOf('Verify'))
    expect(all.get('Name')).toEqual(nameOf('web'))
    expect(all.get('State')).toBe('PreActive')
  })

  it('gives its identifier to the rest of the batch', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await registerPublicKey(t), attributes: attributes({CertificateType: 'X_509'})}
    const {batchItems = []} = await t.batch([entry(Certify, request), entry(Get, {})])
    const made = answerOf(Certify, batchItems[0]).uniqueIdentifier
    expect(answerOf(Get, batchItems[1])).toMatchObject({uniqueIdentifier: made, objectType: 'Certificate'})
  })

  it('makes two certificates for two items of one batch', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await registerPublicKey(t), attributes: attributes({CertificateType: 'X_509'})}
    const {batchItems = []} = await t.batch([entry(Certify, request), entry(Certify, request)])
    const [one, other] = batchItems.map((item) => answerOf(Certify, item).uniqueIdentifier)
    expect((await fieldsOf(t, one!)).serialNumber).not.toEqual((await fieldsOf(t, other!)).serialNumber)
    expect(await locate(t, {ObjectType: 'Certificate'})).toHaveLength(3)
  })

  it('works at the oldest version', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await registerPublicKey(t), attributes: attributes({CertificateType: 'X_509'})}
    const {uniqueIdentifier} = await t.call(Certify, request, {version: '1.0'})
    expect((await fieldsOf(t, uniqueIdentifier)).certificate.ca).toBe(false)
  })
})

describe('Certify refuses', () => {
  it('a request that says neither what it wants nor of which type', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Certify, {uniqueIdentifier: await registerPublicKey(t)})).toBe('InvalidField')
  })

  it('a PGP certificate', async () => {
    const t = await createTestEngine()
    const set = attributes({CertificateType: 'PGP'})
    const request = {uniqueIdentifier: await registerPublicKey(t), attributes: set}
    expect(await t.reason(Certify, request)).toBe('InvalidField')
  })

  const set = attributes({CertificateType: 'X_509'})

  it('what is no public key', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('x'), {})
    expect(await t.reason(Certify, {uniqueIdentifier: id, attributes: set})).toBe('PermissionDenied')
  })

  it.each(['Destroyed', 'Deactivated', 'Compromised'] as const)('a key that is %s', async (state) => {
    const t = await createTestEngine()
    const id = await registerPublicKey(t)
    await activate(t, id)
    await endLife(t, id, state)
    expect(await t.reason(Certify, {uniqueIdentifier: id, attributes: set})).toBe('PermissionDenied')
  })

  it('a key that is archived', async () => {
    const t = await createTestEngine()
    const id = await registerPublicKey(t)
    await t.call(Archive, {uniqueIdentifier: id})
    expect(await t.reason(Certify, {uniqueIdentifier: id, attributes: set})).toBe('ObjectArchived')
  })

  it('application data that nobody can make', async () => {
    const t = await createTestEngine()
    const values = {CertificateType: 'X_509', ApplicationSpecificInformation: {applicationNamespace: 'x'}} as const
    const request = {uniqueIdentifier: await registerPublicKey(t), attributes: attributes(values)}
    expect(await t.reason(Certify, request)).toBe('ApplicationNamespaceNotSupported')
  })
})

it('a certificate of a scope can be destroyed like any other', async () => {
  const t = await createTestEngine()
  const id = await certify(t, await registerPublicKey(t))
  await t.call(Destroy, {uniqueIdentifier: id})
  expect((await attributesOf(t, id)).get('State')).toBe('Destroyed')
})
