import {connect} from 'node:net'
import {describe, expect, it} from 'vitest'
import {revokeCredential} from '../../src/administration/credentials.ts'
import {generateCredential} from '../../src/administration/issue-credential.ts'
import {KmipError} from '../../src/kmip/error.ts'
import {isRefused} from '../../src/server/identity/identify.ts'
import type {Exchange, ServerObserver} from '../../src/server/observation/observer.ts'
import type {ConnectionRefusal} from '../../src/server/observation/refusal-cause.ts'
import {request, runServer} from '../support/running-server.ts'

/** What a server told, and a way to wait for it. */
class Watcher implements ServerObserver {
  readonly events: string[] = []
  readonly exchanges: Exchange[] = []
  #wake: () => void = () => undefined

  readonly connectionOpened = (): void => this.#note('opened')
  readonly connectionClosed = (): void => this.#note('closed')
  readonly connectionRefused = ({cause}: ConnectionRefusal): void => this.#note(`refused ${cause}`)
  readonly requestReceived = (): void => this.#note('received')
  readonly exchangeDone = (exchange: Exchange): void => {
    this.exchanges.push(exchange)
    this.#note('done')
  }

  async until(event: string): Promise<readonly string[]> {
    while (!this.events.includes(event)) await new Promise<void>((resolve) => (this.#wake = resolve))
    return this.events
  }

  #note(event: string): void {
    this.events.push(event)
    this.#wake()
  }
}

describe('observers of a server', () => {
  it('are told of a connection, its messages and its end', async () => {
    const watcher = new Watcher()
    await using test = await runServer({observers: [watcher]})
    const client = await test.connect()
    const bytes = request()
    await client.ask(bytes)
    client.socket.end()
    expect(await watcher.until('closed')).toEqual(['opened', 'received', 'done', 'closed'])
    const [exchange] = watcher.exchanges
    expect(exchange).toMatchObject({sender: {scopeName: 'app', roleName: 'admin'}, receivedBytes: bytes.length})
    expect(exchange?.request).toBeDefined()
    expect(exchange?.sentBytes).toBeGreaterThan(0)
  })

  it('are told of a message that nobody may send, without its content', async () => {
    const watcher = new Watcher()
    await using test = await runServer({observers: [watcher]})
    const now = new Date()
    const {credential, description} = await generateCredential(test.store, {scope: 'app', role: 'admin', now})
    const client = await test.connect({credential})
    await client.ask(request())
    await revokeCredential(test.store, {serialNumber: description.serialNumber}, now)
    await client.ask(request())
    const {sender, request: read} = watcher.exchanges[1] ?? {}
    expect(sender !== undefined && isRefused(sender) && sender.cause).toBe('revoked')
    expect(read).toBeUndefined()
  })

  it('are told of bytes that are no message', async () => {
    const watcher = new Watcher()
    await using test = await runServer({observers: [watcher]})
    const client = await test.connect()
    const bytes = Buffer.from(request())
    // The type of the last item: there is no type 0x7f
    bytes[bytes.length - 5] = 0x7f
    await client.ask(bytes)
    expect(watcher.events).toEqual(['opened', 'done'])
    expect(watcher.exchanges[0]?.request).toBeUndefined()
  })

  it('are told of a connection that does not come about, and why', async () => {
    const watcher = new Watcher()
    await using test = await runServer({observers: [watcher]})
    await test.connect({credential: undefined})
    expect(await watcher.until('refused no_certificate')).toEqual(['refused no_certificate'])
    connect(test.port, '127.0.0.1')
      .on('error', () => undefined)
      .end('GET / HTTP/1.1\r\n\r\n')
    expect(await watcher.until('refused http')).toHaveLength(2)
  })

  it('may refuse a message before it is run', async () => {
    const refuse = async (): Promise<void> => {
      throw new KmipError('GeneralFailure', 'The audit cannot be written')
    }
    const watcher = new Watcher()
    await using test = await runServer({observers: [watcher, {requestReceived: refuse}]})
    const client = await test.connect()
    const {batchItems} = await client.ask(request())
    expect(batchItems).toMatchObject([{resultReason: 'GeneralFailure', resultMessage: 'The audit cannot be written'}])
    expect(watcher.events).toEqual(['opened', 'received', 'done'])
  })

  it('may keep an answer back', async () => {
    const refuse = (): void => {
      throw new KmipError('GeneralFailure', 'The audit cannot be written')
    }
    await using test = await runServer({observers: [{exchangeDone: refuse}]})
    const client = await test.connect()
    const {batchItems} = await client.ask(request())
    expect(batchItems).toMatchObject([{resultStatus: 'OperationFailed', resultMessage: 'The audit cannot be written'}])
  })
})
