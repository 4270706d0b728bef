import {createPrivateKey, X509Certificate} from 'node:crypto'
import {beforeAll, describe, expect, it} from 'vitest'
import {
  parseVaultCredentialFormat,
  vaultCredential,
  vaultCredentialFormats,
} from '../../../src/administration/vault-credential.ts'
import {generateClientCredential, type IssuedCredential} from '../../../src/ca/client-certificate.ts'
import {testAuthority} from '../ca/authorities.ts'
import {now} from './fixture.ts'

const day = 24 * 60 * 60
const labels = (text: string) => text.match(/(?<=-----BEGIN )[A-Z ]+(?=-----)/g)

let credential: IssuedCredential
beforeAll(async () => {
  const {intermediate} = await testAuthority(now)
  credential = await generateClientCredential(intermediate, {
    subject: {organizationalUnit: 'cjUSI', commonName: 'dv4Ym'},
    lifetimeSeconds: day,
    key: {type: 'ec', bits: 521},
    now,
  })
})

describe('Vault section 5: the formats of a credential', () => {
  it('gives certificate, key and chain each by itself as pem', () => {
    const {certificate, private_key: key, ca_chain: chain, serial_number: serial} = vaultCredential(credential, 'pem')
    expect(labels(certificate)).toEqual(['CERTIFICATE'])
    expect(labels(key ?? '')).toEqual(['PRIVATE KEY'])
    expect(chain).toEqual(credential.chainPem.map((pem) => pem.trim()))
    expect(serial).toBe(BigInt(`0x${new X509Certificate(certificate).serialNumber}`).toString())
  })

  it('puts key, certificate and chain into the certificate of a pem_bundle', () => {
    const {certificate, private_key: key} = vaultCredential(credential, 'pem_bundle')
    expect(labels(certificate)).toEqual(['PRIVATE KEY', 'CERTIFICATE', 'CERTIFICATE', 'CERTIFICATE'])
    expect(certificate.startsWith(`${key}\n-----BEGIN CERTIFICATE`)).toBe(true)
    expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(certificate))).toBe(true)
  })

  it('gives base64 of DER as der', () => {
    const answer = vaultCredential(credential, 'der')
    const certificate = new X509Certificate(Buffer.from(answer.certificate, 'base64'))
    const key = Buffer.from(answer.private_key ?? '', 'base64')
    expect(certificate.checkPrivateKey(createPrivateKey({key, format: 'der', type: 'pkcs8'}))).toBe(true)
    expect(answer.ca_chain.map((der) => new X509Certificate(Buffer.from(der, 'base64')).toString())).toEqual(
      credential.chainPem,
    )
  })

  it.each(vaultCredentialFormats)('has no private key in %s where there is none to give', (format) => {
    const answer = vaultCredential({...credential, privateKeyPem: undefined}, format)
    expect(answer).not.toHaveProperty('private_key')
    expect(answer.certificate).not.toContain('PRIVATE KEY')
  })

  it('lists the intermediate, then the root in ca_chain', () => {
    const [issuer = '', root = ''] = vaultCredential(credential, 'pem').ca_chain
    expect(new X509Certificate(credential.certificatePem).checkIssued(new X509Certificate(issuer))).toBe(true)
    expect(new X509Certificate(issuer).checkIssued(new X509Certificate(root))).toBe(true)
  })

  it('takes pem_bundle when no format is asked for, and refuses unknown ones', () => {
    expect(parseVaultCredentialFormat(undefined)).toBe('pem_bundle')
    expect(parseVaultCredentialFormat('')).toBe('pem_bundle')
    expect(vaultCredentialFormats.map(parseVaultCredentialFormat)).toEqual(['pem', 'pem_bundle', 'der'])
    for (const wrong of ['p12', 'PEM', 7, null]) {
      expect(() => parseVaultCredentialFormat(wrong)).toThrow(/^Unknown format/)
    }
  })
})
