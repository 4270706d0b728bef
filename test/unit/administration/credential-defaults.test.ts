import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import {generateCredential, signCredential} from '../../../src/administration/issue-credential.ts'
import {rsaKey} from '../../../src/administration/recipes/recipe.ts'
import {vsphere} from '../../../src/administration/recipes/vsphere.ts'
import {synology} from '../../../src/administration/recipes/synology.ts'
import {updateRole} from '../../../src/administration/roles.ts'
import {updateConfiguration} from '../../../src/administration/server-configuration.ts'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {now, storeWithRole} from './fixture.ts'

const app = {scope: 'finance', role: 'app'}
const day = 24 * 60 * 60
const csr = (name: string) => readFileSync(new URL(`../../../fixtures/ca/${name}`, import.meta.url))

describe('Vault section 2: what credentials get by default', () => {
  it('is an EC key of 521 bits for 24 hours', async () => {
    await using store = await storeWithRole()
    const {credential, description, lifetime} = await generateCredential(store, {...app, now})
    expect(describeCertificate(credential.certificatePem).key).toMatchObject({type: 'ec', bits: 521})
    expect(description.notAfter).toEqual(new Date(now.getTime() + day * 1000))
    expect(lifetime).toEqual({value: day, origin: 'configuration'})
  })

  it('is what default_tls_client_key_type, _bits and _ttl say', async () => {
    await using store = await storeWithRole()
    await updateConfiguration(store, {
      default_tls_client_key_type: 'rsa',
      default_tls_client_key_bits: 2048,
      default_tls_client_ttl: '90m',
    })
    const {credential, lifetime} = await generateCredential(store, {...app, now})
    expect(describeCertificate(credential.certificatePem).key).toMatchObject({type: 'rsa', bits: 2048})
    expect(lifetime).toEqual({value: 5400, origin: 'configuration'})
  })
})

describe('Vault section 4: tls_client_key_type, _bits and _ttl of a role', () => {
  it('stand before the configuration, each by itself', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, ttlSeconds: 600})
    const {credential, lifetime} = await generateCredential(store, {...app, now})
    expect(describeCertificate(credential.certificatePem).key.bits).toBe(521)
    expect(lifetime).toEqual({value: 600, origin: 'role'})
  })

  it('have a usual size for a type of its own', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, keyType: 'rsa'})
    const {credential} = await generateCredential(store, {...app, now})
    expect(describeCertificate(credential.certificatePem).key).toMatchObject({type: 'rsa', bits: 3072})
  })
})

describe('Vault section 5: the key of a signing request', () => {
  it('must be what the role wants', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, keyType: 'ec', keyBits: 384})
    await expect(signCredential(store, {...app, signingRequest: csr('p256.csr'), now})).rejects.toMatchObject({
      code: 'USAGE',
      message: 'The signing request has the key ec-256, and the role wants ec-384',
    })
    await expect(signCredential(store, {...app, signingRequest: csr('rsa2048.csr'), now})).rejects.toThrow('rsa-2048')
    const signed = await signCredential(store, {...app, signingRequest: csr('p384.csr'), now})
    expect(signed.description.status).toBe('valid')
  })

  it('must be what the configuration wants where the role says nothing', async () => {
    await using store = await storeWithRole()
    await expect(signCredential(store, {...app, signingRequest: csr('p256.csr'), now})).rejects.toThrow(
      'The signing request has the key ec-256, and the configuration wants ec-521',
    )
    expect((await signCredential(store, {...app, signingRequest: csr('p521.csr'), now})).lifetime.value).toBe(day)
  })

  it('may be another one where that is asked for', async () => {
    await using store = await storeWithRole()
    const signed = await signCredential(store, {...app, signingRequest: csr('ed25519.csr'), anyKey: true, now})
    expect(describeCertificate(signed.credential.certificatePem).key.type).toBe('ed25519')
  })
})

describe('a signed certificate', () => {
  it('has the names of its request and those that were added, each once', async () => {
    await using store = await storeWithRole()
    const {credential} = await signCredential(store, {
      ...app,
      signingRequest: csr('p256-san.csr'),
      subjectAlternativeNames: {dnsNames: ['APP.example.com', 'other.example.com']},
      anyKey: true,
      now,
    })
    expect(describeCertificate(credential.certificatePem).subjectAlternativeNames.dnsNames).toEqual([
      'app.example.com',
      'other.example.com',
    ])
  })
})

describe('a recipe', () => {
  it('decides on key, purposes and lifetime before the configuration', async () => {
    await using store = await storeWithRole()
    const {credential, lifetime} = await generateCredential(store, {...app, recipe: vsphere, now})
    expect(describeCertificate(credential.certificatePem)).toMatchObject({
      key: {type: rsaKey.type, bits: rsaKey.bits},
      extendedKeyUsage: ['clientAuth', 'serverAuth'],
    })
    expect(lifetime).toEqual({value: 365 * day, origin: 'recipe'})
  })

  it('leaves the last word to the request, and the lifetime to the role', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, keyType: 'ec', keyBits: 256, ttlSeconds: 3600})
    const {credential, lifetime} = await generateCredential(store, {...app, recipe: vsphere, keyBits: 2048, now})
    expect(describeCertificate(credential.certificatePem).key).toMatchObject({type: 'rsa', bits: 2048})
    expect(lifetime).toEqual({value: 3600, origin: 'role'})
  })

  it('that needs a name refuses a certificate without one', async () => {
    await using store = await storeWithRole()
    const request = {...app, recipe: synology, keyBits: 2048, now}
    await expect(generateCredential(store, request)).rejects.toMatchObject({
      code: 'USAGE',
      message: 'A certificate for Synology DSM 7.2 and newer needs an alternative name',
    })
    const {description} = await generateCredential(store, {...request, subjectAlternativeNames: {dnsNames: ['nas']}})
    expect(description.status).toBe('valid')
  })
})

describe('labels', () => {
  it('are kept with the credential', async () => {
    await using store = await storeWithRole()
    const labels = {team: 'payments', 'app/version': '1=2'}
    expect((await generateCredential(store, {...app, labels, now})).description.labels).toEqual(labels)
  })

  it.each([[{'': 'x'}], [{'a b': 'x'}], [{'-a': 'x'}], [{a: 'x\ny'}], [{a: 'x'.repeat(257)}]])(
    'like %j are refused',
    async (labels) => {
      await using store = await storeWithRole()
      await expect(generateCredential(store, {...app, labels, now})).rejects.toMatchObject({code: 'USAGE'})
    },
  )
})
