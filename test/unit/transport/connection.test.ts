import {describe, expect, it, vi} from 'vitest'
import {TtlvError} from '../../../src/ttlv/error.ts'
import type {Address} from '../../../src/transport/address.ts'
import {connect} from '../../../src/transport/connect.ts'
import {ConnectionLostError} from '../../../src/transport/connection-lost-error.ts'
import {tlsFixture} from '../../support/tls-fixtures.ts'
import {eachMessage, testMessage, tlsServer} from '../../support/tls-server.ts'

const tls = {ca: tlsFixture('ca.pem')}

function open(address: Address, limits?: {messageSize: number}) {
  return connect({
    address,
    tls,
    ...(limits === undefined ? {} : {limits: {depth: 32, nodes: 100, ...limits}}),
  })
}

describe('Connection', () => {
  it('brings the answer of each request', async () => {
    await using server = await tlsServer((socket) => eachMessage(socket, (message) => socket.write(message)))
    await using connection = await open(server.address)
    expect(await connection.exchange(testMessage(1))).toEqual(testMessage(1))
    expect(await connection.exchange(testMessage(2))).toEqual(testMessage(2))
    expect(server.connections()).toBe(1)
  })

  it('matches the answers of pipelined requests in order', async () => {
    const received: Uint8Array[] = []
    await using server = await tlsServer((socket) =>
      eachMessage(socket, (message) => {
        received.push(message)
        if (received.length === 3) socket.write(Buffer.concat([testMessage(11), testMessage(12), testMessage(13)]))
      }),
    )
    await using connection = await open(server.address)
    const answers = await Promise.all([1, 2, 3].map((number) => connection.exchange(testMessage(number))))
    expect(received).toEqual([testMessage(1), testMessage(2), testMessage(3)])
    expect(answers).toEqual([testMessage(11), testMessage(12), testMessage(13)])
  })

  it('puts an answer together that comes byte by byte', async () => {
    await using server = await tlsServer((socket) => {
      socket.setNoDelay(true)
      eachMessage(socket, (message) => {
        for (const byte of message) socket.write(Buffer.of(byte))
      })
    })
    await using connection = await open(server.address)
    expect(Buffer.from(await connection.exchange(testMessage(7)))).toEqual(testMessage(7))
  })

  it("hands the server's own requests over and sends what they are answered with", async () => {
    const answer = (message: Uint8Array) => Buffer.from(message).fill(0x7b, 2, 3)
    const responses: Uint8Array[] = []
    await using server = await tlsServer((socket) =>
      eachMessage(socket, (message) => {
        if (message[2] === 0x7b) responses.push(message)
        else socket.write(Buffer.concat([testMessage(5), answer(message)]))
      }),
    )
    const heard: Uint8Array[] = []
    await using connection = await connect({
      address: server.address,
      tls,
      onRequest: (request, respond) => {
        heard.push(request)
        respond(answer(testMessage(6)))
      },
    })
    expect(await connection.exchange(testMessage(1))).toEqual(answer(testMessage(1)))
    expect(heard).toEqual([testMessage(5)])
    await vi.waitFor(() => expect(responses).toEqual([answer(testMessage(6))]))
  })

  it('tells the facts of the peer', async () => {
    await using server = await tlsServer(() => undefined)
    await using connection = await open(server.address)
    expect(connection.peer).toMatchObject({
      remoteAddress: '127.0.0.1',
      remotePort: server.address.port,
      tlsVersion: 'TLSv1.3',
      authorized: true,
      authorizationError: undefined,
      certificate: {
        subject: 'CN=localhost',
        issuer: 'CN=kmipctl test CA',
        fingerprint: expect.stringMatching(/^([\dA-F]{2}:){31}[\dA-F]{2}$/),
        notAfter: new Date('2120-01-01T00:00:00Z'),
      },
    })
    expect(connection.peer.cipher).toMatch(/^TLS_/)
  })

  it('fails all that wait when one answer takes too long, and can then no longer be used', async () => {
    await using server = await tlsServer((socket) => socket.resume())
    await using connection = await open(server.address)
    const first = connection.exchange(testMessage(1), {timeoutMs: 20})
    const second = connection.exchange(testMessage(2))
    const message = `Server 127.0.0.1:${server.address.port} did not answer within 20 ms`
    await expect(first).rejects.toMatchObject({name: 'TransportTimeoutError', stage: 'request', message})
    await expect(second).rejects.toMatchObject({stage: 'request', message})
    expect(connection.closed).toBe(true)
    await expect(connection.exchange(testMessage(3))).rejects.toMatchObject({message})
  })

  it('fails all that wait when the server closes in the middle of an answer', async () => {
    await using server = await tlsServer((socket) =>
      eachMessage(socket, (message) => socket.end(message.subarray(0, 10))),
    )
    await using connection = await open(server.address)
    const failures = await Promise.allSettled([
      connection.exchange(testMessage(1)),
      connection.exchange(testMessage(2)),
    ])
    const message = `Server 127.0.0.1:${server.address.port} closed the connection before it answered`
    for (const failure of failures) {
      expect(failure).toMatchObject({status: 'rejected', reason: {stage: 'request', message, partial: true}})
    }
  })

  it('says that nothing of an answer had come when the server closes between two', async () => {
    await using server = await tlsServer((socket) => {
      let messages = 0
      eachMessage(socket, (message) => {
        messages += 1
        if (messages === 1) socket.write(message)
        else socket.destroy()
      })
    })
    await using connection = await open(server.address)
    await connection.exchange(testMessage(1))
    const lost = await connection.exchange(testMessage(2)).catch((error: unknown) => error)
    expect(lost).toBeInstanceOf(ConnectionLostError)
    expect(lost).toMatchObject({partial: false})
  })

  it('blames the certificate when the server closes before its first answer', async () => {
    await using server = await tlsServer((socket) => eachMessage(socket, () => socket.destroy()))
    await using connection = await open(server.address)
    const failure = await connection.exchange(testMessage(1)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ConnectionLostError)
    expect(failure).toMatchObject({
      answered: false,
      message: `Server 127.0.0.1:${server.address.port} closed the connection before its first answer`,
      hint: 'It may want a client certificate: pass --cert and --key',
    })
  })

  it('notices that the server closed while nothing was waiting', async () => {
    let close = (): void => undefined
    await using server = await tlsServer((socket) => {
      close = () => socket.end()
      eachMessage(socket, (message) => socket.write(message))
    })
    await using connection = await open(server.address)
    await connection.exchange(testMessage(1))
    close()
    await vi.waitFor(() => expect(connection.closed).toBe(true))
    await expect(connection.exchange(testMessage(2))).rejects.toBeInstanceOf(ConnectionLostError)
  })

  it('drops the answer of a request that was given up and keeps the order of the others', async () => {
    await using server = await tlsServer((socket) => {
      const kept: Uint8Array[] = []
      eachMessage(socket, (message) => {
        kept.push(message)
        if (kept.length === 2) socket.write(Buffer.concat(kept))
      })
    })
    await using connection = await open(server.address)
    const abort = new AbortController()
    const first = connection.exchange(testMessage(1), {signal: abort.signal})
    abort.abort(new Error('Given up'))
    await expect(first).rejects.toThrow('Given up')
    expect(await connection.exchange(testMessage(2))).toEqual(testMessage(2))
    await expect(connection.exchange(testMessage(3), {signal: abort.signal})).rejects.toThrow('Given up')
  })

  it('refuses an answer that is not TTLV', async () => {
    await using server = await tlsServer((socket) =>
      eachMessage(socket, () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
    )
    await using connection = await open(server.address)
    const failure = await connection.exchange(testMessage(1)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TtlvError)
    expect(failure).toMatchObject({exitCode: 5, hint: 'The peer seems to speak HTTP'})
  })

  it('refuses an answer above the size limit when its header announces it', async () => {
    await using server = await tlsServer((socket) =>
      eachMessage(socket, () => socket.write(Buffer.from('42007b0100001000', 'hex'))),
    )
    await using connection = await open(server.address, {messageSize: 1024})
    await expect(connection.exchange(testMessage(1))).rejects.toThrow(
      'Message of 4104 bytes exceeds the limit of 1024 bytes',
    )
  })

  it('closes when a message comes that nobody waits for', async () => {
    await using server = await tlsServer((socket) =>
      eachMessage(socket, (message) => socket.write(Buffer.concat([message, message]))),
    )
    await using connection = await open(server.address)
    expect(await connection.exchange(testMessage(1))).toEqual(testMessage(1))
    await vi.waitFor(() => expect(connection.closed).toBe(true))
    await expect(connection.exchange(testMessage(2))).rejects.toThrow(/sent a message that answers no request$/)
  })

  it('fails what waits when it is disposed of', async () => {
    await using server = await tlsServer((socket) => socket.resume())
    const connection = await open(server.address)
    const waiting = expect(connection.exchange(testMessage(1))).rejects.toThrow(/was closed$/)
    await connection[Symbol.asyncDispose]()
    await waiting
    expect(connection.closed).toBe(true)
    await connection[Symbol.asyncDispose]()
  })
})
