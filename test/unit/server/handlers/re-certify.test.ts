import {describe, expect, it} from 'vitest'
import {nameText} from '../../../../src/ca/x509/directory-name.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {ReCertify} from '../../../../src/kmip/operations/re-certify.ts'
import {readSigningRequest} from '../../../../src/ca/signing-request.ts'
import {linkedIds} from '../../../../src/server/objects/links.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {attributesOf, certify, fieldsOf, registerPublicKey, x509} from '../../../support/certificates.ts'
import {keyOf} from '../../../support/key-pairs.ts'
import {
  activate,
  attributes,
  endLife,
  nameOf,
  register,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {answerOf, at, createTestEngine, entry, type TestEngine} from '../../../support/test-engine.ts'
import {fixture} from '../../ca/fixture.ts'
import {x509Fixture} from '../../ca/x509/fixture.ts'

describeAddressing(ReCertify, {
  arrange: async (t) => certify(t, await registerPublicKey(t)),
  request: (uniqueIdentifier) => ({uniqueIdentifier}),
})

const day = 24 * 60 * 60

async function renew(t: TestEngine, uniqueIdentifier: string, values: AttributeValues = {}, offset?: number) {
  const request = {uniqueIdentifier, offset, attributes: attributes(values)}
  return (await t.call(ReCertify, request)).uniqueIdentifier
}

describe('Re-certify', () => {
  it('makes another certificate for the same key and subject', async () => {
    const t = await createTestEngine()
    const first = await certify(t, await registerPublicKey(t), {
      CertificateSubjectCN: 'web',
      CertificateSubjectO: 'Acme',
    })
    t.setNow(at(100 * day))
    const second = await renew(t, first)
    const [before, after] = [await fieldsOf(t, first), await fieldsOf(t, second)]
    expect(after.certificate.publicKey.equals(before.certificate.publicKey)).toBe(true)
    expect(nameText(after.subject)).toBe('CN=web,O=Acme')
    expect(after.serialNumber).not.toEqual(before.serialNumber)
    expect([after.notBefore, after.notAfter]).toEqual([at(100 * day - 30), at(465 * day - 30)])
  })

  it('describes the new certificate anew', async () => {
    const t = await createTestEngine()
    const first = await certify(t, await registerPublicKey(t), {CertificateSubjectCN: 'web'})
    const second = await renew(t, first, {CertificateSubjectCN: 'shop'})
    const all = await attributesOf(t, second)
    expect(all.all('CertificateSubjectCN')).toEqual(['shop'])
    expect(all.all('CertificateIssuerOU')).toEqual(['one'])
    expect(all.get('Digest')?.digestValue).not.toEqual((await attributesOf(t, first)).get('Digest')?.digestValue)
  })

  it('links old, new and public key', async () => {
    const t = await createTestEngine()
    const key = await registerPublicKey(t)
    const first = await certify(t, key)
    const second = await renew(t, first)
    const links = async (id: string, type: Parameters<typeof linkedIds>[1]) =>
      linkedIds({attributes: await attributesOf(t, id)}, type)
    expect(await links(first, 'ReplacementObjectLink')).toEqual([second])
    expect(await links(second, 'ReplacedObjectLink')).toEqual([first])
    expect(await links(second, 'PublicKeyLink')).toEqual([key])
    expect(await links(key, 'CertificateLink')).toEqual([second])
  })

  it('gives the names of the old certificate to the new one', async () => {
    const t = await createTestEngine({policy: {uniqueNames: true}})
    const first = await certify(t, await registerPublicKey(t), {Name: nameOf('web'), ObjectGroup: 'shop'})
    const second = await renew(t, first)
    expect((await attributesOf(t, first)).has('Name')).toBe(false)
    expect((await attributesOf(t, second)).get('Name')).toEqual(nameOf('web'))
    expect((await attributesOf(t, second)).get('ObjectGroup')).toBe('shop')
  })

  it('gives its identifier to the rest of the batch', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await certify(t, await registerPublicKey(t))
    const {batchItems = []} = await t.batch([entry(ReCertify, {uniqueIdentifier}), entry(Get, {})])
    expect(answerOf(Get, batchItems[1]).uniqueIdentifier).toBe(answerOf(ReCertify, batchItems[0]).uniqueIdentifier)
  })

  it('copies the dates without an Offset', async () => {
    const t = await createTestEngine()
    const dates = {ActivationDate: at(day), DeactivationDate: at(9 * day)}
    const first = await certify(t, await registerPublicKey(t), dates)
    t.setNow(at(2 * day))
    const second = await renew(t, first)
    expect(
      await attributesOf(t, second).then((all) => [all.get('ActivationDate'), all.get('DeactivationDate')]),
    ).toEqual([at(day), at(9 * day)])
    expect((await fieldsOf(t, second)).notAfter).toEqual(at(9 * day))
  })

  it('moves the dates by an Offset', async () => {
    const t = await createTestEngine()
    const dates = {ActivationDate: at(day), DeactivationDate: at(9 * day)}
    const first = await certify(t, await registerPublicKey(t), dates)
    t.setNow(at(5 * day))
    const second = await renew(t, first, {}, 3600)
    const all = await attributesOf(t, second)
    expect(all.get('ActivationDate')).toEqual(at(5 * day + 3600))
    expect(all.get('DeactivationDate')).toEqual(at(13 * day + 3600))
    expect(all.get('State')).toBe('PreActive')
    const {notBefore, notAfter} = await fieldsOf(t, second)
    expect([notBefore, notAfter]).toEqual([at(5 * day + 3600), at(13 * day + 3600)])
  })

  it('moves nothing where there is no date', async () => {
    const t = await createTestEngine()
    const second = await renew(t, await certify(t, await registerPublicKey(t)), {}, 3600)
    expect((await attributesOf(t, second)).has('ActivationDate')).toBe(false)
  })

  it('renews a registered certificate and keeps its alternative names', async () => {
    const t = await createTestEngine()
    t.setNow(at(330 * day))
    const second = await renew(t, await register(t, x509(x509Fixture('names.der'))))
    const {certificate, subject} = await fieldsOf(t, second)
    expect(certificate.subjectAltName).toContain('DNS:a.example.org, DNS:b.example.org')
    expect(nameText(subject)).toContain(String.raw`O=Acme\, Inc.`)
    expect(nameText(subject)).toMatch(/DC=org,DC=example$/)
  })

  it('takes a certificate request for the same key', async () => {
    const t = await createTestEngine()
    const {publicKey} = await readSigningRequest(fixture('p256.csr'))
    const key = await register(t, keyOf('PublicKey', 'X_509', publicKey.export({format: 'der', type: 'spki'})))
    const first = await certify(t, key, {CertificateSubjectCN: 'else'})
    const certificateRequest = Uint8Array.from(fixture('p256.csr'))
    const request = {uniqueIdentifier: first, certificateRequestType: 'PEM', certificateRequest} as const
    const {uniqueIdentifier} = await t.call(ReCertify, request)
    expect((await attributesOf(t, uniqueIdentifier)).get('CertificateSubjectCN')).toBe('p256')
    const other = await certify(t, await registerPublicKey(t))
    expect(await t.reason(ReCertify, {...request, uniqueIdentifier: other})).toBe('InvalidField')
  })

  it.each<[string, AttributeValues]>([
    ['Activation Date', {ActivationDate: at(day)}],
    ['Deactivation Date', {DeactivationDate: at(day)}],
  ])('refuses an Offset beside a %s', async (_name, values) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await certify(t, await registerPublicKey(t))
    const request = {uniqueIdentifier, offset: 1, attributes: attributes(values)}
    expect(await t.reason(ReCertify, request)).toBe('InvalidMessage')
  })

  it('refuses what is no certificate', async () => {
    const t = await createTestEngine()
    expect(await t.reason(ReCertify, {uniqueIdentifier: await registerPublicKey(t)})).toBe('PermissionDenied')
  })

  it('refuses the certificate of an authority', async () => {
    const t = await createTestEngine()
    const id = await certify(t, await registerPublicKey(t))
    const [authority] = linkedIds({attributes: await attributesOf(t, id)}, 'CertificateLink')
    expect(await t.reason(ReCertify, {uniqueIdentifier: authority})).toBe('PermissionDenied')
  })

  it.each(['Compromised', 'Destroyed'] as const)('refuses a certificate that is %s', async (state) => {
    const t = await createTestEngine()
    const id = await certify(t, await registerPublicKey(t))
    await activate(t, id)
    await endLife(t, id, state)
    expect(await t.reason(ReCertify, {uniqueIdentifier: id})).toBe('PermissionDenied')
  })

  it('refuses a certificate whose key is of an unknown kind', async () => {
    const t = await createTestEngine()
    const der = Buffer.from(x509Fixture('names.der'))
    // The algorithm of the key: id-ecPublicKey becomes something else
    der[der.indexOf(Buffer.from('06072a8648ce3d0201', 'hex')) + 8] = 0x55
    const id = await register(t, x509(der))
    expect((await attributesOf(t, id)).has('CryptographicAlgorithm')).toBe(false)
    expect(await t.reason(ReCertify, {uniqueIdentifier: id})).toBe('PermissionDenied')
  })

  it('refuses a certificate with a subject that cannot be written again', async () => {
    const t = await createTestEngine()
    t.setNow(at(330 * day))
    const der = Buffer.from(x509Fixture('names.der'))
    const subject = der.lastIndexOf(Buffer.from('310b3009060355040613024e4f', 'hex'))
    // OpenSSL takes another tag for the set of a relative name
    der[subject] = 0x11
    const id = await register(t, x509(der))
    expect(await t.reason(ReCertify, {uniqueIdentifier: id})).toBe('InvalidField')
    expect(t.internalErrors).toEqual([])
  })

  it('refuses another type of certificate', async () => {
    const t = await createTestEngine()
    const id = await certify(t, await registerPublicKey(t))
    const request = {uniqueIdentifier: id, attributes: attributes({CertificateType: 'PGP'})}
    expect(await t.reason(ReCertify, request)).toBe('InvalidField')
  })

  it('certifies a key again that lost its first certificate', async () => {
    const t = await createTestEngine()
    const key = await registerPublicKey(t)
    await endLife(t, await certify(t, key, {ActivationDate: new Date(0)}), 'Destroyed')
    const request = {uniqueIdentifier: key, attributes: attributes({CertificateType: 'X_509'})}
    expect((await t.call(Certify, request)).uniqueIdentifier).toBeTruthy()
  })
})
