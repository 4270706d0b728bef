import {describe, expect, it} from 'vitest'
import {StorageError} from '../../src/errors.ts'
import {Activate} from '../../src/kmip/operations/activate.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {structureNode, ItemType} from '../../src/ttlv/node.ts'
import {handler} from '../../src/server/handler.ts'
import {handlers} from '../../src/server/handlers/index.ts'
import type {Store} from '../../src/storage/store.ts'
import {defaultLimits} from '../../src/ttlv/limits.ts'
import {numbersOf, request, runServer} from '../support/running-server.ts'

const numbers = (count: number): number[] => Array.from({length: count}, (_, index) => index + 1)

const activateRequest = (number: number): Uint8Array =>
  request(number, {
    item: {
      operation: 'Activate',
      payload: structureNode(Tag.RequestPayload, [
        {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: 'some-id'},
      ]),
    },
  })

const malformed = (): Uint8Array => {
  const bytes = Buffer.from(request(9))
  // The type of the last item: there is no type 0x7f
  bytes[bytes.length - 5] = 0x7f
  return bytes
}

describe('messages on a connection', () => {
  it('answers requests that arrive in one piece in their order', async () => {
    await using test = await runServer()
    const client = await test.connect()
    client.send(Buffer.concat(numbers(100).map((number) => request(number))))
    expect(numbersOf(await client.answers(100))).toEqual(numbers(100))
  })

  it('answers slow requests before the quick ones behind them', async () => {
    let go: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    const slow = handler(Activate, async () => {
      await gate
      return {uniqueIdentifier: 'some-id'}
    })
    await using test = await runServer({handlers: {...handlers, Activate: slow}})
    const client = await test.connect()
    client.send(activateRequest(1))
    client.send(request(2))
    const answers = client.answers(2)
    go()
    expect(numbersOf(await answers)).toEqual([1, 2])
  })

  it('puts a request together that comes byte by byte', async () => {
    await using test = await runServer()
    const client = await test.connect()
    for (const byte of request(5)) client.send(Uint8Array.of(byte))
    expect(numbersOf(await client.answers(1))).toEqual([5])
  })

  it('sends an answer in one TLS record', async () => {
    await using test = await runServer()
    const client = await test.connect()
    const chunks: number[] = []
    client.socket.on('data', (chunk: Buffer) => chunks.push(chunk.length))
    await client.ask(request())
    await client.ask(request())
    expect(chunks).toHaveLength(2)
  })

  it('answers different versions on one connection', async () => {
    await using test = await runServer()
    const client = await test.connect()
    const first = await client.ask(request(1, {version: '1.1'}))
    const second = await client.ask(request(2, {version: '1.4'}))
    expect(first.header.protocolVersion).toEqual({major: 1, minor: 1})
    expect(second.header.protocolVersion).toEqual({major: 1, minor: 4})
  })

  it('refuses malformed TTLV in the version of the request, says where it is wrong, and goes on', async () => {
    await using test = await runServer()
    const client = await test.connect()
    const refused = await client.ask(malformed())
    expect(refused.header.protocolVersion).toEqual({major: 1, minor: 2})
    expect(refused.batchItems?.[0]).toMatchObject({
      resultStatus: 'OperationFailed',
      resultReason: 'InvalidMessage',
      resultMessage: expect.stringContaining('unknown type code 0x7f'),
    })
    expect(await test.log.entry('unknown type code')).toMatchObject({
      level: 40,
      offset: malformed().length - 5,
      path: 'RequestMessage.BatchItem.RequestPayload',
    })
    expect(numbersOf([await client.ask(request(3))])).toEqual([3])
  })

  it.each([
    ['bytes that are no TTLV', Buffer.from('hello, hello, hello'), 'Message does not begin with a KMIP tag'],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'Message does not begin with a KMIP tag'],
    ['an item that is no structure', Buffer.from('4200780200000004', 'hex'), 'Message is not a structure'],
    ['an announced length over the limit', Buffer.from('42007801ffffff00', 'hex'), 'exceeds the limit'],
  ])('refuses %s and closes, after the answers to what came before', async (_, bytes, problem) => {
    await using test = await runServer()
    const client = await test.connect()
    client.send(Buffer.concat([request(1), bytes]))
    const [before, refused] = await client.answers(2)
    expect(numbersOf(before === undefined ? [] : [before])).toEqual([1])
    expect(refused?.batchItems?.[0]).toMatchObject({
      resultReason: 'InvalidMessage',
      resultMessage: expect.stringContaining(problem),
    })
    await client.closed
    expect((await test.log.entry(problem)).level).toBe(40)
    const other = await test.connect()
    expect(numbersOf([await other.ask(request(2))])).toEqual([2])
  })

  it('takes requests up to the size limit', async () => {
    const messageSize = request().length
    await using test = await runServer({limits: {ttlv: {...defaultLimits, messageSize}}})
    const client = await test.connect()
    expect(numbersOf([await client.ask(request(7))])).toEqual([7])
    const larger = await client.ask(activateRequest(8))
    expect(larger.batchItems?.[0]?.resultMessage).toContain(`exceeds the limit of ${messageSize} bytes`)
    await client.closed
  })

  it('answers what a client asked before it closed its side', async () => {
    await using test = await runServer()
    const client = await test.connect()
    client.socket.end(Buffer.concat(numbers(40).map((number) => request(number))))
    expect(numbersOf(await client.answers(40))).toEqual(numbers(40))
    await client.closed
  })

  it('notes a client that leaves in the middle of a message', async () => {
    await using test = await runServer()
    const client = await test.connect()
    client.socket.end(request().subarray(0, 40))
    await client.closed
    expect((await test.log.entry('ended in the middle of a message')).level).toBe(40)
  })

  it('does not work ahead for a client that reads no answers', async () => {
    let calls = 0
    const large = handler(Activate, async () => {
      calls++
      return {uniqueIdentifier: 'x'.repeat(256 * 1024)}
    })
    await using test = await runServer({handlers: {...handlers, Activate: large}, logLevel: 'warn'})
    const client = await test.connect()
    client.socket.pause()
    client.send(Buffer.concat(numbers(200).map((number) => activateRequest(number))))
    await test.connect().then((other) => other.ask(request()))
    // 50 MiB of answers; buffers of both systems hold a few
    expect(calls).toBeLessThan(100)
    client.socket.resume()
    expect(numbersOf(await client.answers(200))).toEqual(numbers(200))
    expect(calls).toBe(200)
  })

  it('shows an internal error only in the log, and its number to the client', async () => {
    const broken = handler(Activate, () => Promise.reject(new Error('/var/lib/secret/path broke')))
    await using test = await runServer({handlers: {...handlers, Activate: broken}})
    const client = await test.connect()
    const [item] = (await client.ask(activateRequest(1))).batchItems ?? []
    const entry = await test.log.entry('Internal error')
    expect(item).toMatchObject({
      resultReason: 'GeneralFailure',
      resultMessage: `Internal error (log ${String(entry.logId)})`,
    })
    expect(entry).toMatchObject({logId: expect.stringMatching(/^[0-9a-f]{8}$/)})
    expect(entry.err).toMatchObject({message: '/var/lib/secret/path broke'})
  })

  it('says so when the storage is full, and goes on', async () => {
    let isFull = true
    const wrap = (store: Store): Store => ({
      capabilities: store.capabilities,
      read: (work) => store.read(work),
      administrativeRevision: () => store.administrativeRevision(),
      transaction: (work) =>
        isFull ? Promise.reject(new StorageError('FULL', 'The disk of the store is full')) : store.transaction(work),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    })
    await using test = await runServer({wrap})
    const client = await test.connect()
    const failed = await client.ask(activateRequest(1))
    expect(failed.batchItems?.[0]?.resultMessage).toMatch(/^The server's storage is full \(log [0-9a-f]{8}\)$/)
    isFull = false
    const next = await client.ask(activateRequest(2))
    expect(next.batchItems?.[0]).toMatchObject({resultReason: 'ItemNotFound'})
  })

  it('answers with an internal error when it cannot look up who asks', async () => {
    let isDown = false
    const wrap = (store: Store): Store => ({
      capabilities: store.capabilities,
      read: (work) => store.read(work),
      administrativeRevision: () =>
        isDown ? Promise.reject(new StorageError('UNAVAILABLE', 'Gone')) : store.administrativeRevision(),
      transaction: (work) => store.transaction(work),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    })
    await using test = await runServer({wrap})
    const client = await test.connect()
    isDown = true
    expect((await client.ask(request(1))).batchItems?.[0]).toMatchObject({resultReason: 'GeneralFailure'})
    isDown = false
    expect(numbersOf([await client.ask(request(2))])).toEqual([2])
  })

  it('logs who did what with which result when requests are logged', async () => {
    await using test = await runServer({logRequests: true, logLevel: 'info'})
    const client = await test.connect()
    await client.ask(activateRequest(1))
    expect(await test.log.entry('Request')).toMatchObject({
      level: 30,
      scope: 'app',
      role: 'admin',
      operations: ['Activate'],
      objects: ['some-id'],
      results: ['ItemNotFound'],
      ms: expect.any(Number),
    })
  })

  it('logs no line per request by default', async () => {
    await using test = await runServer({logLevel: 'info'})
    const client = await test.connect()
    await client.ask(request())
    expect(test.log.entries).toEqual([])
  })
})
