import {setImmediate as nextTurn} from 'node:timers/promises'
import type {TLSSocket} from 'node:tls'
import {TtlvError} from '../../ttlv/error.ts'
import {Framer} from '../../ttlv/framer.ts'
import {EndpointRoles} from '../endpoint-roles.ts'
import {answerMessage, refuseBytes} from './answer-message.ts'
import {endSocket} from './end-socket.ts'
import {isResponseMessage, ServerRequests} from './server-requests.ts'
import {readOpening} from './opening.ts'
import type {OpenConnection} from './protocol.ts'
import type {Peer} from './peer.ts'
import type {Service} from './service.ts'

const httpHint = 'The client speaks HTTP, and this port takes TTLV; for KMIP over HTTPS see --https-listen'

/** Pipelined requests that are answered before others get their turn. */
const requestsPerTurn = 32

/**
 * One client's connection in TTLV: cuts requests out of the stream and answers them one after the other, in their order. While
 * one is answered, or the peer does not read, little more is taken in.
 */
export class Connection implements OpenConnection {
  readonly #socket: TLSSocket
  readonly #peer: Peer
  readonly #service: Service
  readonly #framer: Framer
  /** What the server asks or tells this client by itself. */
  readonly #requests: ServerRequests
  readonly #answers: Uint8Array[] = []
  #working = false
  #draining = false
  #closing = false
  #peerEnded = false
  /** Undefined until something comes. */
  #isHttp: boolean | undefined
  #messageTimer: NodeJS.Timeout | undefined

  constructor(socket: TLSSocket, peer: Peer, service: Service) {
    this.#socket = socket
    this.#service = service
    const endpoints = new EndpointRoles()
    this.#requests = new ServerRequests(
      service,
      {...peer, endpoints},
      {
        isIdle: () => this.#isIdle(),
        send: (bytes) => this.#send(bytes),
      },
    )
    this.#peer = {...peer, endpoints, heard: (identity, version) => this.#requests.heard(identity, version)}
    this.#framer = new Framer(service.limits.ttlv)
    // A peer may close its side after the last request and still read the answers
    socket.allowHalfOpen = true
    socket.setTimeout(service.limits.idleTime)
    socket
      .on('data', (chunk: Buffer) => this.#receive(chunk))
      .on('end', () => this.#peerHasEnded())
      .on('timeout', () => this.#timedOut('idle for too long'))
      .on('close', () => this.#closed())
  }

  finish(): void {
    if (this.#closing) return
    this.#closing = true
    if (!this.#working) this.#end()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #receive(chunk: Buffer): void {
    if (this.#closing) return
    this.#isHttp ??= readOpening(chunk).kind === 'http'
    this.#framer.push(chunk)
    if (!this.#working) void this.#work()
    else if (this.#framer.pendingBytes >= this.#service.limits.readAhead) this.#socket.pause()
  }

  /** Never rejects. */
  async #work(): Promise<void> {
    this.#working = true
    try {
      await this.#answerAll()
    } catch (error) {
      this.#refuseStream(error)
    }
    this.#working = false
    if (this.#closing || this.#peerEnded) this.#end()
    else if (this.#socket.isPaused()) this.#socket.resume()
    this.#requests.sendNext()
  }

  /** Nothing is owed in either direction, and there is room. */
  #isIdle(): boolean {
    if (this.#working || this.#closing || this.#peerEnded) return false
    return this.#framer.pendingBytes === 0 && !this.#socket.writableNeedDrain
  }

  async #answerAll(): Promise<void> {
    const socket = this.#socket
    for (let count = 1; ; count++) {
      const message = this.#framer.next()
      if (message === undefined) return this.#awaitRest()
      clearTimeout(this.#messageTimer)
      this.#messageTimer = undefined
      if (isResponseMessage(message) && this.#requests.take(message)) continue
      const {bytes, close} = await answerMessage(this.#service, this.#peer, message)
      if (socket.destroyed) return
      this.#send(bytes)
      if (close) {
        this.#closing = true
        return
      }
      if (count % requestsPerTurn === 0) await nextTurn()
      if (socket.writableNeedDrain) await this.#drained()
    }
  }

  #send(bytes: Uint8Array): void {
    if (this.#answers.push(bytes) === 1) this.#service.turnEnd.add(this.#flush)
  }

  /** One write for each answer: some clients cannot read one that comes in two TLS records. */
  readonly #flush = (): void => {
    for (const bytes of this.#answers.splice(0)) this.#socket.write(bytes)
  }

  /** The stream cannot be followed any further: it is no TTLV, or announces a message that is too long. */
  #refuseStream(error: unknown): void {
    this.#closing = true
    if (!(error instanceof TtlvError)) {
      this.#service.engine.reportInternalError(error)
      this.#socket.destroy()
      return
    }
    const {message, offset} = error
    const hint = this.#isHttp === true ? httpHint : error.hint
    this.#service.log.warn({peer: this.#peer.address, offset, hint}, `Connection closed: ${message}`)
    this.#send(refuseBytes(this.#service, message))
  }

  /** A message that has begun must also end. */
  #awaitRest(): void {
    if (this.#framer.pendingBytes === 0 || this.#closing) return
    if (this.#peerEnded) {
      this.#service.log.warn({peer: this.#peer.address}, 'Connection ended in the middle of a message')
      return
    }
    this.#messageTimer ??= setTimeout(
      () => this.#timedOut('a message was not completed in time'),
      this.#service.limits.messageTime,
    )
  }

  /** Resolves when the peer has read enough of what is written, or is gone. */
  async #drained(): Promise<void> {
    const socket = this.#socket
    this.#draining = true
    await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off('drain', done).off('close', done)
        resolve()
      }
      socket.on('drain', done).on('close', done)
    })
    this.#draining = false
  }

  #peerHasEnded(): void {
    this.#peerEnded = true
    if (this.#working) return
    this.#awaitRest()
    this.#end()
  }

  /** A long operation is no idleness, a peer that does not read its answers is. */
  #timedOut(reason: string): void {
    if (this.#working && !this.#draining) return
    this.#service.log.info({peer: this.#peer.address}, `Connection closed: ${reason}`)
    this.#socket.destroy()
  }

  #end(): void {
    const socket = this.#socket
    if (socket.writableEnded || socket.destroyed) return
    this.#closing = true
    this.#flush()
    if (this.#peerEnded) socket.end()
    else endSocket(socket)
  }

  #closed(): void {
    this.#closing = true
    this.#requests.close()
    clearTimeout(this.#messageTimer)
  }
}
