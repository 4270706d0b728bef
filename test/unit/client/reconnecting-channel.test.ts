import {describe, expect, it, vi} from 'vitest'
import {createClient, KmipClient} from '../../../src/client/kmip-client.ts'
import {requestMessage} from '../../../src/client/request-message.ts'
import type {ResponseBatchItem} from '../../../src/kmip/message/batch-item.ts'
import {Activate} from '../../../src/kmip/operations/activate.ts'
import {Query} from '../../../src/kmip/operations/query.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {readBinary} from '../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../src/ttlv/binary-writer.ts'
import {ItemType} from '../../../src/ttlv/node.ts'
import {FakeChannel, response, responsePayload} from '../../support/fake-channel.ts'
import {tlsFixture} from '../../support/tls-fixtures.ts'
import {eachMessage, tlsServer} from '../../support/tls-server.ts'

const activated: ResponseBatchItem = {
  operation: 'Activate',
  resultStatus: 'Success',
  payload: responsePayload([{tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: '7'}]),
}

describe('the connection', () => {
  const tls = {ca: tlsFixture('ca.pem')}
  const answer = writeBinary(response([activated]))
  const question = requestMessage([{operation: Query, request: {queryFunction: ['QueryOperations']}}], {
    version: '1.4',
    header: {},
    now: () => new Date(0),
  })

  it('opens at the first message, and once for calls side by side', async () => {
    await using server = await tlsServer((socket) => eachMessage(socket, () => socket.write(answer)))
    await using client = createClient({connection: {address: server.address, tls}})
    expect(server.connections()).toBe(0)
    await Promise.all([client.call(Activate, {}), client.call(Activate, {}), client.call(Activate, {})])
    expect(server.connections()).toBe(1)
    expect(await client.peer()).toMatchObject({authorized: true})
  })

  /** Answers one request and lets down whoever sends a second one over the same connection. */
  function faithless(lastWords?: Uint8Array) {
    return tlsServer((socket) => {
      let messages = 0
      eachMessage(socket, () => {
        messages += 1
        if (messages === 1) socket.write(answer)
        else if (lastWords === undefined) socket.destroy()
        else socket.end(lastWords)
      })
    })
  }

  it.each([
    ['without a word', undefined],
    ['in the middle of an answer', answer.subarray(0, 20)],
  ])('is opened again for a question when the server drops it %s', async (_how, lastWords) => {
    await using server = await faithless(lastWords)
    await using client = createClient({connection: {address: server.address, tls}})
    await client.send(question)
    expect(await client.send(question)).toEqual(readBinary(answer))
    expect(server.connections()).toBe(2)
  })

  it('is opened once more for a question and not twice', async () => {
    let connections = 0
    await using server = await tlsServer((socket) => {
      connections += 1
      let messages = 0
      eachMessage(socket, () => (++messages === 1 && connections === 1 ? socket.write(answer) : socket.destroy()))
    })
    await using client = createClient({connection: {address: server.address, tls}})
    await client.send(question)
    await expect(client.send(question)).rejects.toMatchObject({name: 'ConnectionLostError', answered: false})
    expect(server.connections()).toBe(2)
  })

  it.each([
    ['without a word', undefined],
    ['in the middle of an answer', answer.subarray(0, 20)],
  ])('is not opened again for what must not be done twice when the server drops it %s', async (_how, lastWords) => {
    await using server = await faithless(lastWords)
    await using client = createClient({connection: {address: server.address, tls}})
    await client.call(Activate, {})
    await expect(client.call(Activate, {})).rejects.toMatchObject({
      name: 'ConnectionLostError',
      exitCode: 3,
      message: expect.stringMatching(/ closed the connection .+, and Activate may have been carried out$/),
      hint: 'Look at the server for what was done before you send it again',
    })
    expect(server.connections()).toBe(1)
  })

  it('is opened again for anything once the server has closed it', async () => {
    await using server = await tlsServer((socket) => eachMessage(socket, () => socket.end(answer)))
    await using client = createClient({connection: {address: server.address, tls}})
    await client.call(Activate, {})
    // Opens a new one once the end of the old one has come
    await vi.waitFor(async () => {
      await client.peer()
      expect(server.connections()).toBe(2)
    })
    expect(await client.call(Activate, {})).toEqual({uniqueIdentifier: '7'})
  })

  it('is not opened again when that is switched off', async () => {
    await using server = await faithless()
    await using client = createClient({connection: {address: server.address, tls}, retry: false})
    await client.send(question)
    await expect(client.send(question)).rejects.toMatchObject({name: 'ConnectionLostError', partial: false})
    expect(server.connections()).toBe(1)
  })

  it('is not opened again for the first request of all', async () => {
    await using server = await tlsServer((socket) => eachMessage(socket, () => socket.destroy()))
    await using client = createClient({connection: {address: server.address, tls}})
    await expect(client.send(question)).rejects.toThrow(/closed the connection before its first answer$/)
    await expect(client.call(Activate, {})).rejects.toThrow(/, and Activate may have been carried out$/)
    expect(server.connections()).toBe(2)
  })

  it('tells of a time-out that what was asked for may have been done', async () => {
    await using server = await tlsServer((socket) => socket.resume())
    await using client = createClient({connection: {address: server.address, tls}, timeoutMs: 20})
    await expect(client.call(Activate, {})).rejects.toThrow(
      /did not answer within 20 ms, and Activate may have been carried out$/,
    )
    await expect(client.send(question)).rejects.toThrow(/did not answer within 20 ms$/)
    await expect(client.sendBytes(Buffer.from('4200780100000000', 'hex'))).rejects.toThrow(/within 20 ms$/)
    await expect(client.sendBytes(Buffer.from('420078', 'hex'))).rejects.toThrow(/and it may have been carried out$/)
  })

  it('is tried again by the next call when it could not be opened', async () => {
    let tries = 0
    const client = new KmipClient({
      open() {
        tries += 1
        return tries === 1
          ? Promise.reject(new Error('Not now'))
          : Promise.resolve(new FakeChannel(() => response([activated])))
      },
    })
    await expect(client.call(Activate, {})).rejects.toThrow('Not now')
    expect(await client.call(Activate, {})).toEqual({uniqueIdentifier: '7'})
  })

  it('cannot be used after the client was disposed of', async () => {
    const channel = new FakeChannel(() => response([activated]))
    const client = new KmipClient({open: () => Promise.resolve(channel)})
    await client.call(Activate, {})
    await client[Symbol.asyncDispose]()
    expect(channel.closed).toBe(true)
    await expect(client.call(Activate, {})).rejects.toThrow('Client is closed')
  })
})
