import {X509Certificate} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import {describeCertificate} from '../../../src/ca/certificate.ts'
import {listCredentials} from '../../../src/administration/credential-list.ts'
import {revokeCredential, showCredential} from '../../../src/administration/credentials.ts'
import {generateCredential, signCredential} from '../../../src/administration/issue-credential.ts'
import {createRole, showRole, updateRole} from '../../../src/administration/roles.ts'
import {createScope, showScope} from '../../../src/administration/scopes.ts'
import {now, storeWithRole} from './fixture.ts'

const app = {scope: 'finance', role: 'app'}
const day = 24 * 60 * 60
const csr = (name: string) => readFileSync(new URL(`../../../fixtures/ca/${name}`, import.meta.url))

describe('generateCredential', () => {
  it('issues a client certificate of the ids of scope and role, by the defaults of the configuration', async () => {
    await using store = await storeWithRole()
    const {description, credential} = await generateCredential(store, {...app, now})
    const certificate = describeCertificate(credential.certificatePem)
    const [scope, role] = [await showScope(store, 'finance'), await showRole(store, app)]
    expect(certificate.subjectFields).toEqual({OU: [scope.id], CN: [role.id]})
    expect(certificate.key.curve).toBe('P-521')
    expect(certificate.extendedKeyUsage).toEqual(['clientAuth'])
    expect(certificate.notAfter).toEqual(new Date(now.getTime() + day * 1000))
    expect(description).toMatchObject({
      ...app,
      status: 'valid',
      serialNumber: certificate.serialNumber,
      fingerprint: certificate.fingerprint,
    })
    const [issuer = ''] = credential.chainPem
    expect(new X509Certificate(credential.certificatePem).verify(new X509Certificate(issuer).publicKey)).toBe(true)
    expect(credential.privateKeyPem).toContain('BEGIN PRIVATE KEY')
  })

  it('obeys the defaults of the role, and the request before them', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, keyType: 'ec', keyBits: 384, ttlSeconds: 7 * day})
    const byRole = await generateCredential(store, {...app, now})
    expect(describeCertificate(byRole.credential.certificatePem).key.curve).toBe('P-384')
    expect(byRole.description.notAfter).toEqual(new Date(now.getTime() + 7 * day * 1000))
    expect(byRole.lifetime).toEqual({value: 7 * day, origin: 'role'})
    const byRequest = await generateCredential(store, {...app, keyBits: 256, ttlSeconds: 60, now})
    expect(describeCertificate(byRequest.credential.certificatePem).key.curve).toBe('P-256')
    expect(byRequest.description.notAfter).toEqual(new Date(now.getTime() + 60_000))
    const rsa = await generateCredential(store, {...app, keyType: 'rsa', now})
    expect(describeCertificate(rsa.credential.certificatePem).key).toMatchObject({type: 'rsa', bits: 3072})
  })

  it('puts alternative names and the server purpose into the certificate', async () => {
    await using store = await storeWithRole()
    const names = {dnsNames: ['app.example.com'], ipAddresses: ['10.0.0.7']}
    const {credential} = await generateCredential(store, {
      ...app,
      subjectAlternativeNames: names,
      serverAuth: true,
      now,
    })
    const certificate = describeCertificate(credential.certificatePem)
    expect(certificate.subjectAlternativeNames).toMatchObject(names)
    expect(certificate.extendedKeyUsage).toEqual(['clientAuth', 'serverAuth'])
  })

  it('keeps no credential when role or key are wrong', async () => {
    await using store = await storeWithRole()
    await expect(generateCredential(store, {scope: 'finance', role: 'x', now})).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(generateCredential(store, {...app, keyBits: 1, now})).rejects.toMatchObject({code: 'USAGE'})
    expect(await listCredentials(store, {}, now)).toEqual([])
  })

  it('does not keep the private key', async () => {
    await using store = await storeWithRole()
    const {description} = await generateCredential(store, {...app, now})
    const shown = await showCredential(store, description, now)
    expect(JSON.stringify(shown)).not.toContain('PRIVATE KEY')
    expect(shown).toEqual(description)
  })
})

describe('signCredential', () => {
  it.each(['p256-san.csr', 'p256-san.csr.der'])('certifies the key of %s and keeps its names', async (name) => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, keyType: 'ec', keyBits: 256})
    const {description, credential} = await signCredential(store, {...app, signingRequest: csr(name), now})
    const certificate = describeCertificate(credential.certificatePem)
    expect(credential.privateKeyPem).toBeUndefined()
    expect(certificate.subjectFields.CN).toEqual([(await showRole(store, app)).id])
    expect(certificate.subjectAlternativeNames.dnsNames.length).toBeGreaterThan(0)
    expect((await listCredentials(store, app, now))[0]?.serialNumber).toBe(description.serialNumber)
  })

  it('refuses another key than the one the role wants', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, keyType: 'ec', keyBits: 384})
    await expect(signCredential(store, {...app, signingRequest: csr('p256.csr'), now})).rejects.toMatchObject({
      code: 'USAGE',
      message: 'The signing request has the key ec-256, and the role wants ec-384',
    })
    const signed = await signCredential(store, {...app, signingRequest: csr('p384.csr'), now})
    expect(signed.description.status).toBe('valid')
  })
})

describe('credentials', () => {
  it('are listed by scope and role', async () => {
    await using store = await storeWithRole()
    await createScope(store, 'archive', now)
    await createRole(store, {scope: 'archive', role: 'app', operations: ['all'], now})
    await createRole(store, {scope: 'finance', role: 'batch', operations: ['all'], now})
    const owners = [app, {scope: 'archive', role: 'app'}, {scope: 'finance', role: 'batch'}]
    for (const owner of owners) await generateCredential(store, {...owner, now})
    const owner = async (filter: {scope?: string; role?: string}) =>
      (await listCredentials(store, filter, now)).map(({scope, role}) => `${scope}/${role}`)
    expect(await owner({})).toEqual(['archive/app', 'finance/app', 'finance/batch'])
    expect(await owner({scope: 'finance'})).toEqual(['finance/app', 'finance/batch'])
    expect(await owner({role: 'app'})).toEqual(['archive/app', 'finance/app'])
    expect(await owner({scope: 'finance', role: 'app'})).toEqual(['finance/app'])
    await expect(owner({scope: 'finance', role: 'x'})).rejects.toMatchObject({code: 'NOT_FOUND'})
    await expect(owner({scope: 'x'})).rejects.toMatchObject({code: 'NOT_FOUND'})
  })

  it('are expired once their time has passed', async () => {
    await using store = await storeWithRole()
    const {description} = await generateCredential(store, {...app, ttlSeconds: 60, now})
    const status = async (seconds: number) =>
      (await showCredential(store, description, new Date(now.getTime() + seconds * 1000))).status
    expect(await status(60)).toBe('valid')
    expect(await status(61)).toBe('expired')
  })

  it('stay listed as revoked, and keep the date of the first revocation', async () => {
    await using store = await storeWithRole()
    const {description} = await generateCredential(store, {...app, now})
    const before = await store.administrativeRevision()
    const later = new Date(now.getTime() + 5000)
    expect(await revokeCredential(store, description, later)).toMatchObject({status: 'revoked', revokedAt: later})
    expect(await store.administrativeRevision()).toBeGreaterThan(before)
    await revokeCredential(store, description, new Date(now.getTime() + 9000))
    expect(await listCredentials(store, app, now)).toMatchObject([{status: 'revoked', revokedAt: later}])
  })

  it('are found by hexadecimal serial numbers and by their certificate', async () => {
    await using store = await storeWithRole()
    const {description} = await generateCredential(store, {...app, now})
    const hex = BigInt(description.serialNumber).toString(16)
    const colons = hex.match(/../g)?.join(':') ?? ''
    for (const serialNumber of [`0x${hex}`, colons.toUpperCase()]) {
      expect((await showCredential(store, {serialNumber}, now)).serialNumber).toBe(description.serialNumber)
    }
    const byCertificate = await revokeCredential(store, {certificate: description.certificatePem}, now)
    expect(byCertificate.serialNumber).toBe(description.serialNumber)
  })

  it('that nobody has are an error', async () => {
    await using store = await storeWithRole()
    await using other = await storeWithRole()
    const {description} = await generateCredential(other, {...app, now})
    await expect(showCredential(store, description, now)).rejects.toMatchObject({code: 'NOT_FOUND'})
    const certificate = description.certificatePem
    await expect(revokeCredential(store, {certificate}, now)).rejects.toMatchObject({code: 'NOT_FOUND'})
    await expect(showCredential(store, {serialNumber: 'xyz'}, now)).rejects.toMatchObject({code: 'USAGE'})
    await expect(revokeCredential(store, {certificate: 'xyz'}, now)).rejects.toMatchObject({code: 'USAGE'})
  })
})
