import {describe, expect, it} from 'vitest'
import {issuingAuthority} from '../../../src/administration/authorities.ts'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {
  deleteAuthority,
  generateAuthority,
  importAuthority,
  listAuthorities,
  showAuthority,
  updateAuthorityMapping,
  type MappingChoice,
} from '../../../src/administration/named-authorities.ts'
import {createRole, showRole, updateRole} from '../../../src/administration/roles.ts'
import {createRoot} from '../../../src/ca/authority.ts'
import {describeCertificate, readCertificates} from '../../../src/ca/certificate.ts'
import type {Store} from '../../../src/storage/store.ts'
import {authorityRecord, listenerRecord} from '../../contract/records.ts'
import {foreignAuthority} from '../../support/imported-authorities.ts'
import {now, storeWithRole} from './fixture.ts'

const day = 24 * 60 * 60
const generate = (store: Store, name = 'corporate', more: Partial<Parameters<typeof generateAuthority>[1]> = {}) =>
  generateAuthority(store, {name, keyType: 'ec', keyBits: 256, now, ...more})

async function importOne(store: Store, name: string, mapping: MappingChoice = {scopeName: 'finance', roleField: 'CN'}) {
  const {certificatePem} = await foreignAuthority({now})
  return importAuthority(store, {name, certificatePem, mapping, now})
}

describe('Vault section 6: generate', () => {
  it.each([
    ['ec', 256],
    ['ec', 384],
    ['ec', 521],
    ['rsa', 2048],
    ['rsa', 3072],
  ] as const)('makes an authority with the key %s %i', async (keyType, keyBits) => {
    await using store = await storeWithRole()
    const authority = await generate(store, 'corporate', {keyType, keyBits})
    expect(authority).toMatchObject({
      name: 'corporate',
      kind: 'generated',
      keyType,
      keyBits,
      usedBy: [],
      credentials: 0,
    })
    expect(readCertificates(authority.certificatePem)[0]?.ca).toBe(true)
    expect(authority.chainPem).toEqual([authority.certificatePem])
    expect(JSON.stringify(authority)).not.toContain('PRIVATE KEY')
  })

  it('lives for 365 days unless told otherwise', async () => {
    await using store = await storeWithRole()
    expect((await generate(store)).notAfter).toEqual(new Date(now.getTime() + 365 * day * 1000))
    const short = await generate(store, 'short', {ttlSeconds: day})
    expect(short.notAfter).toEqual(new Date(now.getTime() + day * 1000))
  })

  it.each([
    [{keyType: 'dsa'}, 'Unknown key type dsa'],
    [{keyBits: 224}, 'EC keys of 224 bits are not available'],
    [{keyType: 'rsa', keyBits: 1024}, 'RSA keys of 1024 bits are not available'],
    [{ttlSeconds: 0}, 'A certificate cannot live for 0 seconds'],
    [{name: 'a/1'}, '"a/1" cannot be the name of a certificate authority'],
    [{name: ''}, '"" cannot be the name of a certificate authority'],
    [{name: 'default'}, "default is the server's own certificate authority"],
    [{name: 'kmipctl-root'}, "kmipctl-root is the server's own certificate authority"],
  ])('refuses %j', async (wrong, message) => {
    await using store = await storeWithRole()
    await expect(generate(store, 'corporate', wrong)).rejects.toThrow(message)
    expect(await listAuthorities(store, now)).toEqual([])
  })

  it('refuses a name that is taken, also by one that is imported', async () => {
    await using store = await storeWithRole()
    await generate(store)
    await importOne(store, 'partner')
    for (const name of ['corporate', 'partner']) {
      await expect(generate(store, name)).rejects.toMatchObject({code: 'ALREADY_EXISTS'})
      await expect(importOne(store, name)).rejects.toMatchObject({code: 'ALREADY_EXISTS'})
    }
  })
})

describe('Vault section 6: import', () => {
  it.each([
    [
      {scopeName: 'finance', roleName: 'app'},
      {scopeName: 'finance', roleName: 'app'},
    ],
    [
      {scopeField: 'OU', roleField: 'CN'},
      {scopeField: 'OU', roleField: 'CN'},
    ],
    [
      {scopeName: 'finance', roleField: 'uid'},
      {scopeName: 'finance', roleField: 'UID'},
    ],
    [
      {scopeField: 'O', roleName: 'app'},
      {scopeField: 'O', roleName: 'app'},
    ],
    [
      {scopeName: '', scopeField: 'O', roleName: 'app', roleField: ''},
      {scopeField: 'O', roleName: 'app'},
    ],
  ])('takes the mapping %j', async (given, mapping) => {
    await using store = await storeWithRole()
    expect(await importOne(store, 'partner', given)).toMatchObject({kind: 'imported', mapping, usedBy: []})
    expect((await showAuthority(store, 'partner', now)).mapping).toEqual(mapping)
  })

  it.each([
    [{}, 'The mapping does not say which scope the clients have'],
    [{scopeName: 'finance'}, 'The mapping does not say which role the clients have'],
    [{roleName: 'app'}, 'The mapping does not say which scope the clients have'],
    [
      {scopeName: 'finance', scopeField: 'OU', roleName: 'app'},
      'The scope of the clients is given by name and by a field',
    ],
    [
      {scopeName: 'finance', roleName: 'app', roleField: 'CN'},
      'The role of the clients is given by name and by a field',
    ],
    [{scopeName: 'finance', roleField: 'SN'}, '"SN" is no field that can name the role of a client'],
    [{scopeName: 'no such/name', roleField: 'CN'}, '"no such/name" cannot be the name of a scope'],
  ])('refuses the mapping %j', async (mapping, message) => {
    await using store = await storeWithRole()
    await expect(importOne(store, 'partner', mapping)).rejects.toThrow(message)
  })

  it('takes several certificates, and keeps nothing else of the text', async () => {
    await using store = await storeWithRole()
    const [one, two] = [await foreignAuthority({now}), await foreignAuthority({now})]
    const certificatePem = [
      'a note',
      one.certificatePem,
      one.privateKeyPem,
      two.certificatePem,
      one.certificatePem,
    ].join('\n')
    const mapping = {scopeName: 'finance', roleField: 'CN'}
    const authority = await importAuthority(store, {name: 'partner', certificatePem, mapping, now})
    expect(authority.chainPem.map((pem) => pem.trim())).toEqual([one.certificatePem.trim(), two.certificatePem.trim()])
    const record = await store.read(({administration}) => administration.authority('partner'))
    expect(record?.privateKeyPem).toBeUndefined()
    expect(record?.certificatePem).not.toContain('PRIVATE KEY')
  })

  it("refuses the server's own authorities, whose clients are credentials", async () => {
    await using store = await storeWithRole()
    const {chainPem} = await issuingAuthority(store, {now})
    const generated = await generate(store)
    for (const certificatePem of [...chainPem, generated.certificatePem]) {
      const mapping = {scopeName: 'finance', roleField: 'CN'}
      const importing = importAuthority(store, {name: 'partner', certificatePem, mapping, now})
      await expect(importing).rejects.toThrow('is that of an authority of this server')
    }
  })

  it('refuses the authority of a scope, which signs whatever the clients of the scope want', async () => {
    await using store = await storeWithRole()
    const {id = ''} = (await store.read(({administration}) => administration.scope('finance'))) ?? {}
    const request = {commonName: 'certifies', key: {type: 'ec', bits: 256}, lifetimeSeconds: day, now} as const
    const {certificatePem, privateKeyPem} = await createRoot({...request, organizationalUnit: id})
    const name = `${id}/${describeCertificate(certificatePem).fingerprint}`
    const record = authorityRecord(name, {kind: 'scope', scopeId: id, certificatePem, privateKeyPem})
    await store.transaction(({administration}) => administration.insertAuthority(record))
    const mapping = {scopeName: 'finance', roleField: 'CN'}
    const importing = importAuthority(store, {name: 'partner', certificatePem, mapping, now})
    await expect(importing).rejects.toThrow('is that of an authority of this server')
    await expect(showAuthority(store, name, now)).rejects.toMatchObject({code: 'NOT_FOUND'})
  })
})

describe('Vault section 6: update', () => {
  it('changes the mapping of an imported authority, half of it too', async () => {
    await using store = await storeWithRole()
    await importOne(store, 'partner', {scopeName: 'finance', roleField: 'CN'})
    const {mapping} = await updateAuthorityMapping(store, {name: 'partner', mapping: {scopeField: 'OU'}, now})
    expect(mapping).toEqual({scopeField: 'OU', roleField: 'CN'})
    const next = await updateAuthorityMapping(store, {name: 'partner', mapping: {roleName: 'app'}, now})
    expect(next.mapping).toEqual({scopeField: 'OU', roleName: 'app'})
  })

  it('Vault section 9: is refused for a generated authority, an unknown one, and without a change', async () => {
    await using store = await storeWithRole()
    await generate(store)
    await importOne(store, 'partner')
    const update = (name: string, mapping: MappingChoice) => updateAuthorityMapping(store, {name, mapping, now})
    await expect(update('corporate', {roleName: 'app'})).rejects.toThrow(
      'The certificate authority corporate is not imported',
    )
    await expect(update('nobody', {roleName: 'app'})).rejects.toMatchObject({code: 'NOT_FOUND'})
    await expect(update('partner', {})).rejects.toThrow('Nothing to change')
    await expect(update('partner', {scopeName: 'a', scopeField: 'OU'})).rejects.toThrow('by name and by a field')
  })
})

describe('Vault section 6: read and list', () => {
  it('show every authority by name, and no scope or root', async () => {
    await using store = await storeWithRole()
    await issuingAuthority(store, {now})
    await generate(store)
    await importOne(store, 'partner')
    const all = await listAuthorities(store, now)
    expect(all.map(({name, kind}) => [name, kind])).toEqual([
      ['corporate', 'generated'],
      ['default', 'default'],
      ['partner', 'imported'],
    ])
    expect((await showAuthority(store, 'default', now)).chainPem).toHaveLength(2)
    expect(await showAuthority(store, 'corporate', now)).toEqual(all[0])
  })

  it.each(['nobody', 'kmipctl-root', 'kmipctl-intermediate', 'corporate/1'])('know nothing of %s', async (name) => {
    await using store = await storeWithRole()
    await issuingAuthority(store, {now})
    await generate(store)
    await expect(showAuthority(store, name, now)).rejects.toMatchObject({code: 'NOT_FOUND'})
  })

  it('Vault section 9: the own authority is unknown before its first use', async () => {
    await using store = await storeWithRole()
    await expect(showAuthority(store, 'default', now)).rejects.toMatchObject({code: 'NOT_FOUND'})
  })
})

describe('Vault section 6: delete', () => {
  it('is refused while roles or listeners use the authority, which are named', async () => {
    await using store = await storeWithRole()
    await generate(store)
    await updateRole(store, {scope: 'finance', role: 'app', authority: 'corporate'})
    await store.transaction(async ({administration}) => {
      await administration.putListener(listenerRecord('one', {authority: 'corporate'}))
      await administration.putListener(listenerRecord('two', {additionalClientAuthorities: ['corporate']}))
      await administration.putListener(listenerRecord('three', {additionalClientAuthorities: []}))
    })
    const users = 'role app of scope finance, listener one, listener two'
    await expect(deleteAuthority(store, 'corporate', now)).rejects.toMatchObject({
      code: 'IN_USE',
      message: `The certificate authority corporate is used by ${users}`,
    })
  })

  it('says how many credentials stop working', async () => {
    await using store = await storeWithRole()
    await generate(store)
    await updateRole(store, {scope: 'finance', role: 'app', authority: 'corporate'})
    await generateCredential(store, {scope: 'finance', role: 'app', now})
    await updateRole(store, {scope: 'finance', role: 'app', authority: 'default'})
    await generateCredential(store, {scope: 'finance', role: 'app', now})
    expect(await deleteAuthority(store, 'corporate', now)).toMatchObject({name: 'corporate', credentials: 1})
    await expect(showAuthority(store, 'corporate', now)).rejects.toMatchObject({code: 'NOT_FOUND'})
    // Those of the first one are not counted as those of the second one
    expect(await generate(store)).toMatchObject({credentials: 0})
  })

  it("is refused for the server's own and for what does not exist", async () => {
    await using store = await storeWithRole()
    await issuingAuthority(store, {now})
    await expect(deleteAuthority(store, 'default', now)).rejects.toThrow('cannot be deleted')
    await expect(deleteAuthority(store, 'nobody', now)).rejects.toMatchObject({code: 'NOT_FOUND'})
  })
})

describe('Vault section 4: the ca of a role', () => {
  it('issues the credentials of the role, which say so', async () => {
    await using store = await storeWithRole()
    const authority = await generate(store)
    const role = await createRole(store, {
      scope: 'finance',
      role: 'db',
      operations: ['all'],
      authority: 'corporate',
      now,
    })
    expect(role.authority).toBe('corporate')
    const {credential, description} = await generateCredential(store, {scope: 'finance', role: 'db', now})
    expect(credential.chainPem).toEqual([authority.certificatePem])
    expect(description.authority).toBe('corporate/1')
    const [leaf, issuer] = [
      ...readCertificates(credential.certificatePem),
      ...readCertificates(authority.certificatePem),
    ]
    expect(issuer !== undefined && leaf?.verify(issuer.publicKey)).toBe(true)
  })

  it('goes back to the own authority by default, and stays when it is not mentioned', async () => {
    await using store = await storeWithRole()
    await generate(store)
    const role = {scope: 'finance', role: 'app'}
    await updateRole(store, {...role, authority: 'corporate'})
    await updateRole(store, {...role, ttlSeconds: day})
    expect((await showRole(store, role)).authority).toBe('corporate')
    expect((await updateRole(store, {...role, authority: 'default'})).authority).toBeUndefined()
    const {description} = await generateCredential(store, {...role, now})
    expect(description.authority).toBe('default/1')
  })

  it('cannot be unknown or imported', async () => {
    await using store = await storeWithRole()
    await importOne(store, 'partner')
    const create = (authority: string) =>
      createRole(store, {scope: 'finance', role: 'db', operations: ['all'], authority, now})
    await expect(create('nobody')).rejects.toMatchObject({code: 'NOT_FOUND'})
    await expect(create('kmipctl-root')).rejects.toMatchObject({code: 'NOT_FOUND'})
    await expect(create('partner')).rejects.toThrow('is imported: it verifies clients and signs nothing')
  })

  it('cuts the life of certificates that would outlive it', async () => {
    await using store = await storeWithRole()
    await generate(store, 'corporate', {ttlSeconds: day})
    await updateRole(store, {scope: 'finance', role: 'app', authority: 'corporate'})
    const {description} = await generateCredential(store, {scope: 'finance', role: 'app', ttlSeconds: 9 * day, now})
    expect(description.notAfter).toEqual(new Date(now.getTime() + day * 1000))
  })
})
