import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {Socket} from 'node:net'
import type {Duplex} from 'node:stream'
import type {TLSSocket} from 'node:tls'
import type {Protocol} from '../protocol.ts'
import type {Peer} from '../peer.ts'
import type {Service} from '../service.ts'
import {HttpConnection} from './http-connection.ts'

/**
 * KMIP messages in requests of HTTP/1.0 and 1.1, as the HTTPS profile of KMIP wants them. Node's HTTP server takes over the
 * connections that the listener has accepted, so that TLS, clients and limits are the same as without HTTP.
 */
export class HttpProtocol implements Protocol {
  readonly names = ['http/1.1', 'http/1.0']
  readonly #service: Service
  readonly #http: Server
  readonly #connections = new WeakMap<Duplex, HttpConnection>()

  constructor(service: Service) {
    const {idleTime} = service.limits
    this.#service = service
    // HTTP/1.1 wants a Host header, but nothing here depends on it
    this.#http = createServer({requireHostHeader: false, keepAliveTimeout: idleTime})
    this.#http.timeout = idleTime
    this.#http
      .on('request', (request: IncomingMessage, response: ServerResponse) => {
        this.#connections.get(request.socket)?.receive(request, response)
      })
      .on('timeout', (socket: Socket) => this.#connections.get(socket)?.timedOut('idle for too long'))
      .on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => this.#connections.get(socket)?.fail(error))
  }

  open(socket: TLSSocket, peer: Peer): HttpConnection {
    this.#http.emit('connection', socket)
    const connection = new HttpConnection(socket, peer, this.#service)
    this.#connections.set(socket, connection)
    return connection
  }
}
