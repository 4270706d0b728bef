import {once} from 'node:events'
import {createServer as createTcpServer, type Server, type Socket} from 'node:net'
import {createServer, type TLSSocket, type TlsOptions} from 'node:tls'
import type {Address} from '../../src/transport/address.ts'
import {Framer} from '../../src/ttlv/framer.ts'
import {tlsFixture} from './tls-fixtures.ts'

/** A server on a free port of this machine; disposing it drops its connections. */
export interface TestServer extends AsyncDisposable {
  readonly address: Address
  /** Connections accepted so far. */
  readonly connections: () => number
}

/** A TLS server with the certificate of `fixtures/tls/server.pem`, unless the options have another. */
export async function tlsServer(
  onConnection: (socket: TLSSocket) => void,
  options: TlsOptions = {},
): Promise<TestServer> {
  const material = {cert: tlsFixture('server.pem'), key: tlsFixture('server-key.pem'), ca: tlsFixture('ca.pem')}
  const server = createServer({...material, ...options}, onConnection)
  // Refused handshakes are what many tests are about
  server.on('tlsClientError', () => undefined)
  server.on('secureConnection', (socket) => socket.on('error', () => undefined))
  return listen(server)
}

export async function tcpServer(onConnection: (socket: Socket) => void): Promise<TestServer> {
  return listen(createTcpServer(onConnection))
}

async function listen(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new TypeError('Not a TCP server')
  return {
    address: {host: '127.0.0.1', port: bound.port},
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Calls `onMessage` with every whole message that comes in. */
export function eachMessage(socket: Socket, onMessage: (message: Uint8Array) => void): void {
  const framer = new Framer()
  socket.on('data', (chunk: Buffer) => {
    framer.push(chunk)
    for (const message of framer.messages()) onMessage(message)
  })
}

/** The smallest thing that the framer takes for a message, with a number in it to tell one from another. */
export function testMessage(number: number): Buffer {
  const message = Buffer.from('42007801 00000010 42000d02 00000004 00000000 00000000'.replaceAll(' ', ''), 'hex')
  message.writeUInt32BE(number, 16)
  return message
}
