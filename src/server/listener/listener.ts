import {createServer, type AddressInfo, type Server as TcpServer, type Socket} from 'node:net'
import {createServer as createTlsServer, type Server as TlsServer, type TLSSocket} from 'node:tls'
import {formatAddress, type Address} from '../../transport/address.ts'
import {isRefusedCertificate, judgeClientCertificate} from './client-certificate.ts'
import {wordHandshakeFailure} from './handshake-failure.ts'
import type {ConnectionRefusalCause} from '../observation/refusal-cause.ts'
import {listenError} from './listen-error.ts'
import type {OpenConnection, Protocol} from './protocol.ts'
import type {Peer} from './peer.ts'
import type {Service} from './service.ts'
import {secureContextOptions, type ServerCredentials, type TlsVersions} from './tls-settings.ts'

/** Where a protocol is spoken. */
export interface Endpoints {
  readonly protocol: Protocol
  readonly addresses: readonly Address[]
}

export interface ListenerOptions {
  readonly endpoints: readonly Endpoints[]
  readonly credentials: ServerCredentials
  readonly tlsVersions: TlsVersions
  readonly service: Service
}

/** After a dead peer's silence of this many milliseconds the system begins to probe. */
const keepAliveDelay = 60_000

/** The addresses of a protocol that are open. */
interface OpenEndpoints {
  readonly protocol: Protocol
  readonly tls: TlsServer
  readonly tcp: TcpServer[]
}

/**
 * KMIP over TLS on one or more addresses. Those of one protocol share one TLS server, so that sessions can be resumed
 * at all of them; the limit on connections, new credentials and closing are for all of them together.
 */
export class Listener {
  readonly #options: ListenerOptions
  readonly #endpoints: readonly OpenEndpoints[]
  readonly #sockets = new Set<Socket>()
  /** Sockets before the end of the TLS handshake, by both their ends. */
  readonly #handshakes = new Map<string, Socket>()
  readonly #connections = new Set<OpenConnection>()
  #closing = false
  #onEmpty: (() => void) | undefined

  private constructor(options: ListenerOptions) {
    this.#options = options
    this.#endpoints = options.endpoints.map(({protocol}) => ({protocol, tls: this.#tlsServer(protocol), tcp: []}))
  }

  /** Fails with a TransportError when one of the addresses cannot be had; then none is. */
  static async open(options: ListenerOptions): Promise<Listener> {
    const listener = new Listener(options)
    try {
      for (const [index, {tls, tcp}] of listener.#endpoints.entries()) {
        const addresses = options.endpoints[index]?.addresses ?? []
        for (const address of addresses) tcp.push(await listener.#listen(tls, address, addresses))
      }
    } catch (error) {
      await listener.close(0)
      throw error
    }
    return listener
  }

  /** As bound, with the ports that the system chose; in the order of the endpoints. */
  get addresses(): readonly (readonly Address[])[] {
    return this.#endpoints.map(({tcp}) => tcp.map((server) => boundAddress(server.address())))
  }

  /** For handshakes from now on; throws OpenSSL's error and stays as it was when they are unusable. */
  use(credentials: ServerCredentials): void {
    const options = secureContextOptions(credentials, this.#options.tlsVersions)
    for (const {tls} of this.#endpoints) tls.setSecureContext(options)
  }

  /** Accepts no more, answers what has arrived, and closes all after `deadline` milliseconds at the latest. */
  async close(deadline: number): Promise<void> {
    this.#closing = true
    const servers = this.#endpoints.flatMap(({tcp}) => tcp)
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    for (const socket of this.#handshakes.values()) socket.destroy()
    for (const connection of this.#connections) connection.finish()
    const timer = setTimeout(() => this.#destroyAll(), deadline)
    await Promise.all([...closed, this.#empty()])
    clearTimeout(timer)
  }

  #tlsServer(protocol: Protocol): TlsServer {
    const {service, credentials, tlsVersions} = this.#options
    const server = createTlsServer({
      ...secureContextOptions(credentials, tlsVersions),
      requestCert: true,
      // Judged by ourselves, to be able to say in the log who was refused and why
      rejectUnauthorized: false,
      handshakeTimeout: service.limits.handshakeTime,
      ...(protocol.names === undefined ? {} : {ALPNProtocols: [...protocol.names]}),
    })
    server.on('secureConnection', (socket) => this.#secured(socket, protocol))
    server.on('tlsClientError', (error, socket) => this.#handshakeFailed(error, socket))
    return server
  }

  #listen(tls: TlsServer, address: Address, together: readonly Address[]): Promise<TcpServer> {
    const options = {noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveDelay}
    const server = createServer(options, (socket) => this.#accept(socket, tls))
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => reject(listenError(address, error))
      server.once('error', fail)
      // [::] takes IPv4 too, unless that is listened for apart
      const ipv6Only = together.some(({host}) => host === '0.0.0.0')
      server.listen({...address, ipv6Only}, () => {
        server.off('error', fail).on('error', (error) => {
          this.#options.service.log.error({err: error, address: formatAddress(address)}, 'Cannot accept connections')
        })
        resolve(server)
      })
    })
  }

  #accept(socket: Socket, tls: TlsServer): void {
    const {log, limits} = this.#options.service
    const peer = peerAddress(socket)
    if (this.#sockets.size >= limits.connections) {
      log.warn({peer, limit: limits.connections}, 'Connection refused: too many connections')
      this.#refused(peer, 'too_many_connections')
      socket.destroy()
      return
    }
    this.#track(socket)
    tls.emit('connection', socket)
  }

  #track(socket: Socket): void {
    const ends = endsOf(socket)
    this.#sockets.add(socket)
    this.#handshakes.set(ends, socket)
    socket.once('close', () => {
      this.#sockets.delete(socket)
      if (this.#handshakes.get(ends) === socket) this.#handshakes.delete(ends)
      if (this.#sockets.size === 0) this.#onEmpty?.()
    })
  }

  #secured(socket: TLSSocket, protocol: Protocol): void {
    const {log} = this.#options.service
    this.#handshakes.delete(endsOf(socket))
    const address = peerAddress(socket)
    socket.on('error', (error) => log.debug({peer: address, problem: error.message}, 'Connection failed'))
    const verdict = judgeClientCertificate(socket)
    if (isRefusedCertificate(verdict)) {
      const {cause, reason, ...facts} = verdict
      log.warn({peer: address, ...facts}, `Connection refused: ${reason}`)
      this.#refused(address, cause)
      socket.destroy()
      return
    }
    this.#open(socket, protocol, {address, fingerprint: verdict.fingerprint})
  }

  #open(socket: TLSSocket, protocol: Protocol, peer: Peer): void {
    const {log, engine} = this.#options.service
    // It could change its certificate that way
    socket.disableRenegotiation()
    log.debug({peer: peer.address, tls: socket.getProtocol(), fingerprint: peer.fingerprint}, 'Connection opened')
    const connection = protocol.open(socket, peer)
    this.#connections.add(connection)
    engine.observer?.connectionOpened?.(peer)
    socket.once('close', () => {
      this.#connections.delete(connection)
      log.debug({peer: peer.address}, 'Connection closed')
      engine.observer?.connectionClosed?.(peer)
    })
    if (this.#closing) connection.finish()
  }

  #handshakeFailed(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    const {log} = this.#options.service
    const peer = peerAddress(socket)
    const {cause, reason, hint, trivial} = wordHandshakeFailure(error)
    log[trivial ? 'debug' : 'warn']({peer, code: error.code, hint}, `Connection refused: ${reason}`)
    this.#refused(peer, cause)
    socket.destroy()
  }

  #refused(address: string, cause: ConnectionRefusalCause): void {
    this.#options.service.engine.observer?.connectionRefused?.({address, cause})
  }

  #empty(): Promise<void> {
    if (this.#sockets.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#onEmpty = resolve
    })
  }

  #destroyAll(): void {
    for (const connection of this.#connections) connection.destroy()
    for (const socket of this.#sockets) socket.destroy()
  }
}

function peerAddress(socket: Socket): string {
  const {remoteAddress, remotePort} = socket
  // Both are gone once the peer has closed
  return remoteAddress === undefined ? 'unknown' : formatAddress({host: remoteAddress, port: remotePort ?? 0})
}

/** The same for a socket and the TLS socket around it. */
function endsOf({localAddress, localPort, remoteAddress, remotePort}: Socket): string {
  return [localAddress, localPort, remoteAddress, remotePort].join(' ')
}

function boundAddress(address: AddressInfo | string | null): Address {
  if (address === null || typeof address === 'string') throw new TypeError('A TCP listener has an address and a port')
  return {host: address.address, port: address.port}
}
