import {X509Certificate} from 'node:crypto'
import {createServer, connect} from 'node:tls'
import {once} from 'node:events'
import {authorityRecord} from '../../contract/records.ts'
import {describe, expect, it} from 'vitest'
import {intermediateName, issuingAuthority, rootName, serverIdentity} from '../../../src/administration/authorities.ts'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {createRoot} from '../../../src/ca/authority.ts'
import {readCertificates} from '../../../src/ca/certificate.ts'
import {MemoryStore} from '../../../src/storage/memory/memory-store.ts'
import {now, storeWithRole} from './fixture.ts'

const names = (store: MemoryStore) =>
  store.read(async ({administration}) => (await administration.authorities()).map(({name}) => name))

describe('issuingAuthority', () => {
  it('makes root and intermediate at first use and keeps them', async () => {
    await using store = new MemoryStore()
    const first = await issuingAuthority(store, {now})
    expect(await names(store)).toEqual([intermediateName, rootName])
    expect(await issuingAuthority(store, {now})).toEqual(first)
    const [intermediate, root] = first.chainPem.map((pem) => new X509Certificate(pem))
    expect([intermediate?.subject, root?.subject]).toEqual(['CN=kmipctl-intermediate', 'CN=kmipctl-root'])
    expect(root !== undefined && intermediate?.verify(root.publicKey)).toBe(true)
  })

  it('gives the same authority to all who make it at once', async () => {
    await using store = new MemoryStore()
    const authorities = await Promise.all([1, 2, 3].map(() => issuingAuthority(store, {now})))
    expect(new Set(authorities.map(({certificatePem}) => certificatePem)).size).toBe(1)
    expect(await names(store)).toEqual([intermediateName, rootName])
  })

  it('says so when the root is lost', async () => {
    await using store = new MemoryStore()
    const {certificatePem, privateKeyPem} = await issuingAuthority(new MemoryStore(), {now})
    const record = authorityRecord(intermediateName, {certificatePem, privateKeyPem, issuer: rootName})
    await store.transaction(({administration}) => administration.insertAuthority(record))
    await expect(issuingAuthority(store, {now})).rejects.toMatchObject({code: 'STORAGE_CORRUPT'})
  })
})

describe('serverIdentity', () => {
  it('trusts no authority of a scope, which signs whatever the clients of the scope want', async () => {
    await using store = new MemoryStore()
    const {certificatePem, privateKeyPem} = await createRoot({
      commonName: 'of a scope',
      key: {type: 'ec', bits: 256},
      lifetimeSeconds: 60,
      now,
    })
    const record = authorityRecord('x', {kind: 'scope', scopeId: 's', certificatePem, privateKeyPem})
    await store.transaction(async ({administration}) => {
      await administration.insertScope({id: 's', name: 's', createdAt: 0})
      await administration.insertAuthority(record)
    })
    const {caPem} = await serverIdentity(store, {hostnames: ['localhost'], now})
    const trusted = readCertificates(caPem).map(({subject}) => subject)
    expect(trusted).toEqual(['CN=kmipctl-intermediate', 'CN=kmipctl-root'])
  })

  it('is a new certificate for the names and addresses each time', async () => {
    await using store = new MemoryStore()
    const request = {hostnames: ['kmip.example.com'], ipAddresses: ['10.1.2.3'], now}
    const first = await serverIdentity(store, request)
    const [leaf, intermediate, ...rest] = readCertificates(first.certPem)
    expect(rest).toEqual([])
    expect(leaf?.checkHost('kmip.example.com')).toBe('kmip.example.com')
    expect(leaf?.checkIP('10.1.2.3')).toBe('10.1.2.3')
    expect(leaf?.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(intermediate?.subject).toBe('CN=kmipctl-intermediate')
    expect(first.notAfter).toEqual(new Date(now.getTime() + 365 * 24 * 60 * 60 * 1000))
    expect((await serverIdentity(store, request)).certPem).not.toBe(first.certPem)
  })

  it('lets a server and a client of the store trust each other', async () => {
    await using store = await storeWithRole()
    const today = new Date()
    const {certPem, keyPem, caPem} = await serverIdentity(store, {hostnames: ['localhost'], now: today})
    const {description, credential} = await generateCredential(store, {scope: 'finance', role: 'app', now: today})
    const server = createServer({cert: certPem, key: keyPem, ca: caPem, requestCert: true}, (socket) => {
      socket.end(socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase() ?? '')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const [, root = ''] = credential.chainPem
    const client = connect({
      host: '127.0.0.1',
      port,
      ca: root,
      servername: 'localhost',
      cert: [credential.certificatePem, ...credential.chainPem].join('\n'),
      key: credential.privateKeyPem ?? '',
    })
    const chunks: Buffer[] = []
    for await (const chunk of client) chunks.push(Buffer.from(chunk))
    expect(Buffer.concat(chunks).toString()).toBe(description.fingerprint)
    server.close()
  })
})
