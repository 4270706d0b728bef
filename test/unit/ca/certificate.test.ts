import {X509Certificate} from 'node:crypto'
import {beforeAll, describe, expect, it} from 'vitest'
import {type Authority, createRoot} from '../../../src/ca/authority.ts'
import {describeCertificate, readCertificate, readCertificates} from '../../../src/ca/certificate.ts'
import {issueClientCertificate} from '../../../src/ca/client-certificate.ts'
import {readSigningRequest} from '../../../src/ca/signing-request.ts'
import {UsageError} from '../../../src/errors.ts'
import {day, p256} from './authorities.ts'
import {fixture} from './fixture.ts'

const now = new Date('2049-12-31T12:00:00Z')

let root: Authority
beforeAll(async () => {
  root = await createRoot({commonName: 'root', key: p256, lifetimeSeconds: 365 * day, now})
})

describe('describeCertificate', () => {
  it('says the same of PEM, DER and a parsed certificate', () => {
    const certificate = new X509Certificate(root.certificatePem)
    const description = describeCertificate(certificate)
    expect(describeCertificate(root.certificatePem)).toEqual(description)
    expect(describeCertificate(certificate.raw)).toEqual(description)
    expect(description).toMatchObject({
      subject: 'CN=root',
      issuer: 'CN=root',
      subjectFields: {CN: ['root']},
      key: {type: 'ec', bits: 256, curve: 'P-256'},
      subjectAlternativeNames: {dnsNames: [], ipAddresses: [], emails: [], uris: []},
      extendedKeyUsage: [],
      isAuthority: true,
    })
  })

  it('gives the serial number in decimal and in hexadecimal', () => {
    const {serialNumber, serialNumberHex} = describeCertificate(root.certificatePem)
    expect(serialNumber).toMatch(/^[0-9]{48,49}$/)
    expect(BigInt(serialNumber).toString(16)).toBe(serialNumberHex)
  })

  it('gives the fingerprint without separators', () => {
    const {fingerprint256} = new X509Certificate(root.certificatePem)
    expect(describeCertificate(root.certificatePem).fingerprint).toBe(fingerprint256.replace(/:/g, '').toLowerCase())
  })

  it('reads dates on both sides of 2050, where their encoding changes', () => {
    expect(describeCertificate(root.certificatePem)).toMatchObject({
      notBefore: new Date('2049-12-31T11:59:30Z'),
      notAfter: new Date('2050-12-31T12:00:00Z'),
    })
  })

  it('is not misled by a comma inside a name', async () => {
    const {publicKey} = await readSigningRequest(fixture('p256.csr'))
    const issued = await issueClientCertificate(root, {
      subject: {organizationalUnit: 'a', commonName: 'b'},
      publicKey,
      lifetimeSeconds: day,
      now,
      subjectAlternativeNames: {uris: ['urn:x,DNS:evil.example'], dnsNames: ['good.example']},
    })
    expect(describeCertificate(issued.certificatePem).subjectAlternativeNames).toMatchObject({
      dnsNames: ['good.example'],
      uris: ['urn:x,DNS:evil.example'],
    })
  })

  it('refuses what is no certificate', () => {
    expect(() => readCertificate('nonsense')).toThrow(UsageError)
    expect(() => describeCertificate(new Uint8Array([0x30, 0]))).toThrow('The data is not an X.509 certificate')
  })
})

describe('readCertificates', () => {
  it('finds every certificate among other blocks, in order', async () => {
    const other = await createRoot({commonName: 'other', key: p256, lifetimeSeconds: day, now})
    const text = `# CAs\r\n${root.privateKeyPem}${root.certificatePem.replaceAll('\n', '\r\n')}text${other.certificatePem}`
    expect(readCertificates(text).map(({subject}) => subject)).toEqual(['CN=root', 'CN=other'])
  })

  it('refuses a text without one', () => {
    expect(() => readCertificates(root.privateKeyPem)).toThrow('The text holds no certificate in PEM')
  })
})
