import {describe, expect, it} from 'vitest'
import {DiscoverVersions} from '../../src/kmip/operations/discover-versions.ts'
import {handler} from '../../src/server/handler.ts'
import {httpClient, post, rawConnection, runHttpsServer, type HttpsServerUnderTest} from '../support/https-client.ts'
import {numbersOf, request} from '../support/running-server.ts'

async function stillServes(test: HttpsServerUnderTest): Promise<void> {
  using client = httpClient(test)
  expect((await client.send({body: request()})).status).toBe(200)
}

describe('Rule 27: connections in HTTP', () => {
  it('answers HTTP/1.0 without a Host and keeps the connection when asked to', async () => {
    await using test = await runHttpsServer()
    using raw = await rawConnection(test)
    const body = request(1)
    const lines = [
      'POST /kmip HTTP/1.0',
      'Pragma: no-cache',
      'Connection: keep-alive',
      `Content-Type: application/octet-stream`,
      `Content-Length: ${body.length}  `,
    ]
    for (let round = 0; round < 2; round++) {
      raw.send(`${lines.join('\r\n')}\r\n\r\n`, body)
      const head = await raw.received('\r\n\r\n')
      expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
      expect(head).toMatch(/Connection: keep-alive/i)
    }
    raw.send(`${lines.toSpliced(2, 1).join('\r\n')}\r\n\r\n`, body)
    await raw.received()
    await raw.closed
  })

  it('answers HTTP/1.1 without a Host', async () => {
    await using test = await runHttpsServer()
    using raw = await rawConnection(test)
    raw.send(post(request()))
    expect(await raw.received('\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  })

  it('answers a request that comes byte by byte', async () => {
    await using test = await runHttpsServer()
    using raw = await rawConnection(test)
    for (const byte of post(request())) raw.send(Uint8Array.of(byte))
    expect(await raw.received('\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  })

  it('works off what is sent ahead one after the other', async () => {
    let running = 0
    let most = 0
    const slow = handler(DiscoverVersions, async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return {protocolVersion: []}
    })
    await using test = await runHttpsServer({handlers: {DiscoverVersions: slow}})
    using raw = await rawConnection(test)
    raw.send(
      Buffer.concat([1, 2, 3].map((number) => post(request(number), number === 3 ? 'Connection: close\r\n' : ''))),
    )
    const received = await raw.received()
    expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3)
    expect(most).toBe(1)
  })

  it('closes on a client that sends too much ahead', async () => {
    let go: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    const slow = handler(DiscoverVersions, async () => {
      await gate
      return {protocolVersion: []}
    })
    await using test = await runHttpsServer({handlers: {DiscoverVersions: slow}})
    using raw = await rawConnection(test)
    raw.send(Buffer.concat(Array.from({length: 40}, () => post(request()))))
    await raw.closed
    expect(await test.log.entry('too many requests')).toMatchObject({limit: 32})
    go()
    await stillServes(test)
  })

  it.each([
    ['TTLV without HTTP', request(), 'the peer sends no valid HTTP'],
    ['garbage', Buffer.alloc(64, 7), 'the peer sends no valid HTTP'],
    ['endless headers', Buffer.from(`POST /kmip HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`), 'the peer sends no valid HTTP'],
  ])('answers %s with 400 and closes', async (_, bytes, problem) => {
    await using test = await runHttpsServer()
    using raw = await rawConnection(test)
    raw.send(bytes)
    expect(await raw.received()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    await raw.closed
    expect(await test.log.entry(problem)).toMatchObject({level: 40, hint: expect.stringContaining('TTLV without HTTP')})
    await stillServes(test)
  })

  it.each([
    ['head', post(request()).subarray(0, 30)],
    ['body', post(request()).subarray(0, -10)],
  ])('notes a client that leaves in the middle of a %s', async (_, bytes) => {
    await using test = await runHttpsServer()
    using raw = await rawConnection(test)
    raw.socket.end(bytes)
    expect((await test.log.entry('ended in the middle of a message')).level).toBe(40)
    await test.log.entry('Connection closed')
    expect(test.log.entries.filter(({level}) => level >= 40)).toHaveLength(1)
  })

  it.each([
    ['head', post(request()).subarray(0, 100)],
    ['body', post(request())],
  ])('closes when a %s does not end, however busy the peer is', async (_, bytes) => {
    await using test = await runHttpsServer({limits: {messageTime: 80}})
    using raw = await rawConnection(test)
    let at = 0
    const drip = setInterval(() => {
      if (at < bytes.length - 1) raw.send(bytes.subarray(at, ++at))
    }, 5)
    await raw.closed
    clearInterval(drip)
    await test.log.entry('a message was not completed in time')
    expect(test.log.entries.filter(({level}) => level >= 40)).toEqual([])
  })

  it('closes a silent connection, before and after a request', async () => {
    await using test = await runHttpsServer({limits: {idleTime: 60}})
    using silent = await rawConnection(test)
    await silent.closed
    using served = await rawConnection(test)
    served.send(post(request()))
    expect(await served.received()).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(test.log.entries.filter(({msg}) => msg === 'Connection closed: idle for too long')).toHaveLength(2)
  })

  it('takes a long operation for no idleness', async () => {
    const slow = handler(DiscoverVersions, async () => {
      await new Promise((resolve) => setTimeout(resolve, 150))
      return {protocolVersion: []}
    })
    await using test = await runHttpsServer({limits: {idleTime: 40}, handlers: {DiscoverVersions: slow}})
    using raw = await rawConnection(test)
    raw.send(post(request()))
    expect(await raw.received('\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  })

  it('counts all its connections against one limit', async () => {
    await using test = await runHttpsServer({limits: {connections: 1}})
    const first = await test.connect()
    using client = httpClient(test)
    await expect(client.send({body: request()})).rejects.toThrow(/\w/)
    await test.log.entry('too many connections')
    expect(numbersOf([await first.ask(request(1))])).toEqual([1])
  })

  it('agrees on http/1.1 with a client that negotiates, and needs no negotiation', async () => {
    await using test = await runHttpsServer()
    using modern = await rawConnection(test, {ALPNProtocols: ['h2', 'http/1.1']})
    using plain = await rawConnection(test)
    expect([modern.socket.alpnProtocol, plain.socket.alpnProtocol]).toEqual(['http/1.1', false])
  })

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
    await using test = await runHttpsServer({handlers: {DiscoverVersions: slow}})
    using idle = await rawConnection(test)
    using busy = await rawConnection(test)
    busy.send(post(request()))
    await isRunning
    const closing = test.server.close()
    await idle.closed
    using late = httpClient(test)
    await expect(late.send({body: request()})).rejects.toMatchObject({code: 'ECONNREFUSED'})
    go()
    const received = await busy.received()
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(received).toMatch(/\r\nConnection: close\r\n/)
    await closing
  })

  it('presents a new certificate after a reload', async () => {
    await using test = await runHttpsServer()
    using before = await rawConnection(test)
    await test.server.reload()
    using after = await rawConnection(test)
    const [old, fresh] = [before, after].map(({socket}) => socket.getPeerCertificate().serialNumber)
    expect(fresh).not.toBe(old)
  })
})
