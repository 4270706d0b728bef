import {describe, expect, it} from 'vitest'
import {createClient, KmipClient} from '../../../src/client/kmip-client.ts'
import type {ResponseBatchItem} from '../../../src/kmip/message/batch-item.ts'
import {Activate} from '../../../src/kmip/operations/activate.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
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

  it('opens at the first message, and once for calls side by side', async () => {
    await using server = await tlsServer((socket) => eachMessage(socket, () => socket.write(answer)))
    await using client = createClient({connection: {address: server.address, tls}})
    expect(server.connections()).toBe(0)
    await Promise.all([client.call(Activate, {}), client.call(Activate, {}), client.call(Activate, {})])
    expect(server.connections()).toBe(1)
    expect(await client.peer()).toMatchObject({authorized: true})
  })

  it('is opened again when the server drops it in the moment of a request', async () => {
    let answered = 0
    await using server = await tlsServer((socket) => {
      let first = true
      eachMessage(socket, () => {
        if (!first && answered === 1) return socket.destroy()
        first = false
        answered += 1
        return socket.write(answer)
      })
    })
    await using client = createClient({connection: {address: server.address, tls}})
    await client.call(Activate, {})
    expect(await client.call(Activate, {})).toEqual({uniqueIdentifier: '7'})
    expect(server.connections()).toBe(2)
  })

  /** Answers the first request of the first connection and lets the second one down. */
  function faithless(lastWords: Uint8Array | undefined) {
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

  it('is not opened again when part of an answer had come', async () => {
    await using server = await faithless(answer.subarray(0, 20))
    await using client = createClient({connection: {address: server.address, tls}})
    await client.call(Activate, {})
    await expect(client.call(Activate, {})).rejects.toMatchObject({name: 'ConnectionLostError', partial: true})
    expect(server.connections()).toBe(1)
  })

  it('is not opened again when that is switched off', async () => {
    await using server = await faithless(undefined)
    await using client = createClient({connection: {address: server.address, tls}, retry: false})
    await client.call(Activate, {})
    await expect(client.call(Activate, {})).rejects.toMatchObject({name: 'ConnectionLostError', partial: false})
    expect(server.connections()).toBe(1)
  })

  it('is not opened again for the first request of all', async () => {
    await using server = await tlsServer((socket) => eachMessage(socket, () => socket.destroy()))
    await using client = createClient({connection: {address: server.address, tls}})
    await expect(client.call(Activate, {})).rejects.toThrow(/closed the connection before its first answer$/)
    expect(server.connections()).toBe(1)
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
