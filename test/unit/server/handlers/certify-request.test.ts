import {describe, expect, it} from 'vitest'
import {nameText} from '../../../../src/ca/x509/directory-name.ts'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ReCertify} from '../../../../src/kmip/operations/re-certify.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {linkedIds} from '../../../../src/server/objects/links.ts'
import {certificateRequest, requestDer, requestMessages, requestPem} from '../../../support/certificate-requests.ts'
import {attributesOf, certify, fieldsOf, registerPublicKey, x509} from '../../../support/certificates.ts'
import {readRequestFields} from '../../../../src/ca/x509/request-fields.ts'
import {activate, attributes, endLife, register, secret, several} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry, type TestEngine} from '../../../support/test-engine.ts'
import {ecPair, spkiPublic} from '../../../support/key-pairs.ts'
import {createPublicKey} from 'node:crypto'

const newest = {version: '2.1'} as const

/** The key that the request is for, as an object. */
async function keyOfRequest(t: TestEngine): Promise<string> {
  const key = Buffer.from(readRequestFields(requestDer).publicKeyInfo ?? [])
  const publicKey = createPublicKey({key, format: 'der', type: 'spki'})
  const {privateKey} = ecPair()
  return register(t, spkiPublic({publicKey, privateKey}))
}

async function linksOf(
  t: TestEngine,
  id: string,
  type: 'CertificateLink' | 'PublicKeyLink',
): Promise<readonly string[]> {
  return linkedIds({attributes: await attributesOf(t, id)}, type)
}

describe('Certify of a Certificate Request', () => {
  it('certifies the key that the request is for, under its name, and links the two', async () => {
    const t = await createTestEngine()
    const request = await register(t, certificateRequest(requestPem, 'PEM'), {}, newest)
    const {uniqueIdentifier} = await t.call(Certify, {uniqueIdentifier: request}, newest)
    const {subject, certificate} = await fieldsOf(t, uniqueIdentifier)
    expect(nameText(subject)).toBe('CN=p256,O=Example')
    expect(certificate.publicKey.export({type: 'spki', format: 'der'})).toEqual(
      Buffer.from(readRequestFields(requestDer).publicKeyInfo ?? []),
    )
    expect(await linksOf(t, request, 'CertificateLink')).toEqual([uniqueIdentifier])
    expect(await linksOf(t, uniqueIdentifier, 'PublicKeyLink')).toEqual([])
  })

  it('links the certificate to the public key that the request is linked with', async () => {
    const t = await createTestEngine()
    const key = await keyOfRequest(t)
    const other = await registerPublicKey(t)
    const links = several(
      'Link',
      {linkType: 'PublicKeyLink', linkedObjectIdentifier: other},
      {linkType: 'PublicKeyLink', linkedObjectIdentifier: key},
    )
    const request = await register(t, certificateRequest(), links, newest)
    const {uniqueIdentifier} = await t.call(Certify, {uniqueIdentifier: request}, newest)
    expect(await linksOf(t, uniqueIdentifier, 'PublicKeyLink')).toEqual([key])
    expect(await linksOf(t, key, 'CertificateLink')).toEqual([uniqueIdentifier])
    expect(await linksOf(t, other, 'CertificateLink')).toEqual([])
  })

  it('takes the one that the batch has just registered, and leaves its certificate to the rest of it', async () => {
    const t = await createTestEngine()
    const object = certificateRequest()
    const registration = {objectType: object.type, attributes: new AttributeSet(), object}
    const items = [entry(Register, registration, '2.1'), entry(Certify, {}, '2.1'), entry(Get, {}, '2.1')]
    const {batchItems = []} = await t.batch(items, newest)
    expect(answerOf(Get, batchItems[2]).objectType).toBe('Certificate')
  })

  it('refuses what is no longer good, what is in CRMF, and a second request beside it', async () => {
    const t = await createTestEngine()
    const crmf = await register(t, certificateRequest(requestMessages(), 'CRMF'), {}, newest)
    expect(await t.reason(Certify, {uniqueIdentifier: crmf}, newest)).toBe('InvalidField')
    const request = await register(t, certificateRequest(), {}, newest)
    const both = {uniqueIdentifier: request, certificateRequestType: 'PKCS_10', certificateRequest: requestDer} as const
    expect(await t.reason(Certify, both, newest)).toBe('InvalidField')
    await activate(t, request)
    await endLife(t, request, 'Deactivated')
    expect(await t.reason(Certify, {uniqueIdentifier: request}, newest)).not.toBe('InvalidField')
  })

  it('refuses other objects', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, secret('word'))
    expect(await t.reason(Certify, {uniqueIdentifier}, newest)).toBe('InvalidObjectType')
  })

  it('refuses one whose signature is wrong only when it is to be certified', async () => {
    const t = await createTestEngine()
    const damaged = Uint8Array.from(requestDer, (byte, index) => (index === requestDer.length - 1 ? byte ^ 1 : byte))
    const uniqueIdentifier = await register(t, certificateRequest(damaged), {}, newest)
    expect(await t.reason(Certify, {uniqueIdentifier}, newest)).toBe('InvalidCSR')
  })
})

describe('Certify with a certificate request in its payload', () => {
  const request = {certificateRequestType: 'PKCS_10', certificateRequest: requestDer} as const

  it('needs no object beside it', async () => {
    const t = await createTestEngine()
    const {uniqueIdentifier} = await t.call(Certify, request, newest)
    expect(nameText((await fieldsOf(t, uniqueIdentifier)).subject)).toBe('CN=p256,O=Example')
  })

  it('is linked to the key of the ID Placeholder only where it is for that key', async () => {
    const t = await createTestEngine()
    for (const [key, expected] of [
      [await keyOfRequest(t), 1],
      [await registerPublicKey(t), 0],
    ] as const) {
      const search = entry(Locate, {attributes: attributes({UniqueIdentifier: key})}, '2.1')
      const {batchItems = []} = await t.batch([search, entry(Certify, request, '2.1')], newest)
      const made = answerOf(Certify, batchItems[1]).uniqueIdentifier
      expect(await linksOf(t, made, 'PublicKeyLink')).toHaveLength(expected)
    }
  })
})

describe('Re-certify with a Certificate Request of the scope', () => {
  it('renews the certificate under the name that the request has, and links it', async () => {
    const t = await createTestEngine()
    const certificate = await certify(t, await keyOfRequest(t))
    const request = await register(t, certificateRequest(), {}, newest)
    const payload = {uniqueIdentifier: certificate, certificateRequestUniqueIdentifier: request}
    const {uniqueIdentifier} = await t.call(ReCertify, payload, newest)
    expect(nameText((await fieldsOf(t, uniqueIdentifier)).subject)).toBe('CN=p256,O=Example')
    expect(await linksOf(t, request, 'CertificateLink')).toEqual([uniqueIdentifier])
  })

  it('refuses one for another key, and what is none', async () => {
    const t = await createTestEngine()
    const key = await registerPublicKey(t)
    const certificate = await certify(t, key)
    const request = await register(t, certificateRequest(), {}, newest)
    const payload = {uniqueIdentifier: certificate, certificateRequestUniqueIdentifier: request}
    expect(await t.reason(ReCertify, payload, newest)).toBe('InvalidCSR')
    const wrong = {...payload, certificateRequestUniqueIdentifier: key}
    expect(await t.reason(ReCertify, wrong, newest)).toBe('InvalidObjectType')
  })
})

describe('A certificate at 2.1', () => {
  it('tells the parts of its names as attributes, is found by them, and has none of the deprecated ones', async () => {
    const t = await createTestEngine()
    const key = await registerPublicKey(t)
    const set = attributes({CertificateType: 'X_509', CertificateSubjectCN: 'web', CertificateSubjectC: 'CH'})
    for (const unit of ['one', 'two']) set.add('CertificateSubjectOU', unit)
    const {uniqueIdentifier} = await t.call(Certify, {uniqueIdentifier: key, attributes: set}, newest)
    const all = (await t.call(GetAttributes, {uniqueIdentifier}, newest)).attributes ?? new AttributeSet()
    expect(all.all('CertificateSubjectOU')).toEqual(['one', 'two'])
    expect(all.get('CertificateSubjectCN')).toBe('web')
    expect(all.get('CertificateIssuerOU')).toBe('one')
    expect(all.get('CertificateType')).toBe('X_509')
    expect(all.get('DigitalSignatureAlgorithm')).toBe('ECDSAWithSHA256')
    expect(all.get('CertificateLength')).toBe((await fieldsOf(t, uniqueIdentifier)).certificate.raw.length)
    expect(
      ['CertificateIdentifier', 'CertificateSubject', 'CertificateIssuer'].some((name) =>
        all.has(name as 'CertificateSubject'),
      ),
    ).toBe(false)
    const find = async (wanted: AttributeSet) =>
      (await t.call(Locate, {attributes: wanted}, newest)).uniqueIdentifier ?? []
    expect(await find(attributes({CertificateSubjectOU: 'two', CertificateSubjectC: 'CH'}))).toEqual([uniqueIdentifier])
    expect(await find(attributes({CertificateSubjectOU: 'three'}))).toEqual([])
    const identifier = all.get('X_509CertificateIdentifier')
    expect(identifier).toBeDefined()
    expect(
      await find(identifier === undefined ? new AttributeSet() : attributes({X_509CertificateIdentifier: identifier})),
    ).toEqual([uniqueIdentifier])
    const subject = all.get('X_509CertificateSubject')
    expect(
      await find(subject === undefined ? new AttributeSet() : attributes({X_509CertificateSubject: subject})),
    ).toEqual([uniqueIdentifier])
  })

  it('that 1.0 registered has them too', async () => {
    const t = await createTestEngine()
    const id = await certify(t, await registerPublicKey(t))
    const {certificate} = await fieldsOf(t, id)
    const copy = await register(t, x509(certificate.raw), {}, {version: '1.0'})
    expect((await t.call(GetAttributes, {uniqueIdentifier: copy}, newest)).attributes?.get('CertificateIssuerCN')).toBe(
      'kmipctl certificate authority',
    )
  })
})
