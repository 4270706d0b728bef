import {X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {authorityKeyAdvice} from '../../../src/administration/authority-key-advice.ts'
import {issuingAuthority} from '../../../src/administration/authorities.ts'
import {rotateAuthority} from '../../../src/administration/rotate-authority.ts'
import {updateConfiguration} from '../../../src/administration/server-configuration.ts'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {authorityConstraints} from '../../../src/ca/x509/authority-constraints.ts'
import {readCertificateFields} from '../../../src/ca/x509/certificate-fields.ts'
import {MemoryStore} from '../../../src/storage/memory/memory-store.ts'
import {now} from './fixture.ts'

const tenYears = 3650 * 24 * 60 * 60 * 1000

async function defaultChain(values: Readonly<Record<string, unknown>> = {}) {
  await using store = new MemoryStore()
  await updateConfiguration(store, values)
  const {chainPem} = await issuingAuthority(store, {now})
  return chainPem.map((pem) => readCertificateFields(new Uint8Array(new X509Certificate(pem).raw)))
}

describe('Vault section 5: the root and the intermediate', () => {
  it.each([
    [0, 'CN=kmipctl-intermediate', 'CN=kmipctl-root', 9],
    [1, 'CN=kmipctl-root', 'CN=kmipctl-root', 10],
  ])('chain element %i is as the table has it: %s', async (index, subject, issuer, pathLength) => {
    const fields = (await defaultChain())[index]
    if (fields === undefined) throw new Error('The chain is too short')
    const description = describeCertificate(fields.certificate)
    expect(description).toMatchObject({subject, issuer, key: {type: 'ec', bits: 521}, extendedKeyUsage: []})
    expect(fields.signatureAlgorithm).toBe('1.2.840.10045.4.3.4')
    expect(fields.notBefore).toEqual(new Date(now.getTime() - 30_000))
    expect(fields.notAfter).toEqual(new Date(now.getTime() + tenYears))
    expect(authorityConstraints(fields)).toEqual({signsCertificates: true, pathLength})
    const extensions = fields.extensions.map(({identifier, critical}) => [identifier, critical])
    // Basic constraints and key usage are critical; identifiers of both keys, and nothing else
    expect(extensions).toEqual([
      ['2.5.29.19', true],
      ['2.5.29.15', true],
      ['2.5.29.14', false],
      ['2.5.29.35', false],
    ])
  })

  it.each([
    ['ec', 256],
    ['ec', 384],
    ['ec', 521],
    ['rsa', 2048],
    ['rsa', 3072],
  ])('have the key that the configuration wants: %s %i', async (type, bits) => {
    const chain = await defaultChain({tls_ca_key_type: type, tls_ca_key_bits: bits})
    expect(chain.map(({certificate}) => describeCertificate(certificate).key)).toMatchObject([
      {type, bits},
      {type, bits},
    ])
  })

  it('stay as they are when the configuration wants another key later', async () => {
    await using store = new MemoryStore()
    const first = await issuingAuthority(store, {now})
    await updateConfiguration(store, {tls_ca_key_type: 'rsa', tls_ca_key_bits: 2048})
    expect(await issuingAuthority(store, {now})).toEqual(first)
    const advice = () => store.read(({administration}) => authorityKeyAdvice(administration))
    expect(await advice()).toMatchObject([{hint: expect.stringContaining('kmipctl ca rotate')}])
    await rotateAuthority(store, {now})
    expect(await advice()).toEqual([])
  })
})
