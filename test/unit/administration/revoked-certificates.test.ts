import {describe, expect, it} from 'vitest'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {importAuthority, showAuthority} from '../../../src/administration/named-authorities.ts'
import {foreignCertificate, revokeForeignCertificate} from '../../../src/administration/revoked-certificates.ts'
import {createIntermediate} from '../../../src/ca/authority.ts'
import {describeCertificate, readCertificate} from '../../../src/ca/certificate.ts'
import {createIdentify} from '../../../src/server/identity/identify.ts'
import {listenerRecord} from '../../contract/records.ts'
import {foreignAuthority, foreignClient} from '../../support/imported-authorities.ts'
import {now, storeWithRole} from './fixture.ts'

const subject = [{type: 'CN', value: 'app'}] as const
const later = new Date(now.getTime() + 1000)

async function arrange() {
  const store = await storeWithRole()
  const authority = await foreignAuthority({now})
  const mapping = {scopeName: 'finance', roleField: 'CN'}
  await importAuthority(store, {name: 'partner', certificatePem: authority.certificatePem, mapping, now})
  return {store, authority}
}

describe('Revoking a certificate of an imported authority', () => {
  it('refuses it from the next request on, and no other one', async () => {
    const {store, authority} = await arrange()
    const listener = listenerRecord('l', {additionalClientAuthorities: ['partner']})
    await store.transaction(({administration}) => administration.putListener(listener))
    const [one, two] = [await foreignClient(authority, {subject, now}), await foreignClient(authority, {subject, now})]
    const identify = createIdentify(store)
    const presented = ({certificatePem}: typeof one) => ({
      fingerprint: describeCertificate(certificatePem).fingerprint,
      certificates: [readCertificate(certificatePem)],
      listener: 'l',
    })
    const [first, second] = [presented(one), presented(two)]
    expect(await identify(first, now.getTime())).toMatchObject({roleName: 'app'})
    const found = await foreignCertificate(store, {certificate: one.certificatePem}, now)
    if (found === undefined) throw new Error('It is a credential')
    expect(found).toMatchObject({authority: 'partner', subject: 'CN=app', revokedAt: undefined})
    expect(await revokeForeignCertificate(store, found, now)).toEqual({...found, revokedAt: now})
    expect(await identify(first, now.getTime())).toEqual({
      refused: `certificate ${found.serialNumber} of the authority partner is revoked`,
      cause: 'revoked',
    })
    expect(await identify(second, now.getTime())).toMatchObject({roleName: 'app'})
  })

  it('keeps the first date, and shows it with the authority', async () => {
    const {store, authority} = await arrange()
    const {certificatePem} = await foreignClient(authority, {subject, now})
    for (const at of [now, later]) {
      const found = await foreignCertificate(store, {certificate: readCertificate(certificatePem).raw}, at)
      if (found === undefined) throw new Error('It is a credential')
      await revokeForeignCertificate(store, found, at)
    }
    expect((await showAuthority(store, 'partner', now)).revoked).toMatchObject([{subject: 'CN=app', revokedAt: now}])
  })

  it('forgets those that have expired meanwhile', async () => {
    const {store, authority} = await arrange()
    const revoke = async (at: Date, lifetime: number) => {
      const {certificatePem} = await foreignClient(authority, {subject, now: at, lifetime})
      const found = await foreignCertificate(store, {certificate: certificatePem}, at)
      if (found !== undefined) await revokeForeignCertificate(store, found, at)
    }
    await revoke(now, 1000)
    await revoke(new Date(now.getTime() + 60_000), 60_000)
    expect((await showAuthority(store, 'partner', now)).revoked).toHaveLength(1)
  })

  it('takes the authorities between the two from the text', async () => {
    const {store, authority} = await arrange()
    const request = {commonName: 'issuing', key: {type: 'ec', bits: 256}, lifetimeSeconds: 3600, now} as const
    const issuing = await createIntermediate(authority, request)
    const {certificatePem} = await foreignClient(issuing, {subject, now})
    await expect(foreignCertificate(store, {certificate: certificatePem}, now)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const certificate = certificatePem + issuing.certificatePem
    expect(await foreignCertificate(store, {certificate}, now)).toMatchObject({authority: 'partner'})
  })

  it('is nothing for credentials, serial numbers and strangers', async () => {
    const {store} = await arrange()
    const {credential, description} = await generateCredential(store, {scope: 'finance', role: 'app', now})
    expect(await foreignCertificate(store, {certificate: credential.certificatePem}, now)).toBeUndefined()
    expect(await foreignCertificate(store, description, now)).toBeUndefined()
    const {certificatePem} = await foreignClient(await foreignAuthority({now}), {subject, now})
    const finding = foreignCertificate(store, {certificate: certificatePem}, now)
    await expect(finding).rejects.toThrow('belongs to no credential of this store and comes from no imported authority')
    await expect(foreignCertificate(store, {certificate: 'nothing'}, now)).rejects.toThrow('not an X.509 certificate')
  })
})
