import {X509Certificate} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import {listCredentials} from '../../../src/administration/credential-list.ts'
import {credentialNameOf, revokeCredential} from '../../../src/administration/credentials.ts'
import {generateCredential, signCredential} from '../../../src/administration/issue-credential.ts'
import {renewCredential} from '../../../src/administration/renew-credential.ts'
import {deleteRole, updateRole} from '../../../src/administration/roles.ts'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {now, storeWithRole} from './fixture.ts'

const app = {scope: 'finance', role: 'app'}
const day = 24 * 60 * 60
const later = new Date(now.getTime() + 5 * day * 1000)
const csr = (name: string) => readFileSync(new URL(`../../../fixtures/ca/${name}`, import.meta.url))
const keyOf = (pem: string) => new X509Certificate(pem).publicKey

async function storeWithCredential() {
  const store = await storeWithRole()
  const old = await generateCredential(store, {
    ...app,
    keyType: 'ec',
    keyBits: 384,
    ttlSeconds: 30 * day,
    subjectAlternativeNames: {dnsNames: ['app.example.com'], ipAddresses: ['10.0.0.7']},
    serverAuth: true,
    labels: {team: 'payments'},
    now,
  })
  return {store, old: old.description}
}

describe('renewCredential', () => {
  it('makes a new key and certificate like the old ones, which go on working', async () => {
    const {store, old} = await storeWithCredential()
    const renewed = await renewCredential(store, {credential: old, now: later})
    const [before, after] = [old.certificatePem, renewed.credential.certificatePem].map((pem) =>
      describeCertificate(pem),
    )
    expect(after).toMatchObject({
      subject: before?.subject,
      subjectAlternativeNames: before?.subjectAlternativeNames,
      extendedKeyUsage: ['clientAuth', 'serverAuth'],
      key: {type: 'ec', bits: 384},
      notAfter: new Date(later.getTime() + 30 * day * 1000),
    })
    expect(keyOf(renewed.credential.certificatePem).equals(keyOf(old.certificatePem))).toBe(false)
    expect(renewed.credential.privateKeyPem).toContain('PRIVATE KEY')
    expect(renewed).toMatchObject({
      description: {labels: {team: 'payments'}, status: 'valid'},
      lifetime: {value: 30 * day, origin: 'renewed'},
      old: {serialNumber: old.serialNumber, status: 'valid'},
    })
    expect(await listCredentials(store, app, later)).toHaveLength(2)
  })

  it('revokes the old one where that is wanted, together with keeping the new one', async () => {
    const {store, old} = await storeWithCredential()
    const renewed = await renewCredential(store, {credential: old, revokeOld: true, now: later})
    expect(renewed.old).toMatchObject({status: 'revoked', revokedAt: later})
    expect((await listCredentials(store, app, later)).map(({status}) => status)).toEqual(['revoked', 'valid'])
  })

  it('certifies the old key once more, or the key of a request', async () => {
    const {store, old} = await storeWithCredential()
    const kept = await renewCredential(store, {credential: old, keepKey: true, now: later})
    expect(keyOf(kept.credential.certificatePem).equals(keyOf(old.certificatePem))).toBe(true)
    expect(kept.credential.privateKeyPem).toBeUndefined()
    const signed = await renewCredential(store, {credential: old, signingRequest: csr('p384.csr'), now: later})
    expect(describeCertificate(signed.credential.certificatePem).subjectAlternativeNames.dnsNames).toEqual([
      'app.example.com',
    ])
    expect(signed.credential.privateKeyPem).toBeUndefined()
  })

  it('takes a request with the kind of key of the old one or of the role, and others only when told to', async () => {
    const {store, old} = await storeWithCredential()
    const renewal = {credential: old, signingRequest: csr('p256.csr'), now: later}
    await expect(renewCredential(store, renewal)).rejects.toMatchObject({code: 'USAGE'})
    expect((await renewCredential(store, {...renewal, anyKey: true})).description.status).toBe('valid')
    await updateRole(store, {...app, keyType: 'ec', keyBits: 256})
    expect((await renewCredential(store, renewal)).description.status).toBe('valid')
  })

  it('obeys what is asked for: key, lifetime, further names and labels', async () => {
    const {store, old} = await storeWithCredential()
    const renewed = await renewCredential(store, {
      credential: {certificate: old.certificatePem},
      keyType: 'rsa',
      keyBits: 2048,
      ttlSeconds: day,
      subjectAlternativeNames: {dnsNames: ['new.example.com']},
      labels: {team: 'ledger', stage: 'live'},
      now: later,
    })
    const certificate = describeCertificate(renewed.credential.certificatePem)
    expect(certificate.key).toMatchObject({type: 'rsa', bits: 2048})
    expect(certificate.subjectAlternativeNames.dnsNames).toEqual(['app.example.com', 'new.example.com'])
    expect(renewed.description.labels).toEqual({team: 'ledger', stage: 'live'})
    expect(renewed.lifetime).toEqual({value: day, origin: 'request'})
  })

  it('renews one that has expired, but none that is revoked, unknown or of a role that is gone', async () => {
    const {store, old} = await storeWithCredential()
    const afterwards = new Date(now.getTime() + 60 * day * 1000)
    expect((await renewCredential(store, {credential: old, now: afterwards})).old.status).toBe('expired')
    await revokeCredential(store, old, now)
    await expect(renewCredential(store, {credential: old, now: later})).rejects.toThrow('is revoked')
    await expect(renewCredential(store, {credential: {serialNumber: '1'}, now})).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await deleteRole(store, app)
    await expect(renewCredential(store, {credential: old, now: later})).rejects.toMatchObject({code: 'NOT_FOUND'})
  })

  it('makes no key of a kind that is only certified, and takes no two keys at once', async () => {
    await using store = await storeWithRole()
    const {description} = await signCredential(store, {...app, signingRequest: csr('ed25519.csr'), anyKey: true, now})
    await expect(renewCredential(store, {credential: description, now})).rejects.toThrow(
      'A new key of type Ed25519 cannot be made here',
    )
    const both = {credential: description, keepKey: true, signingRequest: csr('ed25519.csr'), now}
    await expect(renewCredential(store, both)).rejects.toMatchObject({code: 'USAGE'})
    expect(await listCredentials(store, {}, now)).toHaveLength(1)
  })
})

describe('Vault section 5: revoke', () => {
  it('takes exactly one of serial number and certificate', () => {
    expect(credentialNameOf({serialNumber: '7'})).toEqual({serialNumber: '7'})
    expect(credentialNameOf({certificate: 'pem'})).toEqual({certificate: 'pem'})
    expect(() => credentialNameOf({})).toThrow('by exactly one of them')
    expect(() => credentialNameOf({serialNumber: '7', certificate: 'pem'})).toThrow('by exactly one of them')
  })

  it('takes a credential out of the list of serial numbers at once', async () => {
    const {store, old} = await storeWithCredential()
    await revokeCredential(store, {certificate: old.certificatePem}, now)
    const listed = await store.read(async ({administration}) => {
      const scope = await administration.scope('finance')
      const role = await administration.role(scope?.id ?? '', 'app')
      return administration.credentialSerialNumbers(role?.id ?? '')
    })
    expect(listed).toEqual([])
  })
})
