import {describe, expect, it} from 'vitest'
import {extensionIdentifiers, extensionValue} from '../../../../src/ca/x509/certificate-fields.ts'
import {nameText} from '../../../../src/ca/x509/directory-name.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {certify, fieldsOf, registerPublicKey} from '../../../support/certificates.ts'
import {ecPair, rsaPair} from '../../../support/key-pairs.ts'
import {attributes, hex, maskOf, nameOf, type AttributeValues} from '../../../support/managed-objects.ts'
import {at, createTestEngine} from '../../../support/test-engine.ts'

const day = 24 * 60 * 60

describe('The subject of a new certificate', () => {
  async function subjectFor(values: AttributeValues, name?: string): Promise<string> {
    const t = await createTestEngine()
    const key = await registerPublicKey(t, ecPair(), name === undefined ? {} : {Name: nameOf(name)})
    return nameText((await fieldsOf(t, await certify(t, key, values))).subject)
  }

  it('is the name of the key', async () => {
    expect(await subjectFor({}, 'web server')).toBe('CN=web server')
  })

  it('is the identifier of a key without a name, or with one that does not fit', async () => {
    expect(await subjectFor({})).toBe('CN=id-1')
    expect(await subjectFor({}, 'x'.repeat(65))).toBe('CN=id-1')
  })

  it('may be said part by part', async () => {
    const values = {
      CertificateSubjectO: 'Ås Kraft',
      CertificateSubjectC: 'NO',
      CertificateSubjectEmail: 'a@example.org',
    }
    expect(await subjectFor({...values, CertificateSubjectCN: 'web'})).toBe(
      'CN=web,emailAddress=a@example.org,O=Ås Kraft,C=NO',
    )
  })

  it('may be said as text', async () => {
    const subject = {certificateSubjectDistinguishedName: 'CN=web,O=Example'}
    expect(await subjectFor({CertificateSubject: subject})).toBe('CN=web,O=Example')
  })

  it('may be said in DER', async () => {
    const subject = {subjectDistinguishedName: hex('3010310e300c06035504030c0577656220ff'.replace('20ff', '2031'))}
    expect(await subjectFor({X_509CertificateSubject: subject})).toBe('CN=web 1')
  })

  it.each<[string, AttributeValues]>([
    ['what is no name', {X_509CertificateSubject: {subjectDistinguishedName: hex('300101')}}],
    ['a text that is no name', {CertificateSubject: {certificateSubjectDistinguishedName: 'web'}}],
    ['a part that is too long', {CertificateSubjectCN: 'x'.repeat(65)}],
    ['a part without a value', {CertificateSubjectO: ''}],
  ])('cannot be %s', async (_name, values) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerPublicKey(t)
    const set = attributes({CertificateType: 'X_509', ...values})
    expect(await t.reason(Certify, {uniqueIdentifier, attributes: set})).toBe('InvalidField')
    expect(t.internalErrors).toEqual([])
  })
})

describe('The validity of a new certificate', () => {
  async function validityFor(values: AttributeValues): Promise<[Date, Date]> {
    const t = await createTestEngine()
    const {notBefore, notAfter} = await fieldsOf(t, await certify(t, await registerPublicKey(t), values))
    return [notBefore, notAfter]
  }

  it('begins a little early and takes a year', async () => {
    expect(await validityFor({})).toEqual([at(-30), at(365 * day - 30)])
  })

  it('is that of the dates of the object', async () => {
    const dates = {ActivationDate: at(day), DeactivationDate: at(10 * day)}
    expect(await validityFor(dates)).toEqual([at(day), at(10 * day)])
  })

  it('does not begin long before it is signed', async () => {
    expect((await validityFor({ActivationDate: new Date(0)}))[0]).toEqual(at(-30))
  })

  it('ends no later than that of the authority', async () => {
    expect((await validityFor({DeactivationDate: at(5000 * day)}))[1]).toEqual(at(3650 * day))
  })

  it('cannot begin after the end of the authority', async () => {
    const t = await createTestEngine()
    const set = attributes({CertificateType: 'X_509', ActivationDate: at(4000 * day)})
    const request = {uniqueIdentifier: await registerPublicKey(t), attributes: set}
    expect(await t.reason(Certify, request)).toBe('InvalidField')
  })
})

describe('The purposes of a new certificate', () => {
  async function usageFor(pair: ReturnType<typeof ecPair>, values: AttributeValues): Promise<string> {
    const t = await createTestEngine()
    const fields = await fieldsOf(t, await certify(t, await registerPublicKey(t, pair, values)))
    return Buffer.from(extensionValue(fields, extensionIdentifiers.keyUsage) ?? []).toString('hex')
  }

  it.each([
    ['signatures', ecPair(), maskOf('Verify'), '03020780'],
    ['the wrapping of keys', rsaPair(), maskOf('WrapKey'), '03020520'],
    ['encryption', rsaPair(), maskOf('Encrypt'), '03020410'],
    ['all that a key on a curve can do', ecPair(), maskOf('Encrypt'), '03020388'],
    ['nothing that authorities do', ecPair(), maskOf('CertificateSign', 'Verify'), '03020780'],
  ])('are %s', async (_name, pair, mask, expected) => {
    expect(await usageFor(pair, {CryptographicUsageMask: mask})).toBe(expected)
  })
})
