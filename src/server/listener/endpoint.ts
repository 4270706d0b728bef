import type {X509Certificate} from 'node:crypto'
import {createServer, type AddressInfo, type Server as TcpServer, type Socket} from 'node:net'
import {
  createServer as createTlsServer,
  type SecureContextOptions,
  type Server as TlsServer,
  type TLSSocket,
} from 'node:tls'
import {formatAddress, type Address} from '../../transport/address.ts'
import type {Refusal} from '../identity/identify.ts'
import {isRefusedCertificate, judgeClientCertificate} from './client-certificate.ts'
import type {ClientTrust} from './client-trust.ts'
import {firstBytes, type NoBytes} from './first-bytes.ts'
import {listenError} from './listen-error.ts'
import type {OpenConnection, Protocol} from './protocol.ts'
import {readOpening, type Opening} from './opening.ts'
import type {Peer} from './peer.ts'
import {RefusalLog} from './refusal-log.ts'
import type {Service} from './service.ts'
import {isWithin, type TlsLimits} from './tls-settings.ts'

/** An address to listen on, and what is spoken there. */
export interface Place {
  readonly address: Address
  readonly protocol: Protocol
  /** [::] takes IPv4 too, unless that is listened for apart. */
  readonly ipv6Only: boolean
  /** Tells places with the same address apart: port 0 may be asked for several times. */
  readonly number: number
}

/** How handshakes are done from now on. */
export interface Security {
  readonly context: SecureContextOptions
  readonly limits: TlsLimits
  /** The authorities of the context. */
  readonly trust: ClientTrust
  /** Milliseconds. */
  readonly handshakeTime: number
}

/** Why certificates that TLS has accepted, when others were trusted perhaps, are not trusted any longer, if so. */
export type Distrust = (certificates: readonly X509Certificate[], then: ClientTrust) => Promise<Refusal | undefined>

export interface EndpointOptions {
  readonly place: Place
  readonly security: Security
  readonly service: Service
  /** Name of the listener that it belongs to. */
  readonly listener: string
  /** Whether there is room for one more connection. */
  readonly hasRoom: () => boolean
  readonly distrust: Distrust
}

interface Handshake {
  readonly socket: Socket
  /** Undefined until the peer sends something. */
  readonly opening: Opening | undefined
}

/** After a dead peer's silence of this many milliseconds the system begins to probe. */
const keepAliveDelay = 60_000

/** One address that is listened on, and the connections that came in there. */
export class Endpoint {
  readonly #options: EndpointOptions
  readonly #sockets = new Set<Socket>()
  /** Sockets before the end of the TLS handshake, by both their ends, with what they began with. */
  readonly #handshakes = new Map<string, Handshake>()
  readonly #refusals: RefusalLog
  readonly #connections = new Map<OpenConnection, TLSSocket>()
  #security: Security
  #tls: TlsServer
  #tcp: TcpServer | undefined
  /** As bound, with the port that the system chose. */
  #bound: Address | undefined
  #closing = false
  readonly #onEmpty: (() => void)[] = []

  private constructor(options: EndpointOptions) {
    this.#options = options
    this.#security = options.security
    this.#refusals = new RefusalLog(options.service, options.listener)
    this.#tls = this.#tlsServer(options.security)
  }

  /** Fails with a TransportError when the address cannot be had. */
  static async open(options: EndpointOptions): Promise<Endpoint> {
    const endpoint = new Endpoint(options)
    await endpoint.listen()
    return endpoint
  }

  get place(): Place {
    return this.#options.place
  }

  get bound(): Address {
    return this.#bound ?? this.place.address
  }

  get isListening(): boolean {
    return this.#tcp !== undefined
  }

  /** Sockets that are open, handshakes included. */
  get size(): number {
    return this.#sockets.size
  }

  /**
   * For handshakes from now on; sessions of before are not resumed. Connections of a version that is not allowed any longer
   * answer what has arrived and close. Throws OpenSSL's error and stays as it was when the settings are unusable.
   */
  use(security: Security): void {
    this.#tls = this.#tlsServer(security)
    this.#security = security
    for (const [connection, socket] of this.#connections) {
      if (!isWithin(security.limits, socket.getProtocol() ?? '')) connection.finish()
    }
  }

  /** Again, after `stopListening`; at the same port. Fails with a TransportError. */
  async listen(): Promise<void> {
    const {place, service} = this.#options
    const options = {noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveDelay}
    const server = createServer(options, (socket) => this.#accept(socket))
    await new Promise<void>((resolve, reject) => {
      const fail = (error: Error): void => reject(listenError(place.address, error))
      server.once('error', fail)
      server.listen({...this.bound, ipv6Only: place.ipv6Only}, () => {
        server.off('error', fail).on('error', (error) => {
          service.log.error({err: error, address: formatAddress(this.bound)}, 'Cannot accept connections')
        })
        resolve()
      })
    })
    this.#tcp = server
    this.#bound = boundAddress(server.address())
  }

  /** Gives the address free; connections stay. */
  stopListening(): void {
    this.#tcp?.close()
    this.#tcp = undefined
  }

  /** Accepts no more, answers what has arrived, and closes all after `deadline` milliseconds at the latest. */
  async close(deadline: number): Promise<void> {
    this.#closing = true
    this.stopListening()
    for (const {socket} of this.#handshakes.values()) socket.destroy()
    for (const connection of this.#connections.keys()) connection.finish()
    const timer = setTimeout(() => this.#destroyAll(), deadline)
    await this.#empty()
    clearTimeout(timer)
  }

  #tlsServer({context, handshakeTime, trust}: Security): TlsServer {
    const {protocol} = this.place
    const server = createTlsServer({
      ...context,
      requestCert: true,
      // Judged by ourselves, to be able to say in the log who was refused and why
      rejectUnauthorized: false,
      handshakeTimeout: handshakeTime,
      ...(protocol.names === undefined ? {} : {ALPNProtocols: [...protocol.names]}),
    })
    server.on('secureConnection', (socket) => this.#secured(socket, trust))
    server.on('tlsClientError', (error, socket) => this.#handshakeFailed(error, socket))
    return server
  }

  #accept(socket: Socket): void {
    if (!this.#options.hasRoom()) {
      this.#refusals.tooMany(peerAddress(socket))
      socket.destroy()
      return
    }
    this.#track(socket)
    const peer = peerAddress(socket)
    firstBytes(socket, this.#security.handshakeTime, (first) => this.#begin(socket, peer, first))
  }

  #begin(socket: Socket, peer: string, first: Buffer | NoBytes): void {
    if (typeof first === 'string') {
      this.#refusals.handshake(peer, noBytes(first), {limits: this.#security.limits, opening: undefined})
      socket.destroy()
      return
    }
    const opening = readOpening(first)
    if (opening.kind === 'tls') {
      this.#handshakes.set(endsOf(socket), {socket, opening})
      this.#tls.emit('connection', socket)
      return
    }
    this.#refusals.plain(peer, opening.kind)
    socket.destroy()
  }

  #track(socket: Socket): void {
    const ends = endsOf(socket)
    this.#sockets.add(socket)
    this.#handshakes.set(ends, {socket, opening: undefined})
    socket.once('close', () => {
      this.#sockets.delete(socket)
      if (this.#handshakes.get(ends)?.socket === socket) this.#handshakes.delete(ends)
      if (this.#sockets.size === 0) for (const resolve of this.#onEmpty.splice(0)) resolve()
    })
  }

  #secured(socket: TLSSocket, trust: ClientTrust): void {
    const {log} = this.#options.service
    this.#handshakes.delete(endsOf(socket))
    const address = peerAddress(socket)
    socket.on('error', (error) => log.debug({peer: address, problem: error.message}, 'Connection failed'))
    const verdict = judgeClientCertificate(socket)
    if (isRefusedCertificate(verdict)) {
      this.#refusals.certificate(address, verdict)
      socket.destroy()
      return
    }
    const {listener, distrust} = this.#options
    this.#open(socket, {address, listener, ...verdict, distrust: () => distrust(verdict.certificates, trust)})
  }

  #open(socket: TLSSocket, peer: Peer): void {
    const {log, engine} = this.#options.service
    // It could change its certificate that way
    socket.disableRenegotiation()
    log.debug({peer: peer.address, tls: socket.getProtocol(), fingerprint: peer.fingerprint}, 'Connection opened')
    const connection = this.place.protocol.open(socket, peer)
    this.#connections.set(connection, socket)
    engine.observer?.connectionOpened?.(peer)
    socket.once('close', () => {
      this.#connections.delete(connection)
      log.debug({peer: peer.address}, 'Connection closed')
      engine.observer?.connectionClosed?.(peer)
    })
    // Settings may have changed during the handshake
    if (this.#closing || !isWithin(this.#security.limits, socket.getProtocol() ?? '')) connection.finish()
  }

  #handshakeFailed(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    const opening = this.#handshakes.get(endsOf(socket))?.opening
    this.#refusals.handshake(peerAddress(socket), error, {limits: this.#security.limits, opening})
    socket.destroy()
  }

  #empty(): Promise<void> {
    if (this.#sockets.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#onEmpty.push(resolve)
    })
  }

  #destroyAll(): void {
    for (const connection of this.#connections.keys()) connection.destroy()
    for (const socket of this.#sockets) socket.destroy()
  }
}

function peerAddress(socket: Socket): string {
  const {remoteAddress, remotePort} = socket
  // Both are gone once the peer has closed
  return remoteAddress === undefined ? 'unknown' : formatAddress({host: remoteAddress, port: remotePort ?? 0})
}

/** The error that a handshake would end with. */
function noBytes(why: NoBytes): NodeJS.ErrnoException {
  const code = why === 'timeout' ? 'ERR_TLS_HANDSHAKE_TIMEOUT' : 'ECONNRESET'
  return Object.assign(new Error('The peer sent nothing'), {code})
}

/** The same for a socket and the TLS socket around it. */
function endsOf({localAddress, localPort, remoteAddress, remotePort}: Socket): string {
  return [localAddress, localPort, remoteAddress, remotePort].join(' ')
}

function boundAddress(address: AddressInfo | string | null): Address {
  if (address === null || typeof address === 'string') throw new TypeError('A TCP listener has an address and a port')
  return {host: address.address, port: address.port}
}
