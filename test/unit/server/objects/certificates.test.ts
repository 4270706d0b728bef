import {createHash} from 'node:crypto'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {
  activate,
  attributes,
  endLife,
  hex,
  locate,
  register,
  stateOf,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'
import {x509Fixture} from '../../ca/x509/fixture.ts'

const der = x509Fixture('names.der')
const serialNumber = '008000000000000001'

function certificate(certificateValue: Uint8Array = der): ManagedObject<'Certificate'> {
  return {type: 'Certificate', value: {certificateType: 'X_509', certificateValue}}
}

function request(object: ManagedObject, values: AttributeValues = {}) {
  return {objectType: object.type, attributes: attributes(values), object} as const
}

async function attributesOf(t: TestEngine, uniqueIdentifier: string): Promise<AttributeSet> {
  return (await t.call(GetAttributes, {uniqueIdentifier})).attributes ?? new AttributeSet()
}

describe('A registered certificate', () => {
  it('comes back as it was', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificate())
    expect((await t.call(Get, {uniqueIdentifier: id})).object).toEqual(certificate())
  })

  it('tells of itself what stands in it', async () => {
    const t = await createTestEngine()
    const all = await attributesOf(t, await register(t, certificate()))
    expect(all.get('CertificateType')).toBe('X_509')
    expect(all.get('CertificateLength')).toBe(der.length)
    expect(all.get('CryptographicAlgorithm')).toBe('ECDSA')
    expect(all.get('CryptographicLength')).toBe(256)
    expect(all.get('DigitalSignatureAlgorithm')).toBe('ECDSAWithSHA256')
    expect(all.get('State')).toBe('PreActive')
    expect(all.get('Digest')).toEqual({
      hashingAlgorithm: 'SHA_256',
      digestValue: Uint8Array.from(createHash('sha256').update(der).digest()),
      keyFormatType: 'Raw',
    })
  })

  it('has identifier, subject and issuer in bytes', async () => {
    const t = await createTestEngine()
    const all = await attributesOf(t, await register(t, certificate()))
    expect(all.get('X_509CertificateIdentifier')).toMatchObject({certificateSerialNumber: hex(`0209${serialNumber}`)})
    expect(all.get('X_509CertificateSubject')?.subjectAlternativeName).toHaveLength(9)
    expect(all.get('X_509CertificateIssuer')?.issuerAlternativeName).toHaveLength(1)
  })

  it('has identifier, subject and issuer as text', async () => {
    const t = await createTestEngine()
    const all = await attributesOf(t, await register(t, certificate()))
    expect(all.get('CertificateIdentifier')).toMatchObject({serialNumber})
    expect(all.get('CertificateSubject')).toMatchObject({
      certificateSubjectAlternativeName: expect.arrayContaining(['a.example.org', '2001:db8::1']),
    })
    expect(all.get('CertificateIssuer')).toMatchObject({
      certificateIssuerDistinguishedName: expect.stringMatching(/^CN=names #1,.*,DC=example$/),
    })
  })

  it('has the parts of its names one by one', async () => {
    const t = await createTestEngine()
    const all = await attributesOf(t, await register(t, certificate()))
    expect(all.all('CertificateSubjectDC')).toEqual(['example', 'org'])
    expect(all.all('CertificateSubjectOU')).toEqual(['payments', 'ledger'])
    expect(all.get('CertificateSubjectCN')).toBe('names #1')
    expect(all.get('CertificateIssuerO')).toBe('Acme, Inc.')
    expect(all.get('CertificateIssuerEmail')).toBe('keys@example.org')
    expect(all.get('CertificateSubjectUID')).toBe('u-17')
    expect(all.get('CertificateSubjectSerialNumber')).toBe('SN-4711')
    expect(all.get('CertificateSubjectTitle')).toBe('Dr')
    expect(all.get('CertificateSubjectDNQualifier')).toBe('q1')
  })

  it('shows each version only what it knows', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificate())
    const {attributes: oldest} = await t.call(GetAttributes, {uniqueIdentifier: id}, {version: '1.0'})
    expect(oldest?.has('CertificateIdentifier')).toBe(true)
    expect(oldest?.has('X_509CertificateIdentifier')).toBe(false)
    expect(oldest?.has('CertificateLength')).toBe(false)
    const {attributes: older} = await t.call(GetAttributes, {uniqueIdentifier: id}, {version: '1.3'})
    expect(older?.has('X_509CertificateIdentifier')).toBe(true)
    expect(older?.has('CertificateSubjectCN')).toBe(false)
  })

  it('is found by the parts of its name and by its serial number in either form', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificate())
    const all = await attributesOf(t, id)
    const {issuerDistinguishedName} = all.get('X_509CertificateIdentifier')!
    for (const form of [`0209${serialNumber}`, serialNumber]) {
      const certificateSerialNumber = hex(form)
      const identifier = {issuerDistinguishedName, certificateSerialNumber}
      expect(await locate(t, {X_509CertificateIdentifier: identifier})).toEqual([id])
    }
    const other = {issuerDistinguishedName, certificateSerialNumber: hex('02010b')}
    expect(await locate(t, {X_509CertificateIdentifier: other})).toEqual([])
    expect(await locate(t, {CertificateSubjectCN: 'names #1', ObjectType: 'Certificate'})).toEqual([id])
    expect(await locate(t, {CertificateSubjectCN: 'names'})).toEqual([])
  })

  it('is found by single members of its structures', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificate())
    const all = await attributesOf(t, id)
    const {subjectDistinguishedName} = all.get('X_509CertificateSubject')!
    const {issuer} = all.get('CertificateIdentifier')!
    expect(await locate(t, {X_509CertificateSubject: {subjectDistinguishedName}})).toEqual([id])
    expect(await locate(t, {CertificateIdentifier: {issuer}})).toEqual([id])
    expect(await locate(t, {CertificateIdentifier: {issuer, serialNumber: '01'}})).toEqual([])
    const certificateSubjectAlternativeName = ['b.example.org']
    const {certificateSubjectDistinguishedName} = all.get('CertificateSubject')!
    const subject = {certificateSubjectDistinguishedName, certificateSubjectAlternativeName}
    expect(await locate(t, {CertificateSubject: subject})).toEqual([id])
  })

  it('lives and dies as keys do', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificate())
    await activate(t, id)
    expect(await t.reason(Destroy, {uniqueIdentifier: id})).toBe('PermissionDenied')
    await endLife(t, id, 'Destroyed')
    expect(await stateOf(t, id)).toBe('Destroyed')
    const left = await attributesOf(t, id)
    expect(left.get('CertificateSubjectCN')).toBe('names #1')
  })

  it('may be described by the client where the client is right', async () => {
    const t = await createTestEngine()
    const said = {CertificateType: 'X_509', CertificateLength: der.length, CryptographicAlgorithm: 'EC'} as const
    const id = await register(t, certificate(), said)
    expect((await attributesOf(t, id)).get('CryptographicAlgorithm')).toBe('EC')
  })

  it.each<[string, AttributeValues]>([
    ['type', {CertificateType: 'PGP'}],
    ['length', {CertificateLength: 12}],
    ['algorithm', {CryptographicAlgorithm: 'RSA'}],
    ['size of the key', {CryptographicLength: 384}],
    ['signature', {DigitalSignatureAlgorithm: 'SHA_256WithRSAEncryption'}],
  ])('is refused when the client is wrong about its %s', async (_what, values) => {
    const t = await createTestEngine()
    expect(await t.reason(Register, request(certificate(), values))).toBe('InvalidField')
  })

  it.each([
    ['random bytes', Uint8Array.of(1, 2, 3)],
    ['nothing', new Uint8Array(0)],
    ['a certificate with a byte too many', Uint8Array.of(...der, 0)],
    ['a certificate cut short', der.subarray(0, 100)],
  ])('cannot be %s', async (_name, value) => {
    const t = await createTestEngine()
    expect(await t.reason(Register, request(certificate(value)))).toBe('InvalidField')
    expect(t.internalErrors).toEqual([])
  })

  it('is refused or taken whatever byte of it is changed, and never by accident', async () => {
    const t = await createTestEngine()
    await fc.assert(
      fc.asyncProperty(fc.nat(der.length - 1), fc.integer({min: 1, max: 255}), async (position, change) => {
        const changed = der.map((byte, index) => (index === position ? byte ^ change : byte))
        const answer = await t.refusal(Register, request(certificate(changed)))
        if (answer.resultStatus !== 'Success') expect(answer.resultReason).toBe('InvalidField')
        expect(t.internalErrors).toEqual([])
      }),
      {numRuns: 300},
    )
  })

  it('cannot be of PGP', async () => {
    const t = await createTestEngine()
    const object = {type: 'Certificate', value: {certificateType: 'PGP', certificateValue: der}} as const
    expect(await t.reason(Register, request(object))).toBe('InvalidField')
  })

  it('does not let clients change what the certificate says', async () => {
    const t = await createTestEngine()
    const id = await register(t, certificate())
    const newAttribute = {key: 'CertificateLength', index: undefined, value: 123} as const
    expect(await t.reason(ModifyAttribute, {uniqueIdentifier: id, newAttribute})).toBe('PermissionDenied')
    const subject = {key: 'CertificateSubjectCN', index: undefined, value: 'else'} as const
    expect(await t.reason(AddAttribute, {uniqueIdentifier: id, newAttribute: subject})).toBe('PermissionDenied')
  })
})

describe('A PGP Key', () => {
  function pgpKey(pgpKeyVersion: number): ManagedObject<'PGPKey'> {
    const keyMaterial = new TextEncoder().encode('-----BEGIN PGP PUBLIC KEY BLOCK-----\n')
    const keyBlock = {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial}} as const
    return {type: 'PGPKey', value: {pgpKeyVersion, keyBlock}}
  }

  it.each([3, 4])('of version %i is kept as it is', async (version) => {
    const t = await createTestEngine()
    const id = await register(t, pgpKey(version))
    expect((await t.call(Get, {uniqueIdentifier: id, keyFormatType: 'Raw'})).object).toEqual(pgpKey(version))
    expect(await stateOf(t, id)).toBe('PreActive')
  })

  it('of another version is refused', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Register, request(pgpKey(5)))).toBe('InvalidField')
  })

  it('has no other format', async () => {
    const t = await createTestEngine()
    const id = await register(t, pgpKey(4))
    expect(await t.reason(Get, {uniqueIdentifier: id, keyFormatType: 'PKCS_8'})).toBe('KeyFormatTypeNotSupported')
  })

  it('does not exist before 1.2', async () => {
    const t = await createTestEngine()
    const id = await register(t, pgpKey(4))
    expect(await t.reason(Get, {uniqueIdentifier: id}, {version: '1.1'})).toBe('FeatureNotSupported')
  })
})
