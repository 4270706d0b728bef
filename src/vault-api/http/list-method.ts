import {Duplex} from 'node:stream'
import type {Socket} from 'node:net'

/**
 * Node's HTTP parser refuses the method LIST, with which clients of Vault list. It knows LOCK, which is as long and which
 * none of them sends: so LIST at the beginning of a request is handed to the parser as LOCK.
 */
export const listStandIn = 'LOCK'

const wanted = Buffer.from('LIST ')
const standIn = Buffer.from(`${listStandIn} `)

/** A socket whose requests may begin with LIST; one request at a time, as clients of an API send them. */
export class ListMethodSocket extends Duplex {
  readonly #socket: Socket
  /** The beginning of a request, while it is too short to be told; undefined in the middle of one. */
  #beginning: Buffer | undefined = Buffer.alloc(0)

  constructor(socket: Socket) {
    super({allowHalfOpen: true})
    this.#socket = socket
    socket
      .on('data', (chunk: Buffer) => this.#receive(chunk))
      .on('end', () => this.#ended())
      .on('error', (error) => this.destroy(error))
      .on('timeout', () => this.emit('timeout'))
      .on('close', () => this.destroy())
  }

  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress
  }

  get remotePort(): number | undefined {
    return this.#socket.remotePort
  }

  /** The answer is out: what comes now is the next request. */
  expectRequest(): void {
    this.#beginning ??= Buffer.alloc(0)
  }

  setTimeout(milliseconds: number, callback?: () => void): this {
    this.#socket.setTimeout(milliseconds)
    if (callback !== undefined) this.on('timeout', callback)
    return this
  }

  override _read(): void {
    this.#socket.resume()
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#socket.write(chunk, encoding, callback)
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#socket.end(callback)
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#socket.destroy()
    callback(error)
  }

  #receive(chunk: Buffer): void {
    if (!this.push(this.#translated(chunk))) this.#socket.pause()
  }

  /** Holds back what could still become the word. */
  #translated(chunk: Buffer): Buffer {
    if (this.#beginning === undefined) return chunk
    const bytes = Buffer.concat([this.#beginning, chunk])
    if (bytes.length < wanted.length && wanted.subarray(0, bytes.length).equals(bytes)) {
      this.#beginning = bytes
      return Buffer.alloc(0)
    }
    this.#beginning = undefined
    return bytes.subarray(0, wanted.length).equals(wanted)
      ? Buffer.concat([standIn, bytes.subarray(wanted.length)])
      : bytes
  }

  #ended(): void {
    const rest = this.#beginning
    if (rest !== undefined && rest.length > 0) this.push(rest)
    this.push(null)
  }
}
