import {createServer, type AddressInfo} from 'node:net'
import {once} from 'node:events'
import {X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {deleteListener, writeListener} from '../../src/administration/listeners.ts'
import {request} from '../support/running-server.ts'
import {answers, freeAddress, type ListeningStore, serial, serveStore} from '../support/listening-store.ts'

const anywhere = '127.0.0.1:0'

const write = (test: ListeningStore, name: string, fields: Record<string, unknown>) =>
  writeListener(test.store, {name, fields, now: new Date()})

describe('Vault section 6: listeners of a server that runs', () => {
  it('are opened beside the others, each with a certificate of its authority', async () => {
    await using test = await serveStore()
    const before = await test.connect(test.port)
    await test.authority('branch')
    const port = await test.listen('branch', {address: anywhere, ca: 'branch', server_hostnames: 'kms.branch'})
    const credential = await test.issue('branch')
    const client = await test.connect(port, {credential, rejectUnauthorized: true, servername: 'kms.branch'})
    await answers(client, 1)
    const {subject, subjectaltname, issuer} = client.socket.getPeerCertificate()
    expect({subject, subjectaltname, issuer}).toMatchObject({
      subject: {CN: 'kms.branch'},
      subjectaltname: 'DNS:kms.branch, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
      issuer: {CN: 'branch'},
    })
    await answers(before, 2)
  })

  it('trust the clients of their own authority and no others, and the server does not trust theirs', async () => {
    await using test = await serveStore()
    await test.authority('one')
    await test.authority('two')
    const one = await test.listen('one', {address: anywhere, ca: 'one'})
    const two = await test.listen('two', {address: anywhere, ca: 'two'})
    const credentials = [test.credential, await test.issue('one'), await test.issue('two')]
    const taken = async (port: number): Promise<boolean[]> =>
      Promise.all(
        credentials.map(async (credential) => {
          const client = await test.connect(port, {credential})
          return client.ask(request(1)).then(
            () => true,
            () => false,
          )
        }),
      )
    expect(await taken(test.port)).toEqual([true, false, false])
    expect(await taken(one)).toEqual([false, true, false])
    expect(await taken(two)).toEqual([false, false, true])
    expect(await test.log.entry('its certificate comes from the authority ')).toMatchObject({
      listener: 'default',
    })
  })

  it('trust additional authorities and that of the server, as long as they are told to', async () => {
    await using test = await serveStore()
    await test.authority('one')
    await test.authority('two')
    const fields = {address: anywhere, ca: 'one', additional_client_cas: 'two', also_use_legacy_ca: true}
    const port = await test.listen('one', fields)
    const [own, additional] = [await test.issue('one'), await test.issue('two')]
    const clients = [
      await test.connect(port, {credential: own}),
      await test.connect(port, {credential: additional}),
      await test.connect(port),
    ]
    for (const client of clients) await answers(client, 1)
    await write(test, 'one', {additional_client_cas: '', also_use_legacy_ca: false})
    await answers(clients[0]!, 2)
    for (const client of clients.slice(1)) {
      const refused = await client.ask(request(2))
      expect(refused.batchItems?.[0]).toMatchObject({
        resultReason: 'AuthenticationNotSuccessful',
        resultMessage: 'Authentication failed: listener one does not trust the authority of the certificate',
      })
      await client.closed
    }
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'do not let a session outlive the trust that it began with (%s)',
    async (maxVersion) => {
      await using test = await serveStore()
      await test.authority('one')
      await test.authority('two')
      const port = await test.listen('one', {address: anywhere, ca: 'one', additional_client_cas: 'two'})
      const credential = await test.issue('two')
      const first = await test.connect(port, {credential, maxVersion})
      const ticket = maxVersion === 'TLSv1.3' ? once(first.socket, 'session').then(([one]) => one) : undefined
      await answers(first, 1)
      const session = (await ticket) ?? first.socket.getSession()
      const again = await test.connect(port, {credential, maxVersion, session})
      expect(again.socket.isSessionReused()).toBe(true)
      await write(test, 'one', {additional_client_cas: ''})
      // At once, before the listener has new TLS settings
      const early = await test.connect(port, {credential, maxVersion, session})
      await expect(early.ask(request(2)).then(({batchItems}) => batchItems?.[0]?.resultStatus)).resolves.toBe(
        'OperationFailed',
      )
      await test.server.refresh()
      const late = await test.connect(port, {credential, maxVersion, session})
      await late.closed
      await test.log.entry('its certificate comes from the authority ')
    },
  )

  it('are closed when they are deleted, and only they', async () => {
    await using test = await serveStore()
    await test.authority('one')
    const credential = await test.issue('one')
    const port = await test.listen('one', {address: anywhere, ca: 'one', also_use_legacy_ca: true})
    const other = await test.connect(test.port)
    const client = await test.connect(port, {credential})
    await answers(client, 1)
    await test.next('Listener closed', () => deleteListener(test.store, 'one'))
    await client.closed
    const late = await test.connect(port, {credential})
    await late.closed
    expect(late.socket.authorized).toBe(false)
    await answers(other, 2)
  })

  it('move to another address, which is open before the old one is closed', async () => {
    await using test = await serveStore()
    await test.authority('one')
    const credential = await test.issue('one')
    const port = await test.listen('one', {address: anywhere, ca: 'one'})
    const client = await test.connect(port, {credential})
    const other = await test.connect(test.port)
    const {port: next} = await freeAddress()
    await test.next('Listener closed', () => write(test, 'one', {address: `127.0.0.1:${next}`}))
    const texts = test.log.entries.map(({msg}) => msg)
    expect(texts.lastIndexOf('Listener opened')).toBeLessThan(texts.lastIndexOf('Listener closed'))
    await client.closed
    await answers(await test.connect(next, {credential}), 1)
    await answers(other, 2)
  })

  it('stay where they are while their new address cannot be had, and move once it can', async () => {
    await using test = await serveStore()
    await test.authority('one')
    const credential = await test.issue('one')
    const port = await test.listen('one', {address: anywhere, ca: 'one'})
    const client = await test.connect(port, {credential})
    const blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const {port: taken} = blocker.address() as AddressInfo
    const problem = await test.next('is not as it should be', () => write(test, 'one', {address: `127.0.0.1:${taken}`}))
    expect(problem).toMatchObject({
      level: 50,
      listener: 'one',
      msg: expect.stringContaining(`Cannot listen on 127.0.0.1:${taken}: another program listens there`),
    })
    await answers(client, 1)
    await answers(await test.connect(port, {credential}), 2)
    await test.next('Listener opened', async () => blocker.close())
    await answers(await test.connect(taken, {credential}), 3)
    expect(test.log.entries.filter(({msg}) => msg.includes('is not as it should be'))).toHaveLength(1)
  })

  it('that cannot be opened hold up neither the others nor the start', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const {port} = blocker.address() as AddressInfo
    await using test = await serveStore()
    await test.authority('one')
    await test.next('is not as it should be', () => write(test, 'blocked', {address: `127.0.0.1:${port}`, ca: 'one'}))
    const open = await test.listen('open', {address: anywhere, ca: 'one'})
    await answers(await test.connect(open, {credential: await test.issue('one')}), 1)
    blocker.close()
  })

  it('take over an address that another one of the server gives up at the same time', async () => {
    await using test = await serveStore()
    await test.authority('one')
    const credential = await test.issue('one')
    const [a, b] = [await freeAddress(), await freeAddress()]
    await test.listen('a', {address: `127.0.0.1:${a.port}`, ca: 'one', server_hostnames: 'a'})
    await test.listen('b', {address: `127.0.0.1:${b.port}`, ca: 'one', server_hostnames: 'b'})
    const swap = (name: string, port: number) =>
      test.store.transaction(async ({administration}) => {
        const record = await administration.listener(name)
        await administration.putListener({...record!, address: `127.0.0.1:${port}`})
      })
    await Promise.all([swap('a', b.port), swap('b', a.port)])
    const named = async (port: number): Promise<unknown> => {
      const {socket} = await test.connect(port, {credential})
      return socket.closed ? undefined : socket.getPeerCertificate().subject.CN
    }
    await test.server.refresh()
    expect([await named(a.port), await named(b.port)]).toEqual(['b', 'a'])
    expect(test.log.entries.filter(({level}) => level >= 50)).toEqual([])
  })
})

describe('Vault section 6: TLS of listeners', () => {
  it.each([
    [{tls_min_version: 'tls13'}, 'TLSv1.2', 'TLSv1.3'],
    [{tls_max_version: 'tls12'}, 'TLSv1.3', 'TLSv1.2'],
  ] as const)('%j refuses %s and takes %s', async (fields, refused, taken) => {
    await using test = await serveStore()
    await test.authority('one')
    const credential = await test.issue('one')
    const port = await test.listen('one', {address: anywhere, ca: 'one', ...fields})
    const wrong = await test.connect(port, {credential, minVersion: refused, maxVersion: refused})
    await wrong.closed
    const right = await test.connect(port, {credential, minVersion: taken, maxVersion: taken})
    expect(right.socket.getProtocol()).toBe(taken)
    await answers(right, 1)
  })

  it('close connections of a version that is not allowed any longer, and leave the others', async () => {
    await using test = await serveStore()
    await test.authority('one')
    const credential = await test.issue('one')
    const port = await test.listen('one', {address: anywhere, ca: 'one'})
    const old = await test.connect(port, {credential, maxVersion: 'TLSv1.2'})
    const current = await test.connect(port, {credential})
    await answers(old, 1)
    await write(test, 'one', {tls_min_version: 'tls13'})
    // The server looks by itself
    await old.closed
    await answers(current, 2)
  })

  it('offer the cipher suites of TLS 1.2 that they are limited to', async () => {
    await using test = await serveStore()
    await test.authority('one')
    const credential = await test.issue('one')
    const tls_cipher_suites = 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'
    const port = await test.listen('one', {address: anywhere, ca: 'one', tls_cipher_suites})
    const tls12 = {credential, maxVersion: 'TLSv1.2'} as const
    const client = await test.connect(port, tls12)
    expect(client.socket.getCipher().standardName).toBe(tls_cipher_suites)
    const wrong = await test.connect(port, {...tls12, ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256'})
    await wrong.closed
    expect(await test.log.entry('no cipher suite')).toMatchObject({listener: 'one'})
    await answers(await test.connect(port, {credential}), 1)
  })

  it('show an RSA certificate where the authority has an RSA key, for clients that know nothing else', async () => {
    await using test = await serveStore()
    await test.authority('rsa', {type: 'rsa', bits: 2048})
    const credential = await test.issue('rsa')
    const port = await test.listen('rsa', {
      address: anywhere,
      ca: 'rsa',
      tls_cipher_suites: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
    })
    const client = await test.connect(port, {credential, maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256'})
    const {publicKey} = new X509Certificate(client.socket.getPeerCertificate().raw)
    expect(publicKey).toMatchObject({asymmetricKeyType: 'rsa', asymmetricKeyDetails: {modulusLength: 2048}})
    await answers(client, 1)
  })
})

describe('server certificates of listeners', () => {
  it('are renewed before they expire, and connections stay', async () => {
    let now = new Date()
    await using test = await serveStore({clock: () => now})
    await test.authority('one')
    const credential = await test.issue('one')
    const port = await test.listen('one', {address: anywhere, ca: 'one'})
    const before = await test.connect(port, {credential})
    const year = 365 * 24 * 60 * 60_000
    await test.next('Server certificate renewed', async () => {
      now = new Date(now.getTime() + 0.7 * year)
    })
    const after = await test.connect(port, {credential})
    expect(serial(after)).not.toBe(serial(before))
    const {valid_to} = after.socket.getPeerCertificate()
    // No longer than the authority itself
    expect(Date.parse(valid_to)).toBeLessThanOrEqual(now.getTime() + 0.31 * year)
    await answers(before, 1)
    await answers(after, 2)
  })

  it('are made anew when the names change, at the same address, and connections stay', async () => {
    await using test = await serveStore()
    await test.authority('one')
    const credential = await test.issue('one')
    const port = await test.listen('one', {address: anywhere, ca: 'one', server_hostnames: 'first'})
    const before = await test.connect(port, {credential})
    await test.next('Server certificate renewed', () =>
      write(test, 'one', {server_hostnames: 'second', server_ips: '10.0.0.1'}),
    )
    const after = await test.connect(port, {credential})
    expect(after.socket.getPeerCertificate()).toMatchObject({
      subject: {CN: 'second'},
      subjectaltname: 'DNS:second, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:10.0.0.1',
    })
    await answers(before, 1)
  })
})
