import {createSecureContext} from 'node:tls'
import fc from 'fast-check'
import {beforeAll, describe, expect, it} from 'vitest'
import {type Authority, createRoot} from '../../../src/ca/authority.ts'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {generateClientCredential} from '../../../src/ca/client-certificate.ts'
import {encodeCredential} from '../../../src/ca/credential-format.ts'
import type {KeySpecification} from '../../../src/ca/key-specification.ts'
import {loadPkcs12} from '../../../src/ca/pkcs12.ts'
import {KmipctlError, UsageError} from '../../../src/errors.ts'
import {day, p256, testAuthority} from './authorities.ts'
import {fixture} from './fixture.ts'

const now = new Date('2026-03-01T12:00:00Z')

let authority: Authority
beforeAll(async () => {
  ;({intermediate: authority} = await testAuthority(now))
})

async function credentialAndFile(key: KeySpecification, password: string) {
  const subject = {organizationalUnit: 'scope', commonName: 'role'}
  const credential = await generateClientCredential(authority, {subject, key, lifetimeSeconds: day, now})
  const [file] = await encodeCredential(credential, 'p12', {password, friendlyName: 'kmipctl'})
  return {credential, file: file!}
}

describe('a PKCS#12 file', () => {
  it.each([
    {type: 'ec', bits: 256},
    {type: 'ec', bits: 521},
    {type: 'rsa', bits: 2048},
  ] satisfies KeySpecification[])('comes back as it was with a key %o', async (key) => {
    const {credential, file} = await credentialAndFile(key, 'correct horse')
    expect(file).toMatchObject({name: 'credential.p12', secret: true})
    expect(await loadPkcs12(file.contents, 'correct horse')).toEqual({
      certificatePem: credential.certificatePem,
      privateKeyPem: credential.privateKeyPem,
      chainPem: credential.chainPem,
    })
  })

  it('opens in the OpenSSL of Node, which knows no outdated encryption', async () => {
    for (const password of ['correct horse', 'pässwörd']) {
      const {file} = await credentialAndFile(p256, password)
      const pfx = Buffer.from(file.contents)
      expect(() => createSecureContext({pfx, passphrase: password})).not.toThrow()
      expect(() => createSecureContext({pfx, passphrase: 'wrong'})).toThrow()
    }
  })

  it('shows neither the key nor the names to those without the password', async () => {
    const {file} = await credentialAndFile(p256, 'correct horse')
    expect(Buffer.from(file.contents).includes('test intermediate')).toBe(false)
  })

  it('labels its key with the friendly name in UTF-16', async () => {
    const {file} = await credentialAndFile(p256, 'correct horse')
    expect(Buffer.from(file.contents).toString('hex')).toContain('1e0e006b006d0069007000630074006c')
  })
})

describe('loadPkcs12', () => {
  it.each([
    ['openssl3-ec.p12', 'changeit', 'O=Example, CN=p384', ['CN=fixture-ca']],
    ['legacy-ec.p12', 'changeit', 'O=Example, CN=p384', ['CN=fixture-ca']],
    ['legacy-rsa.p12', 'changeit', 'O=Example, CN=rsa2048', ['CN=fixture-ca']],
    ['java-ec.p12', 'changeit', 'CN=java', []],
    ['unicode.p12', 'pässwörd', 'O=Example, CN=p384', []],
  ])('reads %s of another program', async (name, password, subject, chain) => {
    const credential = await loadPkcs12(fixture(name), password)
    expect(describeCertificate(credential.certificatePem).subject).toBe(subject)
    expect(credential.chainPem.map((pem) => describeCertificate(pem).subject)).toEqual(chain)
    expect(() => createSecureContext({key: credential.privateKeyPem, cert: credential.certificatePem})).not.toThrow()
  })

  it.each(['openssl3-ec.p12', 'legacy-rsa.p12'])('says that the password does not open %s', async (name) => {
    for (const password of ['wrong', '']) {
      await expect(loadPkcs12(fixture(name), password)).rejects.toThrow('The password does not open the PKCS#12 file')
    }
  })

  it('refuses a file without a private key', async () => {
    await expect(loadPkcs12(fixture('no-key.p12'), 'changeit')).rejects.toThrow(
      'The PKCS#12 file holds 0 private keys instead of one',
    )
  })

  it('refuses what is no PKCS#12 file', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('nonsense'), Buffer.from([0x30, 0]), fixture('p256.csr.der')]) {
      await expect(loadPkcs12(bytes, 'x')).rejects.toThrow('The data is not a PKCS#12 file')
    }
    await expect(loadPkcs12(Buffer.alloc(1024 * 1024 + 1), 'x')).rejects.toThrow(UsageError)
  })

  it('answers every damaged file with an error of ours, or as if it were whole', async () => {
    const file = fixture('openssl3-ec.p12')
    const whole = await loadPkcs12(file, 'changeit')
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({min: 1, max: 255}), async (position, change) => {
        const damaged = Uint8Array.from(file, (byte, index) => (index === position ? byte ^ change : byte))
        const outcome = await loadPkcs12(damaged, 'changeit').catch((error: unknown) => error)
        // A few bytes carry no meaning, such as those of a NULL parameter
        if (!(outcome instanceof KmipctlError)) expect(outcome).toEqual(whole)
      }),
    )
  })

  it('puts the chain in order, issuer first', async () => {
    const root = await createRoot({commonName: 'unrelated', key: p256, lifetimeSeconds: day, now})
    const {credential} = await credentialAndFile(p256, 'x')
    const chainPem = [root.certificatePem, ...credential.chainPem.toReversed()]
    const [file] = await encodeCredential({...credential, chainPem}, 'p12', {password: 'x'})
    const loaded = await loadPkcs12(file!.contents, 'x')
    expect(loaded.chainPem).toEqual([...credential.chainPem, root.certificatePem])
  })
})
