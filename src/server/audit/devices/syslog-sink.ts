import {createSocket, type Socket as DatagramSocket} from 'node:dgram'
import {once} from 'node:events'
import {connect, type Socket} from 'node:net'
import {hostname} from 'node:os'
import {formatAddress, type Address} from '../../../transport/address.ts'
import type {Appended, AuditSink} from '../sink.ts'

export interface SyslogDestination {
  readonly transport: 'udp' | 'tcp'
  readonly address: Address
}

/** Facility log audit (13), severity notice (5). RFC 5424 section 6.2.1. */
const priority = 13 * 8 + 5
/** Milliseconds for a connection, and for a write on one. */
const patience = 5000
const lineEnd = 0x0a

/**
 * Sends every line as a message of RFC 5424: over UDP one a datagram, over TCP with its length before it (RFC 6587). What is
 * lost on the way over UDP nobody learns of.
 */
export function syslogSink({transport, address}: SyslogDestination): AuditSink {
  return transport === 'udp' ? new UdpSyslog(address) : new TcpSyslog(address)
}

function messageOf(line: Uint8Array): Buffer {
  const head = `<${priority}>1 ${new Date().toISOString()} ${hostname()} kmipctl ${process.pid} audit - `
  return Buffer.concat([Buffer.from(head), line])
}

/** With their line ends. */
function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(lineEnd, start) + 1
    lines.push(bytes.subarray(start, end))
    start = end
  }
  return lines
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

class UdpSyslog implements AuditSink {
  readonly name: string
  readonly #address: Address
  #socket: DatagramSocket | undefined

  constructor(address: Address) {
    this.#address = address
    this.name = `syslog://${formatAddress(address)}`
  }

  async open(): Promise<undefined> {
    await this.close()
    const {host, port} = this.#address
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
    // Told by the next send too
    socket.on('error', () => undefined)
    const connected = once(socket, 'connect')
    socket.connect(port, host)
    await connected
    socket.unref()
    this.#socket = socket
    return undefined
  }

  async isMoved(): Promise<boolean> {
    return false
  }

  async append(bytes: Uint8Array): Promise<Appended> {
    let done = 0
    try {
      for (const line of linesOf(bytes)) {
        await this.#send(messageOf(line.subarray(0, -1)))
        done += line.length
      }
      return {bytes: done}
    } catch (error) {
      return {bytes: done, error: errorOf(error)}
    }
  }

  async close(): Promise<void> {
    this.#socket?.close()
    this.#socket = undefined
  }

  #send(message: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#socket === undefined) reject(new Error('The socket is closed'))
      else this.#socket.send(message, (error) => (error === null ? resolve() : reject(error)))
    })
  }
}

class TcpSyslog implements AuditSink {
  readonly name: string
  readonly #address: Address
  #socket: Socket | undefined

  constructor(address: Address) {
    this.#address = address
    this.name = `syslog+tcp://${formatAddress(address)}`
  }

  async open(): Promise<undefined> {
    await this.close()
    const socket = connect({...this.#address, timeout: patience})
    socket.on('timeout', () => socket.destroy(new Error('The syslog server does not answer in time')))
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    socket.setTimeout(0).unref()
    // What it says is of no interest, but that it ends is
    socket.resume()
    this.#socket = socket
    return undefined
  }

  async isMoved(): Promise<boolean> {
    return this.#socket?.destroyed !== false
  }

  async append(bytes: Uint8Array): Promise<Appended> {
    const framed = linesOf(bytes).map((line) => {
      const message = messageOf(line.subarray(0, -1))
      return Buffer.concat([Buffer.from(`${message.length} `), message])
    })
    try {
      await this.#write(Buffer.concat(framed))
      return {bytes: bytes.length}
    } catch (error) {
      return {bytes: 0, error: errorOf(error)}
    }
  }

  async close(): Promise<void> {
    this.#socket?.destroy()
    this.#socket = undefined
  }

  #write(bytes: Buffer): Promise<void> {
    const socket = this.#socket
    return new Promise((resolve, reject) => {
      if (socket === undefined || socket.destroyed) {
        reject(new Error('The connection to the syslog server is closed'))
        return
      }
      const timer = setTimeout(() => socket.destroy(new Error('The syslog server takes nothing')), patience)
      socket.write(bytes, (error) => {
        clearTimeout(timer)
        if (error === undefined || error === null) resolve()
        else reject(error)
      })
    })
  }
}
