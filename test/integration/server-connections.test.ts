import {provisioner} from '../../src/administration/provisioner.ts'
import {once} from 'node:events'
import {connect as connectTcp} from 'node:net'
import {beforeAll, describe, expect, it} from 'vitest'
import {issuingAuthority} from '../../src/administration/authorities.ts'
import {revokeCredential} from '../../src/administration/credentials.ts'
import {generateCredential} from '../../src/administration/issue-credential.ts'
import {createRoot} from '../../src/ca/authority.ts'
import type {Credential} from '../../src/ca/credential-format.ts'
import {generateClientCredential} from '../../src/ca/client-certificate.ts'
import {generateServerCredential} from '../../src/ca/server-certificate.ts'
import {serverFacts} from '../../src/server/facts.ts'
import {handler} from '../../src/server/handler.ts'
import {DiscoverVersions} from '../../src/kmip/operations/discover-versions.ts'
import {startServer} from '../../src/server/server.ts'
import {createLog} from '../../src/server/log.ts'
import {fixedListener, numbersOf, request, runServer, type ServerUnderTest} from '../support/running-server.ts'

const day = 24 * 60 * 60
const key = {type: 'ec', bits: 256} as const
const subject = {organizationalUnit: 'app', commonName: 'visitor'}

let strange: Credential
beforeAll(async () => {
  const now = new Date()
  const root = await createRoot({commonName: 'strange root', key, lifetimeSeconds: day, now})
  strange = await generateClientCredential(root, {subject, key, lifetimeSeconds: day, now})
})

/** Of the server's own authority. */
async function ownCredential(test: ServerUnderTest, kind: 'expired' | 'future' | 'server'): Promise<Credential> {
  const authority = await issuingAuthority(test.store, {now: new Date()})
  const offset = kind === 'expired' ? -2 * day : kind === 'future' ? day : 0
  const request = {key, lifetimeSeconds: day, now: new Date(Date.now() + offset * 1000)}
  if (kind === 'server') return generateServerCredential(authority, {...request, hostnames: ['visitor']})
  return generateClientCredential(authority, {...request, subject})
}

async function stillServes(test: ServerUnderTest): Promise<void> {
  const client = await test.connect()
  expect(numbersOf([await client.ask(request(77))])).toEqual([77])
}

describe('clients that are refused', () => {
  it('closes on a client without a certificate and says so', async () => {
    await using test = await runServer()
    const client = await test.connect({credential: undefined})
    await client.closed
    const entry = await test.log.entry('the client presented no certificate')
    expect(entry).toMatchObject({level: 40, hint: expect.stringContaining('kmipctl cred generate')})
    expect(String(entry.peer)).toMatch(/^127\.0\.0\.1:\d+$/)
    await stillServes(test)
  })

  it('closes on a certificate of another authority and names subject and issuer', async () => {
    await using test = await runServer()
    const client = await test.connect({credential: strange})
    await client.closed
    expect(await test.log.entry('comes from an authority that this server does not trust')).toMatchObject({
      subject: 'OU=app, CN=visitor',
      issuer: 'CN=strange root',
    })
    await stillServes(test)
  })

  it.each([
    ['expired', 'its certificate has expired'],
    ['future', 'its certificate is not valid yet'],
    ['server', 'its certificate is not meant for TLS clients'],
  ] as const)('closes on a certificate of its own that is wrong (%s)', async (kind, reason) => {
    await using test = await runServer()
    const client = await test.connect({credential: await ownCredential(test, kind)})
    await client.closed
    expect(await test.log.entry(reason)).toMatchObject({
      subject: expect.stringContaining('CN='),
      issuer: 'CN=kmipctl-intermediate',
    })
    await stillServes(test)
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('resumes sessions of known clients (%s)', async (version) => {
    await using test = await runServer()
    const first = await test.connect({maxVersion: version})
    const session = once(first.socket, 'session')
    await first.ask(request())
    const [ticket] = version === 'TLSv1.3' ? await session : [first.socket.getSession()]
    const again = await test.connect({maxVersion: version, session: ticket})
    expect(again.socket.isSessionReused()).toBe(true)
    expect(numbersOf([await again.ask(request(2))])).toEqual([2])
  })

  it('refuses a trusted certificate that belongs to no credential, with an answer', async () => {
    await using test = await runServer()
    const authority = await issuingAuthority(test.store, {now: new Date()})
    const now = new Date()
    const unknown = await generateClientCredential(authority, {subject, key, lifetimeSeconds: day, now})
    const client = await test.connect({credential: unknown})
    const answer = await client.ask(request(1, {version: '1.1'}))
    expect(answer.header.protocolVersion).toEqual({major: 1, minor: 1})
    expect(answer.batchItems?.[0]).toMatchObject({resultReason: 'AuthenticationNotSuccessful'})
    await client.closed
  })

  it('refuses a credential at once when it is revoked, also on an open connection', async () => {
    await using test = await runServer()
    const {credential, description} = await generateCredential(test.store, {
      scope: 'app',
      role: 'admin',
      now: new Date(),
    })
    const client = await test.connect({credential})
    expect((await client.ask(request(1))).batchItems?.[0]?.resultStatus).toBe('Success')
    await revokeCredential(test.store, {serialNumber: description.serialNumber}, new Date())
    const refused = await client.ask(request(2))
    expect(refused.batchItems?.[0]).toMatchObject({
      resultReason: 'AuthenticationNotSuccessful',
      resultMessage: `Authentication failed: credential ${description.serialNumber} is revoked`,
    })
    await client.closed
    await test.log.entry(`Request refused: credential ${description.serialNumber} is revoked`)
    await stillServes(test)
  })
})

describe('connections that come to nothing', () => {
  it.each([
    ['HTTP', 'GET / HTTP/1.1\r\n\r\n', 'the peer speaks HTTP without TLS'],
    ['KMIP without TLS', request(), 'the peer sends a KMIP message without TLS'],
    ['garbage', Buffer.alloc(64, 7), 'the peer does not speak TLS'],
  ])('notes %s on its port', async (_, bytes, reason) => {
    await using test = await runServer()
    const socket = connectTcp(test.port, '127.0.0.1').on('error', () => undefined)
    socket.write(bytes)
    await once(socket.resume(), 'close')
    expect(await test.log.entry(reason)).toMatchObject({level: 40, peer: expect.stringMatching(/^127/)})
    await stillServes(test)
  })

  it('closes when no handshake begins', async () => {
    await using test = await runServer({handshakeTime: 50})
    const socket = connectTcp(test.port, '127.0.0.1').on('error', () => undefined)
    await once(socket.resume(), 'close')
    await test.log.entry('the handshake took too long')
    await stillServes(test)
  })

  it('takes no notice of a peer that connects and leaves, as health checks do', async () => {
    await using test = await runServer()
    const socket = connectTcp(test.port, '127.0.0.1').on('error', () => undefined)
    await once(socket, 'connect')
    socket.end()
    expect((await test.log.entry('before the handshake was done')).level).toBe(20)
  })

  it('closes a silent connection', async () => {
    await using test = await runServer({limits: {idleTime: 50}})
    const client = await test.connect()
    await client.closed
    await test.log.entry('Connection closed: idle for too long')
  })

  it('closes when a message does not end, however busy the peer is', async () => {
    await using test = await runServer({limits: {messageTime: 60}})
    const client = await test.connect()
    const bytes = request()
    let at = 0
    const drip = setInterval(() => client.send(bytes.subarray(at, ++at)), 10)
    await client.closed
    clearInterval(drip)
    await test.log.entry('a message was not completed in time')
  })

  it('refuses connections beyond its limit until others end', async () => {
    await using test = await runServer({limits: {connections: 1}})
    const first = await test.connect()
    const second = await test.connect()
    await second.closed
    expect(await test.log.entry('too many connections')).toMatchObject({limit: 1})
    expect(numbersOf([await first.ask(request(1))])).toEqual([1])
    first.socket.destroy()
    await test.log.entry('Connection closed')
    await stillServes(test)
  })
})

describe('a server that stops or changes', () => {
  it('finishes what it is asked before it closes, and takes nothing new', async () => {
    let go: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    let begun: () => void = () => undefined
    const isRunning = new Promise<void>((resolve) => (begun = resolve))
    const slow = handler(DiscoverVersions, async () => {
      begun()
      await gate
      return {protocolVersion: []}
    })
    await using test = await runServer({handlers: {DiscoverVersions: slow}})
    const busy = await test.connect()
    const idle = await test.connect()
    const silent = connectTcp(test.port, '127.0.0.1').on('error', () => undefined)
    await once(silent, 'connect')
    const silentClosed = once(silent.resume(), 'close')
    busy.send(request(5))
    await isRunning
    const closing = test.server.close()
    await idle.closed
    await silentClosed
    const late = connectTcp(test.port, '127.0.0.1')
    const [error] = await once(late, 'error')
    expect(error).toMatchObject({code: 'ECONNREFUSED'})
    go()
    expect(numbersOf(await busy.answers(1))).toEqual([5])
    await busy.closed
    await closing
  })

  it('cuts off what does not end within the deadline', async () => {
    let end: () => void = () => undefined
    const ended = new Promise<void>((resolve) => (end = resolve))
    let begun: () => void = () => undefined
    const isRunning = new Promise<void>((resolve) => (begun = resolve))
    const endless = handler(DiscoverVersions, async () => {
      begun()
      await ended
      return {protocolVersion: []}
    })
    await using test = await runServer({handlers: {DiscoverVersions: endless}})
    const client = await test.connect()
    client.send(request())
    await isRunning
    await test.server.close(30)
    await client.closed
    expect(await client.answers(1)).toEqual([])
    end()
  })

  it('presents a new certificate after a reload, and keeps connections', async () => {
    await using test = await runServer()
    const before = await test.connect()
    await test.server.reload()
    const after = await test.connect()
    const serialOf = ({socket}: typeof before) => socket.getPeerCertificate().serialNumber
    expect(serialOf(after)).not.toBe(serialOf(before))
    expect(numbersOf([await before.ask(request(1)), await after.ask(request(2))])).toEqual([1, 2])
  })

  it('listens on several addresses', async () => {
    const addresses = [
      {host: '127.0.0.1', port: 0},
      {host: '127.0.0.2', port: 0},
    ]
    await using test = await runServer({addresses})
    const [first, second] = test.server.addresses
    expect([first?.host, second?.host]).toEqual(['127.0.0.1', '127.0.0.2'])
    const client = await test.connect({
      host: '127.0.0.2',
      port: second?.port ?? 0,
      checkServerIdentity: () => undefined,
    })
    expect(numbersOf([await client.ask(request(4))])).toEqual([4])
  })

  it('says which address it cannot listen on, and lets go of the others', async () => {
    await using test = await runServer()
    const taken = {host: '127.0.0.1', port: test.port}
    const started = startServer({
      store: test.store,
      listeners: fixedListener(test.store, {addresses: [{host: '127.0.0.1', port: 0}, taken]}),
      handlers: {},
      facts: serverFacts,
      provisioner,
      log: createLog({level: 'silent', format: 'json'}),
    })
    await expect(started).rejects.toMatchObject({
      code: 'TRANSPORT_LISTEN',
      message: `Cannot listen on 127.0.0.1:${test.port}: another program listens there`,
      hint: expect.stringContaining('--listen'),
    })
  })
})
