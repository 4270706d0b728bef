import {X509Certificate} from 'node:crypto'
import {beforeAll, describe, expect, it} from 'vitest'
import type {Authority} from '../../../src/ca/authority.ts'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {generateServerCredential} from '../../../src/ca/server-certificate.ts'
import {day, p256, testAuthority} from './authorities.ts'

const now = new Date('2026-03-01T12:00:00Z')
const request = {key: p256, lifetimeSeconds: day, now}

let intermediate: Authority
beforeAll(async () => {
  ;({intermediate} = await testAuthority(now))
})

async function issue(hostnames: string[], ipAddresses?: string[]) {
  const credential = await generateServerCredential(intermediate, {...request, hostnames, ipAddresses})
  return describeCertificate(credential.certificatePem)
}

describe('generateServerCredential', () => {
  it('names the first host, every host and the loopback addresses', async () => {
    expect(await issue(['kmip.example.com', 'localhost'], ['192.0.2.7'])).toMatchObject({
      subject: 'CN=kmip.example.com',
      issuer: 'CN=test intermediate',
      subjectAlternativeNames: {
        dnsNames: ['kmip.example.com', 'localhost'],
        ipAddresses: ['127.0.0.1', '::1', '192.0.2.7'],
      },
      extendedKeyUsage: ['serverAuth'],
      isAuthority: false,
    })
  })

  it('takes an address among the hosts as an address, and none twice', async () => {
    expect(await issue(['192.0.2.7', '127.0.0.1', '0:0::1'])).toMatchObject({
      subject: 'CN=127.0.0.1',
      subjectAlternativeNames: {dnsNames: [], ipAddresses: ['127.0.0.1', '::1', '192.0.2.7']},
    })
  })

  it('uses the first host short enough for a common name', async () => {
    const long = `${'a'.repeat(60)}.example.com`
    expect(await issue([long, 'short.example.com'])).toMatchObject({
      subject: 'CN=short.example.com',
      subjectAlternativeNames: {dnsNames: [long, 'short.example.com']},
    })
  })

  it('matches its names and no others', async () => {
    const {certificatePem} = await generateServerCredential(intermediate, {...request, hostnames: ['kmip.example.com']})
    const certificate = new X509Certificate(certificatePem)
    expect(certificate.checkHost('kmip.example.com')).toBe('kmip.example.com')
    expect(certificate.checkHost('other.example.com')).toBeUndefined()
    expect(certificate.checkIP('::1')).toBe('::1')
    expect(certificate.checkIP('192.0.2.7')).toBeUndefined()
  })

  it('refuses a host that is no DNS name', async () => {
    await expect(issue(['kmip example'])).rejects.toThrow('"kmip example" is not a DNS name')
  })
})
