import {createPrivateKey, X509Certificate} from 'node:crypto'
import {beforeAll, describe, expect, it} from 'vitest'
import {generateClientCredential, type IssuedCredential} from '../../../src/ca/client-certificate.ts'
import {encodeCredential} from '../../../src/ca/credential-format.ts'
import {UsageError} from '../../../src/errors.ts'
import {day, p256, testAuthority} from './authorities.ts'

let credential: IssuedCredential
beforeAll(async () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const {intermediate} = await testAuthority(now)
  credential = await generateClientCredential(intermediate, {
    subject: {organizationalUnit: 'scope', commonName: 'role'},
    key: p256,
    lifetimeSeconds: day,
    now,
  })
})

function withoutKey() {
  const {certificatePem, chainPem} = credential
  return {certificatePem, chainPem}
}

describe('encodeCredential', () => {
  it('writes chain, certificate and key to three files as pem', async () => {
    const files = await encodeCredential(credential, 'pem')
    expect(files.map(({name, secret, contents}) => [name, secret, Buffer.from(contents).toString()])).toEqual([
      ['ca.pem', false, credential.chainPem.join('')],
      ['cert.pem', false, credential.certificatePem],
      ['key.pem', true, credential.privateKeyPem],
    ])
  })

  it('writes key, certificate and chain to one file as pem_bundle', async () => {
    const files = await encodeCredential(credential, 'pem_bundle')
    expect(files.map(({name, secret, contents}) => [name, secret, Buffer.from(contents).toString()])).toEqual([
      ['bundle.pem', true, [credential.privateKeyPem, credential.certificatePem, ...credential.chainPem].join('')],
    ])
  })

  it('writes one file for each certificate and the key as der', async () => {
    const [issuer, root, certificate, key, ...more] = await encodeCredential(credential, 'der')
    expect(more).toEqual([])
    expect([issuer, root, certificate, key].map((file) => [file?.name, file?.secret])).toEqual([
      ['ca-1.der', false],
      ['ca-2.der', false],
      ['cert.der', false],
      ['key.der', true],
    ])
    expect(new X509Certificate(issuer!.contents).subject).toBe('CN=test intermediate')
    expect(new X509Certificate(root!.contents).subject).toBe('CN=test root')
    const privateKey = createPrivateKey({key: Buffer.from(key!.contents), format: 'der', type: 'pkcs8'})
    expect(new X509Certificate(certificate!.contents).checkPrivateKey(privateKey)).toBe(true)
  })

  it('leaves the key out when it is not at hand, and nothing is secret then', async () => {
    for (const format of ['pem', 'pem_bundle', 'der'] as const) {
      const files = await encodeCredential(withoutKey(), format)
      expect(files.filter(({secret}) => secret)).toEqual([])
      expect(Buffer.concat(files.map(({contents}) => contents)).includes('PRIVATE')).toBe(false)
    }
  })

  it('refuses p12 without a key or without a password', async () => {
    await expect(encodeCredential(withoutKey(), 'p12', {password: 'x'})).rejects.toThrow(
      'A PKCS#12 file needs the private key, which is not at hand',
    )
    await expect(encodeCredential(credential, 'p12')).rejects.toThrow('A PKCS#12 file needs a password')
    await expect(encodeCredential(credential, 'p12', {password: ''})).rejects.toThrow(UsageError)
  })
})
