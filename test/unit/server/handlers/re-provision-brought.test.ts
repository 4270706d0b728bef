import {describe, expect, it} from 'vitest'
import {generateCredential, signCredential} from '../../../../src/administration/issue-credential.ts'
import {importAuthority} from '../../../../src/administration/named-authorities.ts'
import {readCertificate} from '../../../../src/ca/certificate.ts'
import {ReProvision} from '../../../../src/kmip/operations/re-provision.ts'
import {createIdentify, isRefused} from '../../../../src/server/identity/identify.ts'
import {listenerRecord} from '../../../contract/records.ts'
import {requestDer} from '../../../support/certificate-requests.ts'
import {x509} from '../../../support/certificates.ts'
import {foreignAuthority, foreignClient} from '../../../support/imported-authorities.ts'
import {start} from '../../../support/test-engine.ts'
import {
  version,
  request,
  arrange,
  identified,
  clientOf,
  certificateOf,
  reasonFor,
  reprovision,
  derOf,
} from '../../../support/re-provisioning.ts'

describe('Re-Provision with a certificate', () => {
  it('takes one that was issued for the same role, once for all', async () => {
    const site = await arrange()
    const {store} = site.t.engine
    const next = await signCredential(store, {
      scope: 'one',
      role: 'app',
      signingRequest: requestDer,
      anyKey: true,
      now: start,
    })
    const certificate = derOf(next.credential.certificatePem)
    const id = await reprovision(site, {certificate})
    expect(await certificateOf(site, id)).toBe(next.credential.certificatePem)
    expect(isRefused(await identified(site.t, site.old.credential.certificatePem))).toBe(true)
    expect((await clientOf(site.t, next.credential.certificatePem)).roleName).toBe('app')
  })

  it('refuses one of another role, one that is revoked, and the one in use', async () => {
    const site = await arrange()
    const {store} = site.t.engine
    const other = await generateCredential(store, {scope: 'one', role: 'other', now: start})
    const revoked = await generateCredential(store, {scope: 'one', role: 'app', now: start})
    await generateCredential(store, {scope: 'one', role: 'app', revokes: revoked.description.serialNumber, now: start})
    for (const {credential} of [other, revoked]) {
      expect(await reasonFor(site, {certificate: derOf(credential.certificatePem)})).toBe('PermissionDenied')
    }
    expect(await reasonFor(site, {certificate: derOf(site.old.credential.certificatePem)})).toBe('InvalidField')
    expect((await clientOf(site.t, site.old.credential.certificatePem)).only).toBeUndefined()
  })

  it('refuses one that no authority signed whose clients are taken, and what is no certificate', async () => {
    const site = await arrange()
    const stranger = await foreignClient(await foreignAuthority({now: start}), {subject: [], now: start})
    expect(await reasonFor(site, {certificate: derOf(stranger.certificatePem)})).toBe('PermissionDenied')
    expect(await reasonFor(site, {certificate: x509(Uint8Array.of(1)).value})).toBe('InvalidField')
    expect(await reasonFor(site, {certificateRequest: request, certificate: x509(Uint8Array.of(1)).value})).toBe(
      'InvalidField',
    )
  })

  it('refuses one that has expired or is that of an authority', async () => {
    const site = await arrange()
    const authority = await foreignAuthority({now: start})
    const expired = await foreignClient(authority, {subject: [], now: start, lifetime: -1000})
    expect(await reasonFor(site, {certificate: derOf(expired.certificatePem)})).toBe('InvalidField')
    expect(await reasonFor(site, {certificate: derOf(authority.certificatePem)})).toBe('InvalidField')
  })

  it('takes one of an imported authority that gives its clients the same role', async () => {
    const site = await arrange()
    const {store} = site.t.engine
    const authority = await foreignAuthority({now: start})
    const mapping = {scopeName: 'one', roleField: 'CN'}
    await importAuthority(store, {name: 'partner', certificatePem: authority.certificatePem, mapping, now: start})
    const listener = listenerRecord('l', {additionalClientAuthorities: ['partner']})
    await store.transaction(({administration}) => administration.putListener(listener))
    const named = (value: string) => foreignClient(authority, {subject: [{type: 'CN', value}], now: start})
    expect(await reasonFor(site, {certificate: derOf((await named('other')).certificatePem)})).toBe('PermissionDenied')
    await reprovision(site, {certificate: derOf((await named('app')).certificatePem)})
    expect(isRefused(await identified(site.t, site.old.credential.certificatePem))).toBe(true)
  })
})

describe('A client of an imported authority', () => {
  it('brings its next certificate, and cannot have one made', async () => {
    const {t} = await arrange()
    const {store} = t.engine
    const authority = await foreignAuthority({now: start})
    const mapping = {scopeName: 'one', roleName: 'app'}
    await importAuthority(store, {name: 'partner', certificatePem: authority.certificatePem, mapping, now: start})
    const record = listenerRecord('l', {additionalClientAuthorities: ['partner']})
    await store.transaction(({administration}) => administration.putListener(record))
    const [first, second] = await Promise.all(
      ['a', 'b'].map((value) => foreignClient(authority, {subject: [{type: 'CN', value}], now: start})),
    )
    const presented = (pem = '') => {
      const certificates = [readCertificate(pem)]
      const fingerprint = certificates[0]?.fingerprint256.replaceAll(':', '').toLowerCase() ?? ''
      return {fingerprint, certificates, listener: 'l'}
    }
    const identify = createIdentify(store)
    const client = await identify(presented(first?.certificatePem), start.getTime())
    if (isRefused(client)) throw new Error(client.refused)
    expect(await t.reason(ReProvision, {}, {version, identity: client})).toBe('PermissionDenied')
    const certificate = derOf(second?.certificatePem ?? '')
    await t.call(ReProvision, {certificate}, {version, identity: client})
    expect(await identify(presented(first?.certificatePem), start.getTime())).toMatchObject({cause: 'revoked'})
    expect(isRefused(await identify(presented(second?.certificatePem), start.getTime()))).toBe(false)
  })
})
