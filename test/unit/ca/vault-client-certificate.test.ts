import {X509Certificate} from 'node:crypto'
import {beforeAll, describe, expect, it} from 'vitest'
import {generateClientCredential, type IssuedCredential} from '../../../src/ca/client-certificate.ts'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {loadX509, type X509Library} from '../../../src/ca/libraries.ts'
import {day, testAuthority} from './authorities.ts'

const now = new Date('2026-03-01T12:00:00Z')
const subject = {organizationalUnit: 'cjUSI', commonName: 'dv4Ym'}

let x509: X509Library
let credential: IssuedCredential
let issuerPem: string
beforeAll(async () => {
  x509 = await loadX509()
  const {intermediate} = await testAuthority(now)
  issuerPem = intermediate.certificatePem
  const key = {type: 'ec', bits: 521} as const
  credential = await generateClientCredential(intermediate, {subject, lifetimeSeconds: day, now, key})
})

const certificate = () => new x509.X509Certificate(credential.certificatePem)

describe('Vault section 5: a client certificate', () => {
  it('has the scope as OU, then the role as CN, both as PrintableString', () => {
    expect(certificate().subject).toBe('OU=cjUSI, CN=dv4Ym')
    const name = Buffer.from(certificate().subjectName.toArrayBuffer()).toString('hex')
    const printable = (text: string) =>
      `13${text.length.toString(16).padStart(2, '0')}${Buffer.from(text).toString('hex')}`
    expect(name).toContain(`060355040b${printable('cjUSI')}`)
    expect(name).toContain(`0603550403${printable('dv4Ym')}`)
  })

  it('is issued by the intermediate', () => {
    const issuer = new X509Certificate(issuerPem)
    expect(new X509Certificate(credential.certificatePem).checkIssued(issuer)).toBe(true)
    expect(new X509Certificate(credential.certificatePem).verify(issuer.publicKey)).toBe(true)
  })

  it('has the key that was asked for', () => {
    expect(describeCertificate(credential.certificatePem).key).toEqual({type: 'ec', bits: 521, curve: 'P-521'})
  })

  it('lives for the TTL and starts 30 seconds early', () => {
    expect(certificate().notBefore).toEqual(new Date(now.getTime() - 30_000))
    expect(certificate().notAfter).toEqual(new Date(now.getTime() + day * 1000))
  })

  it('has no basic constraints', () => {
    expect(certificate().getExtension(x509.BasicConstraintsExtension)).toBeNull()
  })

  it('is for signatures, key encipherment and key agreement, critically', () => {
    const {digitalSignature, keyEncipherment, keyAgreement} = x509.KeyUsageFlags
    expect(certificate().getExtension(x509.KeyUsagesExtension)).toMatchObject({
      critical: true,
      usages: digitalSignature | keyEncipherment | keyAgreement,
    })
  })

  it('is for client authentication and nothing else', () => {
    expect(certificate().getExtension(x509.ExtendedKeyUsageExtension)?.usages).toEqual([
      x509.ExtendedKeyUsage.clientAuth,
    ])
  })

  it('has no alternative name, CRL distribution point or authority information', () => {
    const types = certificate().extensions.map(({type}) => type)
    for (const absent of ['2.5.29.17', '2.5.29.31', '1.3.6.1.5.5.7.1.1']) expect(types).not.toContain(absent)
  })

  it('names its own key and that of its issuer by their identifiers', () => {
    const own = certificate().getExtension(x509.SubjectKeyIdentifierExtension)?.keyId
    const issuer = new x509.X509Certificate(issuerPem).getExtension(x509.SubjectKeyIdentifierExtension)?.keyId
    expect(own).toMatch(/^[0-9a-f]{40}$/)
    expect(certificate().getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId).toBe(issuer)
  })

  it('has a serial number of 160 bits, shown in decimal', () => {
    expect(certificate().serialNumber).toMatch(/^[4-7][0-9a-f]{39}$/)
    expect(credential.serialNumber).toBe(BigInt(`0x${certificate().serialNumber}`).toString())
  })
})
