import type {IncomingMessage, ServerResponse} from 'node:http'
import type {TLSSocket} from 'node:tls'
import {answerMessage} from '../answer-message.ts'
import {endSocket} from '../end-socket.ts'
import type {OpenConnection} from '../protocol.ts'
import type {Peer} from '../peer.ts'
import type {Service} from '../service.ts'
import {isHttpRefusal, judgeRequest, type HttpRefusal} from './judge-request.ts'
import {readBody} from './read-body.ts'

/** Requests that a client may send ahead of the answers; hardly any does. */
const mostUnanswered = 32

interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** The connection is of no further use. */
  readonly close: boolean
}

/** One client's connection in HTTP: answers its requests one after the other, as the TTLV connection does. */
export class HttpConnection implements OpenConnection {
  readonly #socket: TLSSocket
  readonly #peer: Peer
  readonly #service: Service
  #turn: Promise<void> = Promise.resolve()
  #unanswered = 0
  #working = false
  #closing = false
  /** The log says already why the connection ends. */
  #explained = false
  /** The request that arrived last, perhaps not all of it. */
  #latest: IncomingMessage | undefined
  /** The last one that arrived as a whole. */
  #whole: IncomingMessage | undefined
  #requestTimer: NodeJS.Timeout | undefined

  /** For a socket that Node's HTTP server already reads. */
  constructor(socket: TLSSocket, peer: Peer, service: Service) {
    this.#socket = socket
    this.#peer = peer
    this.#service = service
    socket.on('data', () => this.#bytesCame()).on('close', () => this.#closed())
  }

  /** Takes a request whose head has arrived. */
  receive(request: IncomingMessage, response: ServerResponse): void {
    this.#latest = request
    this.#unanswered += 1
    if (this.#unanswered > mostUnanswered) {
      this.#service.log.warn({peer: this.#peer.address, limit: mostUnanswered}, 'Connection closed: too many requests')
      this.destroy()
      return
    }
    this.#turn = this.#turn.then(() => this.#exchange(request, response))
  }

  /** A long operation is no idleness, a peer that does not read its answers is. */
  timedOut(reason: string): void {
    if (this.#working) return
    this.#service.log.info({peer: this.#peer.address}, `Connection closed: ${reason}`)
    this.destroy()
  }

  /** What comes is no HTTP, or the connection failed. */
  fail({code = ''}: NodeJS.ErrnoException): void {
    if (code === 'HPE_INVALID_EOF_STATE') this.#brokeOff()
    else if (code.startsWith('HPE_')) this.#refuseStream(code)
    if (!this.#socket.writableEnded) this.destroy()
  }

  finish(): void {
    this.#closing = true
    if (this.#unanswered === 0) this.#end()
  }

  destroy(): void {
    this.#explained = true
    this.#socket.destroy()
  }

  /** A request that has begun must also end. */
  #bytesCame(): void {
    const latest = this.#latest
    if (latest?.complete === true && latest !== this.#whole) {
      this.#whole = latest
      clearTimeout(this.#requestTimer)
      this.#requestTimer = undefined
      return
    }
    this.#requestTimer ??= setTimeout(() => {
      this.#requestTimer = undefined
      this.timedOut('a message was not completed in time')
    }, this.#service.limits.messageTime)
  }

  /** Never rejects. */
  async #exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const reply = this.#isOver ? undefined : await this.#reply(request)
      if (reply !== undefined && !this.#isOver) await this.#send(response, reply)
    } catch (error) {
      this.#service.engine.reportInternalError(error)
      this.destroy()
    }
    this.#unanswered -= 1
    if (this.#closing && this.#unanswered === 0) this.#end()
  }

  get #isOver(): boolean {
    return this.#socket.destroyed || this.#socket.writableEnded
  }

  /** Undefined when the request never ends. */
  async #reply(request: IncomingMessage): Promise<HttpReply | undefined> {
    const {limits} = this.#service
    const judged = judgeRequest(request)
    if (isHttpRefusal(judged)) return this.#refuse(judged)
    const body = await readBody(request, limits.ttlv.messageSize)
    if (body === 'broken off') {
      this.#brokeOff()
      return undefined
    }
    if (body === 'too long') {
      const problem = `The message exceeds the limit of ${limits.ttlv.messageSize} bytes`
      return this.#refuse({status: 413, problem})
    }
    this.#working = true
    const {bytes, close} = await answerMessage(this.#service, this.#peer, body, judged.encoding)
    this.#working = false
    return {status: 200, headers: {'Content-Type': judged.mediaType}, body: bytes, close}
  }

  #refuse({status, problem, headers}: HttpRefusal): HttpReply {
    this.#service.log.warn({peer: this.#peer.address, status}, `Request refused: ${problem}`)
    const plain = {...headers, 'Content-Type': 'text/plain; charset=utf-8'}
    return {status, headers: plain, body: Buffer.from(`${problem}\n`), close: false}
  }

  /** Resolves when the peer has read enough of the answer, or is gone. */
  async #send(response: ServerResponse, {status, headers, body, close}: HttpReply): Promise<void> {
    const socket = this.#socket
    const isLast = close || (this.#closing && this.#unanswered === 1)
    response.writeHead(status, {
      ...headers,
      ...(isLast ? {Connection: 'close'} : {}),
      'Content-Length': body.length,
      'Cache-Control': 'no-cache',
    })
    await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off('close', done)
        resolve()
      }
      socket.on('close', done)
      response.on('close', done).end(body)
    })
  }

  #refuseStream(code: string): void {
    const hint = 'This port speaks KMIP in HTTP over TLS; TTLV without HTTP has ports of its own'
    this.#service.log.warn({peer: this.#peer.address, code, hint}, 'Connection closed: the peer sends no valid HTTP')
    this.#explained = true
    // Answers that are still due come first, and this one would look like the next of them
    if (this.#unanswered > 0 || this.#isOver) return
    this.#socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    this.#end()
  }

  #brokeOff(): void {
    if (this.#explained) return
    this.#explained = true
    this.#service.log.warn({peer: this.#peer.address}, 'Connection ended in the middle of a message')
  }

  #end(): void {
    if (this.#isOver) return
    this.#closing = true
    endSocket(this.#socket)
  }

  #closed(): void {
    this.#closing = true
    clearTimeout(this.#requestTimer)
  }
}
