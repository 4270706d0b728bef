import {X509Certificate} from 'node:crypto'
import {beforeAll, describe, expect, it} from 'vitest'
import {type Authority, createIntermediate, createRoot} from '../../../src/ca/authority.ts'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {generateClientCredential} from '../../../src/ca/client-certificate.ts'
import {loadX509} from '../../../src/ca/libraries.ts'
import {UsageError} from '../../../src/errors.ts'
import {day, p256, testAuthority} from './authorities.ts'

const now = new Date('2026-03-01T12:00:00.750Z')

let root: Authority
let intermediate: Authority
beforeAll(async () => {
  ;({root, intermediate} = await testAuthority(now))
})

async function contents(pem: string) {
  const x509 = await loadX509()
  const certificate = new x509.X509Certificate(pem)
  return {
    certificate,
    constraints: certificate.getExtension(x509.BasicConstraintsExtension),
    usage: certificate.getExtension(x509.KeyUsagesExtension),
    subjectKeyId: certificate.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId,
    authorityKeyId: certificate.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId,
  }
}

describe('createRoot', () => {
  it('signs itself', () => {
    const certificate = new X509Certificate(root.certificatePem)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.checkIssued(certificate)).toBe(true)
    expect(certificate.subject).toBe('CN=test root')
    expect(root.chainPem).toEqual([root.certificatePem])
  })

  it('is a critical authority with path length 10 that signs certificates and revocation lists only', async () => {
    const {constraints, usage, certificate} = await contents(root.certificatePem)
    expect(constraints).toMatchObject({ca: true, pathLength: 10, critical: true})
    expect(usage).toMatchObject({usages: 32 + 64, critical: true})
    expect(certificate.extensions.map(({type}) => type)).toEqual(['2.5.29.19', '2.5.29.15', '2.5.29.14', '2.5.29.35'])
  })

  it('starts 30 seconds early and lives as long as asked, in whole seconds', () => {
    const {notBefore, notAfter} = describeCertificate(root.certificatePem)
    expect(notBefore.toISOString()).toBe('2026-03-01T11:59:30.000Z')
    expect(notAfter.getTime()).toBe(Date.parse('2026-03-01T12:00:00Z') + 3650 * day * 1000)
  })

  it('has a random positive serial number of 160 bits', async () => {
    const other = await createRoot({commonName: 'test root', key: p256, lifetimeSeconds: day, now})
    const numbers = [root, other].map(({certificatePem}) => describeCertificate(certificatePem).serialNumberHex)
    for (const number of numbers) expect(number).toMatch(/^[4-7][0-9a-f]{39}$/)
    expect(numbers[0]).not.toBe(numbers[1])
  })

  it.each([
    [{type: 'ec', bits: 256}, '1.2.840.10045.4.3.2'],
    [{type: 'ec', bits: 384}, '1.2.840.10045.4.3.3'],
    [{type: 'ec', bits: 521}, '1.2.840.10045.4.3.4'],
    [{type: 'rsa', bits: 2048}, '1.2.840.113549.1.1.11'],
  ] as const)('signs with the hash that fits the key %o', async (key, signatureOid) => {
    const authority = await createRoot({commonName: 'root', key, lifetimeSeconds: day, now})
    const certificate = new X509Certificate(authority.certificatePem)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(describeCertificate(certificate).key).toMatchObject(key)
    const x509 = await loadX509()
    const oid = new x509.X509Certificate(certificate.raw).toString('hex')
    expect(oid).toContain(derOid(signatureOid))
  })

  it('keeps a name in another script', async () => {
    const authority = await createRoot({commonName: 'Schlüssel #1, "A"', key: p256, lifetimeSeconds: day, now})
    expect(describeCertificate(authority.certificatePem).subjectFields).toEqual({CN: ['Schlüssel #1, "A"']})
  })

  it.each(['', 'a'.repeat(65), 'line\nbreak'])('refuses the common name %j', async (commonName) => {
    await expect(createRoot({commonName, key: p256, lifetimeSeconds: day, now})).rejects.toThrow(UsageError)
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses a lifetime of %d seconds', async (lifetimeSeconds) => {
    await expect(createRoot({commonName: 'root', key: p256, lifetimeSeconds, now})).rejects.toThrow(
      `A certificate cannot live for ${lifetimeSeconds} seconds`,
    )
  })
})

describe('createIntermediate', () => {
  it('is signed by the root, whose certificate ends the chain', () => {
    const [rootCertificate, certificate] = [root, intermediate].map((one) => new X509Certificate(one.certificatePem))
    expect(certificate?.verify(rootCertificate!.publicKey)).toBe(true)
    expect(certificate?.checkIssued(rootCertificate!)).toBe(true)
    expect(intermediate.chainPem).toEqual([intermediate.certificatePem, root.certificatePem])
  })

  it('has path length 9 and names its issuer by key identifier', async () => {
    const above = await contents(root.certificatePem)
    const {constraints, usage, subjectKeyId, authorityKeyId} = await contents(intermediate.certificatePem)
    expect(constraints).toMatchObject({ca: true, pathLength: 9, critical: true})
    expect(usage).toMatchObject({usages: 32 + 64, critical: true})
    expect(subjectKeyId).toMatch(/^[0-9a-f]{40}$/)
    expect(authorityKeyId).toBe(above.subjectKeyId)
    expect(authorityKeyId).not.toBe(subjectKeyId)
  })

  it('ends with its parent at the latest', async () => {
    const parent = await createRoot({commonName: 'short', key: p256, lifetimeSeconds: day, now})
    const child = await createIntermediate(parent, {commonName: 'long', key: p256, lifetimeSeconds: 9 * day, now})
    expect(describeCertificate(child.certificatePem).notAfter).toEqual(
      describeCertificate(parent.certificatePem).notAfter,
    )
  })

  it('is refused below a parent that has expired', async () => {
    const parent = await createRoot({commonName: 'short', key: p256, lifetimeSeconds: day, now})
    const later = new Date(now.getTime() + 2 * day * 1000)
    await expect(
      createIntermediate(parent, {commonName: 'late', key: p256, lifetimeSeconds: day, now: later}),
    ).rejects.toThrow('The issuing certificate expired on 2026-03-02T12:00:00.000Z')
  })

  it('is refused below the eleventh level', async () => {
    let parent = root
    for (let level = 0; level < 10; level++) {
      parent = await createIntermediate(parent, {commonName: `${level}`, key: p256, lifetimeSeconds: day, now})
    }
    await expect(createIntermediate(parent, {commonName: 'x', key: p256, lifetimeSeconds: day, now})).rejects.toThrow(
      'may not have authorities below it',
    )
  })

  it('is refused when the key belongs to another authority or the issuer is not one', async () => {
    const request = {commonName: 'x', key: p256, lifetimeSeconds: day, now}
    const mixed = {...root, privateKeyPem: intermediate.privateKeyPem}
    await expect(createIntermediate(mixed, request)).rejects.toThrow('The private key does not belong to')
    const leaf = await generateClientCredential(intermediate, {
      ...request,
      subject: {organizationalUnit: 'a', commonName: 'b'},
    })
    await expect(createIntermediate(leaf, request)).rejects.toThrow(
      'The certificate OU=a, CN=b is not a certificate authority',
    )
    await expect(createIntermediate({...root, privateKeyPem: 'x'}, request)).rejects.toThrow(UsageError)
  })
})

/** The contents octets of an object identifier in hexadecimal. */
function derOid(dotted: string): string {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f]
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80)
    return groups
  })
  return Buffer.from(bytes).toString('hex')
}
