import {createPrivateKey, X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {
  generateAuthority,
  importAuthority,
  updateAuthorityMapping,
  type MappingChoice,
} from '../../../../src/administration/named-authorities.ts'
import {generateCredential} from '../../../../src/administration/issue-credential.ts'
import {createRole, deleteRole, updateRole} from '../../../../src/administration/roles.ts'
import {createScope} from '../../../../src/administration/scopes.ts'
import {type Authority, createIntermediate} from '../../../../src/ca/authority.ts'
import {signCertificate} from '../../../../src/ca/sign-certificate.ts'
import type {NamePart} from '../../../../src/ca/distinguished-name.ts'
import {createIdentify, isRefused, type Identify, type Presented} from '../../../../src/server/identity/identify.ts'
import {foreignCertificate, presentedBefore} from '../../../../src/server/identity/presented.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'
import type {Store} from '../../../../src/storage/store.ts'
import {listenerRecord} from '../../../contract/records.ts'
import {foreignAuthority, foreignClient} from '../../../support/imported-authorities.ts'
import {now} from '../../administration/fixture.ts'

interface Site {
  readonly store: Store
  readonly identify: Identify
  readonly authority: Authority
}

/** A listener `l` that trusts the clients of an imported authority `partner`, whose mapping is given. */
async function arrange(mapping: MappingChoice = {scopeField: 'OU', roleField: 'CN'}): Promise<Site> {
  const store = new MemoryStore()
  await createScope(store, 'finance', now)
  await createRole(store, {scope: 'finance', role: 'app', operations: ['get'], now})
  const authority = await foreignAuthority({now})
  await importAuthority(store, {name: 'partner', certificatePem: authority.certificatePem, mapping, now})
  await listen(store, 'l', ['partner'])
  return {store, identify: createIdentify(store), authority}
}

function listen(store: Store, name: string, additionalClientAuthorities: readonly string[]): Promise<void> {
  const record = listenerRecord(name, {additionalClientAuthorities})
  return store.transaction(({administration}) => administration.putListener(record))
}

function presentedBy(pems: readonly string[], listener = 'l'): Presented {
  const certificates = pems.map((pem) => new X509Certificate(pem))
  const fingerprint = certificates[0]?.fingerprint256.replaceAll(':', '').toLowerCase() ?? ''
  return {fingerprint, certificates, listener}
}

const subject: readonly NamePart[] = [
  {type: 'O', value: 'Partner'},
  {type: 'OU', value: 'finance'},
  {type: 'CN', value: 'app'},
]

async function outcome({identify}: Site, presented: Presented, at = now): Promise<string> {
  const identity = await identify(presented, at.getTime())
  return isRefused(identity) ? identity.refused : `${identity.scopeName}/${identity.roleName}`
}

async function outcomeOf(site: Site, parts: readonly NamePart[]): Promise<string> {
  const {certificatePem} = await foreignClient(site.authority, {subject: parts, now})
  return outcome(site, presentedBy([certificatePem]))
}

describe('Vault section 6: a client of an imported authority', () => {
  it.each([
    [{scopeField: 'OU', roleField: 'CN'}],
    [{scopeName: 'finance', roleField: 'CN'}],
    [{scopeField: 'OU', roleName: 'app'}],
    [{scopeName: 'finance', roleName: 'app'}],
  ])('has the scope and role of the mapping %j', async (mapping) => {
    const site = await arrange(mapping)
    expect(await outcomeOf(site, subject)).toBe('finance/app')
  })

  it.each([[{scopeField: 'O', roleField: 'UID'}], [{scopeField: 'UID', roleField: 'O'}]])(
    'may be named by O and UID: %j',
    async (mapping) => {
      const site = await arrange(mapping)
      const [scope, role] = mapping.scopeField === 'O' ? (['O', 'UID'] as const) : (['UID', 'O'] as const)
      const parts = [
        {type: scope, value: 'finance'},
        {type: role, value: 'app'},
        {type: 'CN', value: 'whoever'},
      ] as const
      expect(await outcomeOf(site, parts)).toBe('finance/app')
    },
  )

  it.each<[readonly NamePart[], string]>([
    [[{type: 'CN', value: 'app'}], 'the subject of the client certificate has no OU, which names its scope'],
    [[{type: 'OU', value: 'finance'}], 'the subject of the client certificate has no CN, which names its role'],
    [
      [...subject, {type: 'OU', value: 'finance'}],
      'the subject of the client certificate has 2 OU, one of which may name its scope',
    ],
    [
      [...subject, {type: 'CN', value: 'admin'}],
      'the subject of the client certificate has 2 CN, one of which may name its role',
    ],
    [
      [
        {type: 'OU', value: 'treasury'},
        {type: 'CN', value: 'app'},
      ],
      'there is no scope "treasury" for the client certificate',
    ],
    [
      [
        {type: 'OU', value: 'finance'},
        {type: 'CN', value: 'admin'},
      ],
      'scope finance has no role "admin" for the client certificate',
    ],
    [
      [
        {type: 'OU', value: 'Finance'},
        {type: 'CN', value: 'app'},
      ],
      'there is no scope "Finance" for the client certificate',
    ],
    [[], 'the subject of the client certificate has no OU, which names its scope'],
  ])('with the subject %j is refused in words', async (parts, words) => {
    expect(await outcomeOf(await arrange(), parts)).toBe(words)
  })

  it('has the serial number and the common name of its certificate, and what its role allows', async () => {
    const site = await arrange()
    const {certificatePem} = await foreignClient(site.authority, {subject, now})
    const identity = await site.identify(presentedBy([certificatePem]), now.getTime())
    if (isRefused(identity)) throw new Error(identity.refused)
    const serialNumber = BigInt(`0x${new X509Certificate(certificatePem).serialNumber}`).toString()
    expect(identity).toMatchObject({serialNumber, commonName: 'app', roleName: 'app'})
    expect([identity.allows('Get'), identity.allows('Destroy')]).toEqual([true, false])
    if (identity.foreign === undefined) throw new Error('It is a credential')
    expect(presentedBefore(identity.foreign).fingerprint).toBe(presentedBy([certificatePem]).fingerprint)
  })

  it('is found again from what was noted of it', async () => {
    const site = await arrange()
    const {certificatePem} = await foreignClient(site.authority, {subject, now})
    const noted = foreignCertificate(presentedBy([certificatePem]))
    expect(await outcome(site, presentedBefore(JSON.parse(JSON.stringify(noted))))).toBe('finance/app')
  })

  it('is nobody at a listener that does not trust its authority, and at the own one of the server', async () => {
    const site = await arrange()
    await listen(site.store, 'other', [])
    const {certificatePem} = await foreignClient(site.authority, {subject, now})
    for (const listener of ['other', 'default', 'nowhere']) {
      const words = await outcome(site, presentedBy([certificatePem], listener))
      expect(words).toBe('the client certificate belongs to no credential')
    }
    expect(await outcome(site, presentedBy([certificatePem]))).toBe('finance/app')
    const {fingerprint} = presentedBy([certificatePem])
    expect(await outcome(site, {fingerprint})).toBe('the client certificate belongs to no credential')
  })

  it('has the role of the authority that its listener trusts, and none where two of them disagree', async () => {
    const site = await arrange({scopeName: 'finance', roleName: 'app'})
    await createRole(site.store, {scope: 'finance', role: 'other', operations: ['all'], now})
    const {certificatePem: pem} = site.authority
    const mapping = {scopeName: 'finance', roleName: 'other'}
    await importAuthority(site.store, {name: 'again', certificatePem: pem, mapping, now})
    await listen(site.store, 'two', ['again'])
    await listen(site.store, 'both', ['partner', 'again'])
    const {certificatePem} = await foreignClient(site.authority, {subject, now})
    const at = (listener: string) => outcome(site, presentedBy([certificatePem], listener))
    expect([await at('l'), await at('two'), await at('both')]).toEqual([
      'finance/app',
      'finance/other',
      'the authorities partner, again give the client certificate different roles',
    ])
  })

  it('is refused from the moment on at which it expires', async () => {
    const site = await arrange()
    const {certificatePem} = await foreignClient(site.authority, {subject, now, lifetime: 60_000})
    const presented = presentedBy([certificatePem])
    expect(await outcome(site, presented, new Date(now.getTime() + 60_000))).toBe('finance/app')
    expect(await outcome(site, presented, new Date(now.getTime() + 60_001))).toBe('the client certificate has expired')
  })

  it('is not believed before it is valid', async () => {
    const site = await arrange()
    const later = new Date(now.getTime() + 2 * 60 * 60 * 1000)
    const {certificatePem} = await foreignClient(site.authority, {subject, now: later})
    expect(await outcome(site, presentedBy([certificatePem]))).toBe('the client certificate belongs to no credential')
  })

  it('follows the mapping, the role and the listener as they are now', async () => {
    const site = await arrange()
    await createRole(site.store, {scope: 'finance', role: 'other', operations: ['all'], now})
    const {certificatePem} = await foreignClient(site.authority, {subject, now})
    const presented = presentedBy([certificatePem])
    expect(await outcome(site, presented)).toBe('finance/app')
    await updateAuthorityMapping(site.store, {name: 'partner', mapping: {roleName: 'other'}, now})
    expect(await outcome(site, presented)).toBe('finance/other')
    await updateRole(site.store, {scope: 'finance', role: 'other', operations: ['none']})
    const identity = await site.identify(presented, now.getTime())
    expect(!isRefused(identity) && identity.allows('Get')).toBe(false)
    await deleteRole(site.store, {scope: 'finance', role: 'other'})
    expect(await outcome(site, presented)).toBe('scope finance has no role "other" for the client certificate')
    await listen(site.store, 'l', [])
    expect(await outcome(site, presented)).toBe('the client certificate belongs to no credential')
  })

  it('is looked up once a connection until something administrative changes', async () => {
    const site = await arrange()
    let reads = 0
    const read: Store['read'] = site.store.read.bind(site.store)
    site.store.read = (work) => {
      reads += 1
      return read(work)
    }
    const {certificatePem} = await foreignClient(site.authority, {subject, now})
    const presented = presentedBy([certificatePem])
    for (let count = 0; count < 3; count++) await outcome(site, presented)
    expect(reads).toBe(1)
    await site.store.transaction(({administration}) => administration.putSetting('a', 'b'))
    await outcome(site, presented)
    expect(reads).toBe(2)
  })
})

describe('A chain to an imported authority', () => {
  const lifetimeSeconds = 60 * 60
  const intermediate = (above: Authority, commonName = 'issuing') =>
    createIntermediate(above, {commonName, key: {type: 'ec', bits: 256}, lifetimeSeconds, now})

  it('may lead through what the client sends, and once it did also through what it sent before', async () => {
    const site = await arrange()
    const issuing = await intermediate(site.authority)
    const [one, two] = [await foreignClient(issuing, {subject, now}), await foreignClient(issuing, {subject, now})]
    const alone = () => outcome(site, presentedBy([two.certificatePem]))
    expect(await alone()).toBe('the client certificate belongs to no credential')
    expect(await outcome(site, presentedBy([one.certificatePem, issuing.certificatePem]))).toBe('finance/app')
    // As on a session that is resumed
    expect(await alone()).toBe('finance/app')
  })

  it('may end at an authority that is no root', async () => {
    const site = await arrange()
    const issuing = await intermediate(await foreignAuthority({now}))
    const mapping = {scopeName: 'finance', roleName: 'app'}
    await importAuthority(site.store, {name: 'issuing', certificatePem: issuing.certificatePem, mapping, now})
    await listen(site.store, 'l', ['issuing'])
    const {certificatePem} = await foreignClient(issuing, {subject, now})
    expect(await outcome(site, presentedBy([certificatePem]))).toBe('finance/app')
  })

  it('is one of signatures, not of names', async () => {
    const site = await arrange()
    const name = new X509Certificate(site.authority.certificatePem).subject.replace('CN=', '')
    const impostor = await foreignAuthority({commonName: name, now})
    const {certificatePem} = await foreignClient(impostor, {subject, now})
    const words = 'the client certificate belongs to no credential'
    expect(await outcome(site, presentedBy([certificatePem]))).toBe(words)
    expect(await outcome(site, presentedBy([certificatePem, impostor.certificatePem]))).toBe(words)
    expect(await outcome(site, presentedBy([certificatePem, site.authority.certificatePem]))).toBe(words)
  })

  it('does not lead through the certificate of a client', async () => {
    const site = await arrange()
    const client = await foreignClient(site.authority, {subject: [{type: 'CN', value: 'middle'}], now})
    const issuer = new X509Certificate(client.certificatePem)
    const {publicKey} = issuer
    const validity = {notBefore: now, notAfter: new Date(now.getTime() + 60_000)}
    const signed = await signCertificate(
      {subject, publicKey, validity, keyUsage: ['digitalSignature'], extendedKeyUsage: ['clientAuth']},
      {certificate: issuer, privateKey: createPrivateKey(client.privateKeyPem)},
    )
    expect(signed.verify(publicKey)).toBe(true)
    const words = 'the client certificate belongs to no credential'
    expect(await outcome(site, presentedBy([signed.toString(), client.certificatePem]))).toBe(words)
  })

  it('does not begin at the authority itself', async () => {
    const site = await arrange({scopeName: 'finance', roleName: 'app'})
    const issuing = await intermediate(site.authority)
    await importAuthority(site.store, {
      name: 'issuing',
      certificatePem: issuing.certificatePem,
      mapping: {scopeName: 'finance', roleName: 'app'},
      now,
    })
    await listen(site.store, 'l', ['issuing'])
    expect(await outcome(site, presentedBy([issuing.certificatePem]))).toBe(
      'the client certificate belongs to no credential',
    )
  })

  it('of a generated authority makes nobody of a certificate that is no credential', async () => {
    const site = await arrange()
    await generateAuthority(site.store, {name: 'corporate', keyType: 'ec', keyBits: 256, now})
    await listen(site.store, 'l', ['partner', 'corporate'])
    const record = await site.store.read(({administration}) => administration.authority('corporate'))
    const {certificatePem, privateKeyPem = ''} = record ?? {certificatePem: ''}
    const signed = await foreignClient({certificatePem, privateKeyPem, chainPem: [certificatePem]}, {subject, now})
    expect(await outcome(site, presentedBy([signed.certificatePem]))).toBe(
      'the client certificate belongs to no credential',
    )
  })

  it('does not matter for a credential, which is known by its whole certificate', async () => {
    const site = await arrange({scopeName: 'finance', roleName: 'app'})
    await createRole(site.store, {scope: 'finance', role: 'own', operations: ['all'], now})
    const {credential} = await generateCredential(site.store, {scope: 'finance', role: 'own', now})
    expect(await outcome(site, presentedBy([credential.certificatePem]))).toBe('finance/own')
  })
})
