import {createPrivateKey, X509Certificate} from 'node:crypto'
import {beforeAll, describe, expect, it} from 'vitest'
import {type Authority, createRoot} from '../../../src/ca/authority.ts'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {generateClientCredential, issueClientCertificate} from '../../../src/ca/client-certificate.ts'
import {loadX509} from '../../../src/ca/libraries.ts'
import {readSigningRequest} from '../../../src/ca/signing-request.ts'
import {UsageError} from '../../../src/errors.ts'
import {day, p256, testAuthority} from './authorities.ts'
import {fixture} from './fixture.ts'

const now = new Date('2026-03-01T12:00:00Z')
const subject = {organizationalUnit: 'cjUSI', commonName: 'dv4Ym'}
const request = {subject, lifetimeSeconds: day, now}

let root: Authority
let intermediate: Authority
beforeAll(async () => {
  ;({root, intermediate} = await testAuthority(now))
})

async function usageOf(pem: string) {
  const x509 = await loadX509()
  return new x509.X509Certificate(pem).getExtension(x509.KeyUsagesExtension)
}

describe('generateClientCredential', () => {
  it('names the organizational unit, then the common name', async () => {
    const credential = await generateClientCredential(intermediate, {...request, key: p256})
    expect(describeCertificate(credential.certificatePem)).toMatchObject({
      subject: 'OU=cjUSI, CN=dv4Ym',
      issuer: 'CN=test intermediate',
      key: {type: 'ec', bits: 256, curve: 'P-256'},
      extendedKeyUsage: ['clientAuth'],
      isAuthority: false,
      notBefore: new Date('2026-03-01T11:59:30Z'),
      notAfter: new Date('2026-03-02T12:00:00Z'),
    })
  })

  it('forms a chain up to the root that verifies link by link', async () => {
    const credential = await generateClientCredential(intermediate, {...request, key: p256})
    expect(credential.chainPem).toEqual([intermediate.certificatePem, root.certificatePem])
    const chain = [credential.certificatePem, ...credential.chainPem].map((pem) => new X509Certificate(pem))
    for (const [index, issuer] of chain.slice(1).entries()) {
      expect(chain[index]?.checkIssued(issuer)).toBe(true)
      expect(chain[index]?.verify(issuer.publicKey)).toBe(true)
    }
  })

  it('answers with the key of the certificate, its serial number and validity', async () => {
    const credential = await generateClientCredential(intermediate, {...request, key: p256})
    const certificate = new X509Certificate(credential.certificatePem)
    expect(credential.privateKeyPem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(certificate.checkPrivateKey(createPrivateKey(credential.privateKeyPem))).toBe(true)
    expect(credential.serialNumber).toBe(BigInt(`0x${certificate.serialNumber}`).toString())
    expect(credential.notAfter).toEqual(new Date('2026-03-02T12:00:00Z'))
  })

  it('allows signatures, key encipherment and key agreement, and says so critically', async () => {
    const credential = await generateClientCredential(intermediate, {...request, key: p256})
    expect(await usageOf(credential.certificatePem)).toMatchObject({usages: 1 + 4 + 16, critical: true})
  })

  it('holds no basic constraints and no alternative names unless asked', async () => {
    const x509 = await loadX509()
    const credential = await generateClientCredential(intermediate, {...request, key: p256})
    const types = new x509.X509Certificate(credential.certificatePem).extensions.map(({type}) => type)
    expect(types).toEqual(['2.5.29.15', '2.5.29.37', '2.5.29.14', '2.5.29.35'])
  })

  it('adds server authentication on request', async () => {
    const credential = await generateClientCredential(intermediate, {...request, key: p256, serverAuth: true})
    expect(describeCertificate(credential.certificatePem).extendedKeyUsage).toEqual(['clientAuth', 'serverAuth'])
  })

  it('holds alternative names in normal form, each once', async () => {
    const subjectAlternativeNames = {
      dnsNames: ['App.Example.com', 'app.example.com', '*.bücher.example'],
      ipAddresses: ['10.0.0.1', '2001:DB8::0:1', '::ffff:10.1.2.3'],
      emails: ['ops@example.com'],
    }
    const credential = await generateClientCredential(intermediate, {...request, key: p256, subjectAlternativeNames})
    expect(describeCertificate(credential.certificatePem).subjectAlternativeNames).toEqual({
      dnsNames: ['app.example.com', '*.xn--bcher-kva.example'],
      ipAddresses: ['10.0.0.1', '2001:db8::1', '::ffff:a01:203'],
      emails: ['ops@example.com'],
      uris: [],
    })
  })

  it.each([
    [{dnsNames: ['10.0.0.1']}, '10.0.0.1 is an IP address, not a DNS name'],
    [{dnsNames: ['a b']}, '"a b" is not a DNS name'],
    [{dnsNames: ['']}, '"" is not a DNS name'],
    [{dnsNames: ['a..b']}, '"a..b" is not a DNS name'],
    [{dnsNames: ['0x7f.1']}, '"0x7f.1" is not a DNS name'],
    [{ipAddresses: ['10.0.0']}, '"10.0.0" is not an IP address'],
    [{ipAddresses: ['fe80::1%eth0']}, '"fe80::1%eth0" is not an IP address'],
    [{emails: ['nobody']}, '"nobody" is not an e-mail address in ASCII'],
    [{uris: ['no uri']}, '"no uri" is not a URI in ASCII'],
  ])('refuses the names %j', async (subjectAlternativeNames, message) => {
    const refused = generateClientCredential(intermediate, {...request, key: p256, subjectAlternativeNames})
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.toThrow(UsageError)
  })

  it('ends with its issuer at the latest', async () => {
    const short = await createRoot({commonName: 'short', key: p256, lifetimeSeconds: 60, now})
    const credential = await generateClientCredential(short, {...request, key: p256})
    expect(credential.notAfter).toEqual(new Date('2026-03-01T12:01:00Z'))
  })

  it('is refused when the issuer has expired', async () => {
    const short = await createRoot({commonName: 'short', key: p256, lifetimeSeconds: 60, now})
    const later = new Date(now.getTime() + 60_000)
    await expect(generateClientCredential(short, {...request, now: later, key: p256})).rejects.toThrow(
      'The issuing certificate expired on 2026-03-01T12:01:00.000Z',
    )
  })
})

describe('issueClientCertificate', () => {
  it.each([
    ['rsa2048.csr', {type: 'rsa', bits: 2048}],
    ['p256.csr', {type: 'ec', bits: 256}],
    ['p384.csr', {type: 'ec', bits: 384}],
    ['p521.csr', {type: 'ec', bits: 521}],
    ['ed25519.csr', {type: 'ed25519', bits: 256}],
  ])('certifies the key of %s under a subject of ours', async (name, key) => {
    const {publicKey} = await readSigningRequest(fixture(name))
    const issued = await issueClientCertificate(intermediate, {...request, publicKey})
    const certificate = new X509Certificate(issued.certificatePem)
    expect(certificate.publicKey.equals(publicKey)).toBe(true)
    expect(certificate.verify(new X509Certificate(intermediate.certificatePem).publicKey)).toBe(true)
    expect(describeCertificate(certificate)).toMatchObject({subject: 'OU=cjUSI, CN=dv4Ym', key})
    expect(issued).not.toHaveProperty('privateKeyPem')
  })

  it('keeps the alternative names of a signing request', async () => {
    const {publicKey, subjectAlternativeNames} = await readSigningRequest(fixture('p256-san.csr'))
    const issued = await issueClientCertificate(intermediate, {...request, publicKey, subjectAlternativeNames})
    expect(describeCertificate(issued.certificatePem).subjectAlternativeNames).toEqual({
      dnsNames: ['app.example.com'],
      ipAddresses: ['10.0.0.7', '2001:db8::7'],
      emails: ['ops@example.com'],
      uris: ['spiffe://example.com/app'],
    })
  })

  it('allows an Ed25519 key signatures only (RFC 8410, section 5)', async () => {
    const {publicKey} = await readSigningRequest(fixture('ed25519.csr'))
    const issued = await issueClientCertificate(intermediate, {...request, publicKey})
    expect(await usageOf(issued.certificatePem)).toMatchObject({usages: 1, critical: true})
  })
})
