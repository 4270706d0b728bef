import {once} from 'node:events'
import {connect as connectTcp, createServer, type AddressInfo, type Socket} from 'node:net'
import {connect as connectTls} from 'node:tls'
import {describe, expect, it} from 'vitest'
import {revokeCredential} from '../../src/administration/credentials.ts'
import {generateCredential, type NewCredential} from '../../src/administration/issue-credential.ts'
import {Activate} from '../../src/kmip/operations/activate.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {handler} from '../../src/server/handler.ts'
import {handlers} from '../../src/server/handlers/index.ts'
import {ItemType, structureNode} from '../../src/ttlv/node.ts'
import {numbersOf, request, runServer, type ServerUnderTest, type TestClient} from '../support/running-server.ts'

const versions = ['TLSv1.2', 'TLSv1.3'] as const

type CredentialChoice = Partial<Parameters<typeof generateCredential>[1]>

function issue(test: ServerUnderTest, choice: CredentialChoice = {}): Promise<NewCredential> {
  return generateCredential(test.store, {scope: 'app', role: 'admin', now: new Date(), ...choice})
}

async function session({socket}: TestClient, version: string): Promise<Buffer> {
  if (version === 'TLSv1.2') return socket.getSession() ?? Buffer.alloc(0)
  const [ticket] = await once(socket, 'session')
  return ticket
}

describe('Rule 26: versions, suites and certificates', () => {
  it.each(
    versions.flatMap(
      (version) =>
        [
          [version, {keyType: 'rsa', keyBits: 2048}],
          [version, {keyType: 'ec', keyBits: 256}],
          [version, {keyType: 'ec', keyBits: 384}],
          [version, {keyType: 'ec', keyBits: 521}],
        ] as const,
    ),
  )('%s takes a client certificate with the key %j', async (version, key) => {
    await using test = await runServer()
    const {credential} = await issue(test, key)
    const client = await test.connect({credential, minVersion: version, maxVersion: version})
    expect(client.socket.getProtocol()).toBe(version)
    expect(numbersOf([await client.ask(request(1))])).toEqual([1])
  })

  it.each([
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES256-SHA384',
    'ECDHE-ECDSA-AES128-SHA256',
  ])('TLS 1.2 speaks %s with a client that knows no other', async (ciphers) => {
    await using test = await runServer()
    const client = await test.connect({maxVersion: 'TLSv1.2', ciphers})
    expect(client.socket.getCipher().name).toBe(ciphers)
    expect(numbersOf([await client.ask(request(1))])).toEqual([1])
  })

  it.each(['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256', 'TLS_CHACHA20_POLY1305_SHA256'])(
    'TLS 1.3 speaks %s with a client that knows no other',
    async (ciphers) => {
      await using test = await runServer()
      const client = await test.connect({minVersion: 'TLSv1.3', ciphers})
      expect(client.socket.getCipher().name).toBe(ciphers)
      expect(numbersOf([await client.ask(request(1))])).toEqual([1])
    },
  )

  it.each(['X25519', 'P-256', 'P-384', 'P-521'])('agrees on the curve %s', async (ecdhCurve) => {
    await using test = await runServer()
    const client = await test.connect({ecdhCurve})
    expect(numbersOf([await client.ask(request(1))])).toEqual([1])
  })

  it.each(versions)('%s takes a certificate for servers and clients, with names and addresses', async (version) => {
    await using test = await runServer()
    const names = {dnsNames: ['vcenter.example.com'], ipAddresses: ['192.0.2.7']}
    const {credential} = await issue(test, {serverAuth: true, subjectAlternativeNames: names})
    const client = await test.connect({credential, maxVersion: version})
    expect(numbersOf([await client.ask(request(1))])).toEqual([1])
  })

  it.each(versions)('%s asks for no server name, and minds none', async (version) => {
    await using test = await runServer()
    for (const servername of ['', 'kmip.example.com']) {
      const client = await test.connect({maxVersion: version, servername, checkServerIdentity: () => undefined})
      expect(numbersOf([await client.ask(request(1))])).toEqual([1])
    }
  })
})

describe('Rule 26: sessions', () => {
  it.each(versions)('%s resumes a session, on which requests are answered', async (version) => {
    await using test = await runServer()
    const first = await test.connect({maxVersion: version})
    const [resumable] = await Promise.all([session(first, version), first.ask(request(1))])
    first.socket.destroy()
    const again = await test.connect({maxVersion: version, session: resumable})
    expect(again.socket.isSessionReused()).toBe(true)
    expect(numbersOf([await again.ask(request(2))])).toEqual([2])
  })

  it.each(versions)('%s refuses the credential on a resumed session after its revocation', async (version) => {
    await using test = await runServer()
    const {credential, description} = await issue(test)
    const first = await test.connect({credential, maxVersion: version})
    const [resumable] = await Promise.all([session(first, version), first.ask(request(1))])
    first.socket.destroy()
    await revokeCredential(test.store, {serialNumber: description.serialNumber}, new Date())
    const again = await test.connect({credential, maxVersion: version, session: resumable})
    expect(again.socket.isSessionReused()).toBe(true)
    const refused = await again.ask(request(2))
    expect(refused.batchItems?.[0]).toMatchObject({resultReason: 'AuthenticationNotSuccessful'})
    await again.closed
  })
})

describe('Rule 26: how clients come and go', () => {
  it('a client that leaves without a close-notify has left, and nothing is wrong', async () => {
    await using test = await runServer()
    const {certificatePem: cert, privateKeyPem: key, chainPem} = test.credential
    const raw = connectTcp(test.port, '127.0.0.1')
    const socket = connectTls({socket: raw, ca: [...chainPem], cert, key, host: '127.0.0.1'})
    socket.on('error', () => undefined)
    await once(socket, 'secureConnect')
    socket.write(request(1))
    await once(socket, 'data')
    raw.destroy()
    await test.log.entry('Connection closed')
    expect(test.log.entries.filter(({level}) => level > 20)).toEqual([])
  })

  it('many short connections leave nothing open', async () => {
    const count = 200
    // Fewer than there are connections: each has to be over when the next but a few begins
    await using test = await runServer({limits: {connections: 20}})
    const ticket = await test.connect().then(async (first) => {
      const [resumable] = await Promise.all([session(first, 'TLSv1.3'), first.ask(request(0))])
      first.socket.end()
      await first.closed
      return resumable
    })
    for (let number = 1; number < count; number++) {
      const client = await test.connect({session: ticket})
      expect(numbersOf([await client.ask(request(number))])).toEqual([number])
      client.socket.end()
      await client.closed
    }
    const times = (text: string): number => test.log.entries.filter(({msg}) => msg === text).length
    while (times('Connection closed') < count) await new Promise((resolve) => setImmediate(resolve))
    expect([times('Connection opened'), times('Connection closed')]).toEqual([count, count])
    // Nothing is left to wait for
    const before = performance.now()
    await test.server.close(30_000)
    expect(performance.now() - before).toBeLessThan(1000)
  })
})

describe('Rules 2 and 26: one write and one TLS record for an answer', () => {
  it.each(versions)('%s sends answers of up to 16 KiB in one record each', async (version) => {
    let length = 0
    const sized = handler(Activate, async () => ({uniqueIdentifier: 'x'.repeat(length)}))
    await using test = await runServer({handlers: {...handlers, Activate: sized}})
    await using tap = await tapRecords(test.port)
    const client = await test.connect({port: tap.port, maxVersion: version})
    await client.ask(activate())
    for (length of [1, 1000, 8000, 16_000, 16_384 - 160]) {
      const before = tap.records.length
      const answer = await client.ask(activate())
      expect(answer.batchItems?.[0]?.resultStatus).toBe('Success')
      const records = tap.records.slice(before)
      expect(records).toHaveLength(1)
      expect(records[0]).toBeGreaterThan(length)
    }
  })
})

function activate(): Uint8Array {
  const identifier = {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: 'id'} as const
  return request(1, {item: {operation: 'Activate', payload: structureNode(Tag.RequestPayload, [identifier])}})
}

/** A relay that notes the lengths of the TLS records with application data that the server sends. */
async function tapRecords(
  port: number,
): Promise<AsyncDisposable & {readonly port: number; readonly records: number[]}> {
  const records: number[] = []
  const sockets: Socket[] = []
  const relay = createServer((downstream) => {
    const upstream = connectTcp(port, '127.0.0.1')
    let pending = Buffer.alloc(0)
    upstream.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk])
      while (pending.length >= 5 && pending.length >= 5 + pending.readUInt16BE(3)) {
        const length = pending.readUInt16BE(3)
        if (pending[0] === 23) records.push(length)
        pending = pending.subarray(5 + length)
      }
    })
    for (const socket of [downstream, upstream]) sockets.push(socket.on('error', () => undefined))
    downstream.pipe(upstream).pipe(downstream)
  })
  relay.listen(0, '127.0.0.1')
  await once(relay, 'listening')
  return {
    port: (relay.address() as AddressInfo).port,
    records,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      relay.close()
      await once(relay, 'close')
    },
  }
}
