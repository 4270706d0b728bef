import fc from 'fast-check'
import {beforeAll, describe, expect, it} from 'vitest'
import {issuingAuthority, newRecord} from '../../../src/administration/authorities.ts'
import {listenerFieldNames, parseListenerFields} from '../../../src/administration/listener-fields.ts'
import {
  deleteListener,
  listListeners,
  showListener,
  vaultListenerForm,
  writeListener,
} from '../../../src/administration/listeners.ts'
import {type Authority, createRoot} from '../../../src/ca/authority.ts'
import {MemoryStore} from '../../../src/storage/memory/memory-store.ts'
import type {Store} from '../../../src/storage/store.ts'
import {now} from './fixture.ts'

const day = 24 * 60 * 60
const roots = new Map<string, Authority>()
beforeAll(async () => {
  const lifetime = {lifetimeSeconds: day, now}
  roots.set('ec', await createRoot({commonName: 'ec', key: {type: 'ec', bits: 256}, ...lifetime}))
  roots.set('rsa', await createRoot({commonName: 'rsa', key: {type: 'rsa', bits: 2048}, ...lifetime}))
})

/** With generated authorities of both kinds, and an imported one. */
async function storeWithAuthorities(): Promise<MemoryStore> {
  const store = new MemoryStore()
  await issuingAuthority(store, {now})
  await store.transaction(async ({administration}) => {
    const createdAt = now.getTime()
    for (const [name, root] of roots) {
      await administration.insertAuthority(newRecord(root, {name, kind: 'generated', createdAt}))
      const imported = newRecord(root, {name: `imported-${name}`, kind: 'imported', createdAt})
      await administration.insertAuthority({...imported, privateKeyPem: undefined})
    }
  })
  return store
}

const write = (store: Store, name: string, fields: Record<string, unknown>, must?: 'be new' | 'exist') =>
  writeListener(store, {name, fields, must, now})

describe('Vault section 6: listeners', () => {
  it('have the defaults of Vault for all but address and ca', async () => {
    await using store = await storeWithAuthorities()
    const listener = await write(store, 'one', {address: '0.0.0.0:5697', ca: 'ec'})
    expect(vaultListenerForm(listener)).toEqual({
      address: '0.0.0.0:5697',
      ca: 'ec',
      server_hostnames: [],
      server_ips: ['127.0.0.1', '::1'],
      additional_client_cas: [],
      also_use_legacy_ca: false,
      tls_min_version: 'tls12',
      tls_max_version: '',
      tls_cipher_suites: '',
    })
  })

  it('are read back as they were written, lists from lists and from texts with commas', async () => {
    await using store = await storeWithAuthorities()
    const fields = {
      address: '[::]:5700',
      ca: 'rsa',
      server_hostnames: ['kms.example', 'kms'],
      server_ips: '10.0.0.1, fd00::1',
      additional_client_cas: 'ec,imported-ec',
      also_use_legacy_ca: 'true',
      tls_min_version: 'tls12',
      tls_max_version: 'tls13',
      tls_cipher_suites: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,tls_ecdhe_ecdsa_with_aes_256_gcm_sha384',
    }
    await write(store, 'one', fields)
    expect(vaultListenerForm(await showListener(store, 'one'))).toEqual({
      ...fields,
      server_ips: ['10.0.0.1', 'fd00::1'],
      additional_client_cas: ['ec', 'imported-ec'],
      also_use_legacy_ca: true,
      tls_cipher_suites: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    })
  })

  it('take the port of KMIP where the address has none, for IPv6 too', async () => {
    await using store = await storeWithAuthorities()
    expect(await write(store, 'four', {address: '10.0.0.1', ca: 'ec'})).toMatchObject({address: '10.0.0.1:5696'})
    expect(await write(store, 'six', {address: '[fd00::1]', ca: 'ec'})).toMatchObject({address: '[fd00::1]:5696'})
  })

  it('keep, when written again, what is not mentioned', async () => {
    await using store = await storeWithAuthorities()
    await write(store, 'one', {address: '0.0.0.0:5697', ca: 'ec', server_hostnames: 'kms'})
    await write(store, 'one', {tls_max_version: 'tls12'})
    await write(store, 'one', {tls_max_version: '', also_use_legacy_ca: true})
    expect(await showListener(store, 'one')).toMatchObject({
      address: '0.0.0.0:5697',
      serverHostnames: ['kms'],
      alsoUseLegacyCa: true,
      tlsMaxVersion: undefined,
    })
  })

  it('are listed by name, and are gone once deleted', async () => {
    await using store = await storeWithAuthorities()
    await write(store, 'b', {address: '127.0.0.1:1', ca: 'ec'})
    await write(store, 'a', {address: '127.0.0.1:2', ca: 'ec'})
    expect((await listListeners(store)).map(({name}) => name)).toEqual(['a', 'b'])
    await deleteListener(store, 'a')
    expect((await listListeners(store)).map(({name}) => name)).toEqual(['b'])
    await expect(showListener(store, 'a')).rejects.toMatchObject({code: 'NOT_FOUND'})
    await expect(deleteListener(store, 'a')).rejects.toThrow('There is no listener a')
  })

  it('are found by the name that was probably meant', async () => {
    await using store = await storeWithAuthorities()
    await write(store, 'branch', {address: '127.0.0.1:1', ca: 'ec'})
    await expect(showListener(store, 'brunch')).rejects.toMatchObject({hint: 'Did you mean branch?'})
  })

  it('are new, or exist, when that is asked for', async () => {
    await using store = await storeWithAuthorities()
    await expect(write(store, 'one', {}, 'exist')).rejects.toMatchObject({code: 'NOT_FOUND'})
    await write(store, 'one', {address: '127.0.0.1:1', ca: 'ec'}, 'be new')
    await expect(write(store, 'one', {}, 'be new')).rejects.toMatchObject({code: 'ALREADY_EXISTS'})
  })

  it('do not take the address of another, except where the system chooses the port', async () => {
    await using store = await storeWithAuthorities()
    await write(store, 'one', {address: '127.0.0.1:5697', ca: 'ec'})
    await expect(write(store, 'two', {address: '127.0.0.1:5697', ca: 'ec'})).rejects.toThrow(
      'The listener one has the address 127.0.0.1:5697 already',
    )
    await write(store, 'one', {address: '127.0.0.1:5697', server_hostnames: 'kms'})
    await write(store, 'two', {address: '127.0.0.1:0', ca: 'ec'})
    await write(store, 'three', {address: '127.0.0.1:0', ca: 'ec'})
  })

  it.each<[Record<string, unknown>, string]>([
    [{ca: 'ec'}, 'A listener needs an address'],
    [{address: '127.0.0.1:1'}, 'A listener needs a certificate authority'],
    [{address: '', ca: 'ec'}, 'address cannot be ""'],
    [{address: 'https://x', ca: 'ec'}, 'is a URL'],
    [{address: '127.0.0.1:99999', ca: 'ec'}, 'has no valid port'],
    [{address: ['127.0.0.1:1'], ca: 'ec'}, 'address cannot be ["127.0.0.1:1"]'],
    [{ca: 'nobody'}, 'There is no certificate authority nobody'],
    [{ca: 'imported-ec'}, 'The certificate authority imported-ec is imported: it verifies clients and signs nothing'],
    [{ca: 'default'}, 'There is no certificate authority default'],
    [{ca: 7}, 'ca cannot be 7'],
    [{server_hostnames: 'a b'}, 'server_hostnames cannot hold "a b"'],
    [{server_ips: 'kms'}, 'server_ips cannot be "kms"'],
    [{server_ips: 'fe80::1%eth0'}, 'server_ips cannot be "fe80::1%eth0"'],
    [{additional_client_cas: 'ec,nobody'}, 'There is no certificate authority nobody'],
    [{additional_client_cas: 'kmipctl-root'}, 'There is no certificate authority kmipctl-root'],
    [{additional_client_cas: 'default'}, "default is no additional authority but the server's own"],
    [{also_use_legacy_ca: 'perhaps'}, 'also_use_legacy_ca cannot be "perhaps"'],
    [{tls_min_version: 'tls11'}, 'tls_min_version cannot be "tls11"'],
    [{tls_max_version: 'tls14'}, 'tls_max_version cannot be "tls14"'],
    [{tls_min_version: 'tls13', tls_max_version: 'tls12'}, 'tls_min_version tls13 is newer than tls_max_version tls12'],
    [{tls_cipher_suites: 'TLS_NULL'}, 'There is no cipher suite "TLS_NULL"'],
    [{tls_cipher_suites: 'TLS_AES_128_GCM_SHA256'}, 'is one of TLS 1.3, which cannot be chosen'],
    [{tls_cipher_suites: 'TLS_RSA_WITH_RC4_128_SHA'}, 'is not available: OpenSSL was built without it'],
    [{tls_cipher_suites: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'}, 'works with the ec key'],
    [{adress: '127.0.0.1:1'}, 'A listener has no field "adress"'],
    [{__proto__: null, toString: 'x'}, 'A listener has no field "toString"'],
  ])('refuses %j, and nothing is written', async (fields, problem) => {
    await using store = await storeWithAuthorities()
    const isWhole = 'ca' in fields || 'address' in fields
    const all = isWhole ? {address: '127.0.0.1:1', ...fields} : {address: '127.0.0.1:1', ca: 'ec', ...fields}
    const given = problem.startsWith('A listener needs') ? fields : all
    await expect(write(store, 'one', given)).rejects.toThrow(problem)
    await expect(write(store, 'one', given)).rejects.toMatchObject({exitCode: 2})
    expect(await listListeners(store)).toEqual([])
  })

  it('names the nearest cipher suite', async () => {
    await using store = await storeWithAuthorities()
    const fields = {address: '127.0.0.1:1', ca: 'rsa', tls_cipher_suites: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265'}
    await expect(write(store, 'one', fields)).rejects.toMatchObject({
      hint: 'Did you mean TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256?',
    })
  })

  it.each(['default', 'a b', '', '../x'])('refuses the name %j', async (name) => {
    await using store = await storeWithAuthorities()
    await expect(write(store, name, {address: '127.0.0.1:1', ca: 'ec'})).rejects.toMatchObject({exitCode: 2})
  })

  it('survives any value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...listenerFieldNames), fc.jsonValue(), (name, value) => {
        try {
          parseListenerFields({[name]: value})
        } catch (error) {
          expect(error).toMatchObject({exitCode: 2})
        }
      }),
    )
  })
})
