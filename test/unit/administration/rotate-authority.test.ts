import {describe, expect, it} from 'vitest'
import {
  assertTrusted,
  issuingAuthority,
  serverIdentity,
  trustedCertificates,
} from '../../../src/administration/authorities.ts'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {
  generateAuthority,
  importAuthority,
  listAuthorities,
  showAuthority,
  deleteAuthority,
} from '../../../src/administration/named-authorities.ts'
import {retireAuthority} from '../../../src/administration/retire-authority.ts'
import {updateRole} from '../../../src/administration/roles.ts'
import {rotateAuthority} from '../../../src/administration/rotate-authority.ts'
import {updateConfiguration} from '../../../src/administration/server-configuration.ts'
import {describeCertificate, readCertificates} from '../../../src/ca/certificate.ts'
import type {Store} from '../../../src/storage/store.ts'
import {foreignAuthority} from '../../support/imported-authorities.ts'
import {now, storeWithRole} from './fixture.ts'

const day = 24 * 60 * 60
const role = {scope: 'finance', role: 'app'}

async function storeWithCorporate(): Promise<Store> {
  const store = await storeWithRole()
  await generateAuthority(store, {name: 'corporate', keyType: 'ec', keyBits: 384, ttlSeconds: 50 * day, now})
  await updateRole(store, {...role, authority: 'corporate'})
  return store
}

const names = async (store: Store) => (await listAuthorities(store, now)).map(({name}) => name)
const later = new Date(now.getTime() + day * 1000)
const subjects = (pems: readonly string[]) => pems.map((pem) => describeCertificate(pem).subject)

describe('Rotation of a generated authority', () => {
  it('lets a new generation issue, and trusts the old one, which has no private key any more', async () => {
    await using store = await storeWithCorporate()
    const before = await generateCredential(store, {...role, now})
    const next = await rotateAuthority(store, {name: 'corporate', now: later})
    expect(next).toMatchObject({name: 'corporate', generation: 2, keyType: 'ec', keyBits: 384, credentials: 0})
    expect(next.notAfter).toEqual(new Date(later.getTime() + 50 * day * 1000))
    expect(next.usedBy).toEqual(['role app of scope finance'])
    const after = await generateCredential(store, {...role, now: later})
    expect([before, after].map(({description}) => description.authority)).toEqual(['corporate/1', 'corporate/2'])
    expect(after.credential.chainPem).toEqual([next.certificatePem])
    const old = await showAuthority(store, 'corporate/1', now)
    expect(old).toMatchObject({name: 'corporate/1', supersededBy: 'corporate', credentials: 1, usedBy: []})
    const record = await store.read(({administration}) => administration.authority('corporate/1'))
    expect(record?.privateKeyPem).toBeUndefined()
    const trusted = await store.read(({administration}) => trustedCertificates(administration, ['corporate']))
    expect(subjects(trusted)).toEqual(['CN=corporate-2', 'CN=corporate'])
  })

  it('makes the kind of key and the lifetime that are asked for', async () => {
    await using store = await storeWithCorporate()
    const next = await rotateAuthority(store, {name: 'corporate', keyType: 'rsa', keyBits: 2048, ttlSeconds: day, now})
    expect(next).toMatchObject({keyType: 'rsa', keyBits: 2048, notAfter: new Date(now.getTime() + day * 1000)})
    await expect(rotateAuthority(store, {name: 'corporate', keyType: 'ec', keyBits: 224, now})).rejects.toThrow('224')
    expect(await names(store)).toEqual(['corporate', 'corporate/1'])
  })

  it('leads peers that know only the first generation to the third', async () => {
    await using store = await storeWithCorporate()
    await rotateAuthority(store, {name: 'corporate', now})
    await rotateAuthority(store, {name: 'corporate', now})
    const {certPem} = await serverIdentity(store, {authority: 'corporate', hostnames: ['localhost'], now})
    const chain = readCertificates(certPem)
    expect(chain.map(({subject, issuer}) => [subject, issuer])).toEqual([
      ['CN=localhost', 'CN=corporate-3'],
      ['CN=corporate-3', 'CN=corporate-2'],
      ['CN=corporate-2', 'CN=corporate'],
    ])
    const first = readCertificates((await showAuthority(store, 'corporate/1', now)).certificatePem)
    const issuers = [...chain.slice(1), ...first]
    for (const [index, issuer] of issuers.entries()) expect(chain[index]?.verify(issuer.publicKey)).toBe(true)
  })

  it('leads nobody to a generation that has expired', async () => {
    await using store = await storeWithCorporate()
    await rotateAuthority(store, {name: 'corporate', now: new Date(now.getTime() + 51 * day * 1000)})
    const {presentedPem} = await issuingAuthority(store, {name: 'corporate', now})
    expect(presentedPem).toEqual([])
  })

  it('is refused to one of two that rotate at once', async () => {
    await using store = await storeWithCorporate()
    const rotate = () => rotateAuthority(store, {name: 'corporate', now})
    const outcomes = await Promise.allSettled([rotate(), rotate()])
    expect(outcomes.map(({status}) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await names(store)).toEqual(['corporate', 'corporate/1'])
  })

  it('is refused for imported, earlier and unknown authorities', async () => {
    await using store = await storeWithCorporate()
    const {certificatePem} = await foreignAuthority({now})
    await importAuthority(store, {name: 'partner', certificatePem, mapping: {scopeName: 'a', roleName: 'b'}, now})
    await rotateAuthority(store, {name: 'corporate', now})
    await expect(rotateAuthority(store, {name: 'partner', now})).rejects.toThrow('is imported')
    await expect(rotateAuthority(store, {name: 'corporate/1', now})).rejects.toThrow('was superseded by corporate')
    await expect(rotateAuthority(store, {name: 'nobody', now})).rejects.toMatchObject({code: 'NOT_FOUND'})
    await expect(rotateAuthority(store, {name: 'kmipctl-root', now})).rejects.toMatchObject({code: 'NOT_FOUND'})
  })
})

describe("Rotation of the server's own hierarchy", () => {
  it('gives both a new generation, with the key that the configuration wants by then', async () => {
    await using store = await storeWithRole()
    const first = await issuingAuthority(store, {now})
    await updateConfiguration(store, {tls_ca_key_type: 'ec', tls_ca_key_bits: 384})
    const next = await rotateAuthority(store, {now: later})
    expect(next).toMatchObject({name: 'default', generation: 2, keyType: 'ec', keyBits: 384})
    expect(subjects(next.chainPem)).toEqual(['CN=kmipctl-intermediate-2', 'CN=kmipctl-root-2'])
    expect(await names(store)).toEqual(['default', 'default/1'])
    const old = await showAuthority(store, 'default/1', now)
    expect(old.chainPem).toEqual(first.chainPem)
    const trusted = await store.read(({administration}) => trustedCertificates(administration, [undefined]))
    expect(subjects(trusted)).toEqual([
      'CN=kmipctl-intermediate-2',
      'CN=kmipctl-intermediate',
      'CN=kmipctl-root-2',
      'CN=kmipctl-root',
    ])
    const {presentedPem} = await issuingAuthority(store, {now})
    expect(presentedPem.map((pem) => describeCertificate(pem)).map(({subject, issuer}) => [subject, issuer])).toEqual([
      ['CN=kmipctl-intermediate-2', 'CN=kmipctl-root-2'],
      ['CN=kmipctl-root-2', 'CN=kmipctl-root'],
    ])
    for (const name of ['kmipctl-root/1', 'kmipctl-intermediate/1']) {
      const record = await store.read(({administration}) => administration.authority(name))
      expect(record).toMatchObject({privateKeyPem: undefined, supersededBy: name.replace('/1', '')})
    }
  })

  it('is refused before there is one, and has the lifetime that Vault gives it', async () => {
    await using store = await storeWithRole()
    await expect(rotateAuthority(store, {now})).rejects.toThrow('The server has no certificate authority yet')
    await issuingAuthority(store, {now})
    await expect(rotateAuthority(store, {ttlSeconds: day, now})).rejects.toThrow('ten years')
  })
})

describe('Retiring a generation', () => {
  it('ends the trust in it, and leads nobody to it any more', async () => {
    await using store = await storeWithRole()
    await issuingAuthority(store, {now})
    await generateCredential(store, {...role, now})
    await rotateAuthority(store, {now})
    const retired = await retireAuthority(store, {name: 'default/1', now})
    expect(retired).toMatchObject([{name: 'default/1', credentials: 1}])
    const trusted = await store.read(({administration}) => trustedCertificates(administration, [undefined]))
    expect(subjects(trusted)).toEqual(['CN=kmipctl-intermediate-2', 'CN=kmipctl-root-2'])
    expect(subjects((await issuingAuthority(store, {now})).presentedPem)).toEqual(['CN=kmipctl-intermediate-2'])
  })

  it('takes all earlier ones by the name alone, and one in the middle by its number', async () => {
    await using store = await storeWithCorporate()
    for (let count = 0; count < 3; count++) await rotateAuthority(store, {name: 'corporate', now})
    await retireAuthority(store, {name: 'corporate/2', now})
    expect(await names(store)).toEqual(['corporate', 'corporate/1', 'corporate/3'])
    expect(subjects((await issuingAuthority(store, {name: 'corporate', now})).presentedPem)).toEqual(['CN=corporate-4'])
    const retired = await retireAuthority(store, {name: 'corporate', now})
    expect(retired.map(({name}) => name)).toEqual(['corporate/3', 'corporate/1'])
    expect(await names(store)).toEqual(['corporate'])
  })

  it('is refused where there is nothing to retire', async () => {
    await using store = await storeWithCorporate()
    const {certificatePem} = await foreignAuthority({now})
    await importAuthority(store, {name: 'partner', certificatePem, mapping: {scopeName: 'a', roleName: 'b'}, now})
    const retire = (name: string) => retireAuthority(store, {name, now})
    await expect(retire('corporate')).rejects.toThrow('has no earlier generation')
    await expect(retire('corporate/7')).rejects.toMatchObject({code: 'NOT_FOUND'})
    await expect(retire('partner')).rejects.toThrow('is imported and has no generations')
  })

  it('is what earlier generations need, which are deleted with the name only', async () => {
    await using store = await storeWithCorporate()
    await rotateAuthority(store, {name: 'corporate', now})
    await updateRole(store, {...role, authority: 'default'})
    await expect(deleteAuthority(store, 'corporate/1', now)).rejects.toThrow('is an earlier generation of corporate')
    await deleteAuthority(store, 'corporate', now)
    expect(await names(store)).toEqual([])
  })

  it('and deleting are noticed by whoever issues meanwhile', async () => {
    await using store = await storeWithCorporate()
    await rotateAuthority(store, {name: 'corporate', now})
    const assert = (issuer: string) => store.read(({administration}) => assertTrusted(administration, issuer))
    // That it was superseded in the meantime does not matter
    await assert('corporate/1')
    await assert('corporate/2')
    await retireAuthority(store, {name: 'corporate/1', now})
    await expect(assert('corporate/1')).rejects.toThrow('The certificate authority corporate/1 was deleted meanwhile')
    await expect(assert('nobody/1')).rejects.toMatchObject({code: 'NOT_FOUND'})
  })
})
