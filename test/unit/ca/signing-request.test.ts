import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {readSigningRequest, type SigningRequest} from '../../../src/ca/signing-request.ts'
import {extensionIdentifiers} from '../../../src/ca/x509/certificate-fields.ts'
import {nameText} from '../../../src/ca/x509/directory-name.ts'
import {KmipctlError, UsageError} from '../../../src/errors.ts'
import {fixture} from './fixture.ts'

const noNames = {dnsNames: [], ipAddresses: [], emails: [], uris: []}

describe('readSigningRequest', () => {
  it.each([
    ['rsa2048.csr', {keyType: 'rsa', keyBits: 2048, curve: undefined, subject: 'O=Example, CN=rsa2048'}],
    ['p256.csr', {keyType: 'ec', keyBits: 256, curve: 'P-256', subject: 'O=Example, CN=p256'}],
    ['p384.csr', {keyType: 'ec', keyBits: 384, curve: 'P-384', subject: 'O=Example, CN=p384'}],
    ['p521.csr', {keyType: 'ec', keyBits: 521, curve: 'P-521', subject: 'O=Example, CN=p521'}],
    ['ed25519.csr', {keyType: 'ed25519', keyBits: 256, curve: 'Ed25519', subject: 'O=Example, CN=ed25519'}],
  ])('reads %s as OpenSSL writes it', async (name, expected) => {
    const {publicKey, subjectDer, ...request} = await readSigningRequest(fixture(name).toString())
    expect(request).toEqual({...expected, subjectAlternativeNames: noNames, extensions: []})
    expect(nameText(subjectDer).split(',').toReversed().join(', ')).toBe(expected.subject)
    expect(publicKey.type).toBe('public')
    expect(publicKey.asymmetricKeyType).toBe(expected.keyType)
  })

  it('reads DER, PEM as bytes and PEM with text around it alike', async () => {
    const pem = fixture('p256.csr').toString()
    const old = pem.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST').replaceAll('\n', '\r\n')
    for (const input of [fixture('p256.csr'), fixture('p256.csr.der'), `Subject: CN=x\n${pem}\nend`, old]) {
      expect(await readSigningRequest(input)).toMatchObject({keyType: 'ec', keyBits: 256})
    }
  })

  it('reads the alternative names', async () => {
    expect((await readSigningRequest(fixture('p256-san.csr'))).subjectAlternativeNames).toEqual({
      dnsNames: ['app.example.com'],
      ipAddresses: ['10.0.0.7', '2001:db8::7'],
      emails: ['ops@example.com'],
      uris: ['spiffe://example.com/app'],
    })
  })

  it('reads what else the certificate shall say', async () => {
    const {extensions} = await readSigningRequest(fixture('p256-san.csr'))
    expect(extensions.map(({identifier}) => identifier)).toContain(extensionIdentifiers.subjectAlternativeName)
  })

  it('accepts an RSA-PSS signature by an ordinary RSA key', async () => {
    expect(await readSigningRequest(fixture('rsa2048-pss-signature.csr'))).toMatchObject({keyType: 'rsa'})
  })

  it.each([
    ['p256-broken.csr', 'The signature of the signing request is wrong'],
    ['rsa1024.csr', 'The RSA key of the signing request has only 1024 bits'],
    ['rsa-exponent-3.csr', 'The RSA key of the signing request has the public exponent 3'],
    ['secp256k1.csr', 'The signing request has a key of type secp256k1, which is not supported'],
    ['rsa-pss.csr', 'The signing request has a key of type rsa-pss, which is not supported'],
    ['rsa2048-sha1.csr', 'The signing request is signed with SHA-1, which is not supported'],
    ['p256-othername.csr', 'The signing request asks for a name of type other, which is not supported'],
  ])('refuses %s', async (name, message) => {
    await expect(readSigningRequest(fixture(name))).rejects.toThrow(message)
    await expect(readSigningRequest(fixture(name))).rejects.toThrow(UsageError)
  })

  it.each([
    ['nothing', ''],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
    ['an empty block', '-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n'],
    ['other bytes', new Uint8Array([1, 2, 3])],
    ['bytes beyond the limit', new Uint8Array(65 * 1024)],
  ])('refuses %s', async (_, input) => {
    await expect(readSigningRequest(input)).rejects.toThrow(UsageError)
  })

  it('answers every damaged request with an error of ours, or as if it were whole', async () => {
    const der = fixture('p256-san.csr.der')
    const {publicKey, ...whole} = await readSigningRequest(der)
    await fc.assert(
      fc.asyncProperty(fc.nat(der.length - 1), fc.integer({min: 1, max: 255}), async (position, change) => {
        const damaged = Uint8Array.from(der, (byte, index) => (index === position ? byte ^ change : byte))
        // The signature does not cover the outermost length
        const outcome = await readSigningRequest(damaged).catch((error: unknown) => error)
        if (outcome instanceof KmipctlError) return
        expect(outcome).toMatchObject(whole)
        expect(outcome).toSatisfy((request: SigningRequest) => request.publicKey.equals(publicKey))
      }),
    )
  })
})
