import {once} from 'node:events'
import {connect as connectTcp, isIP, type Socket} from 'node:net'
import {connect as connectTls, type SecureContext, type TLSSocket} from 'node:tls'
import type {TransportError, TransportStage} from '../errors.ts'
import {formatAddress} from './address.ts'
import {certificateFacts, type CertificateFacts} from './certificate-facts.ts'
import {Connection, type ConnectionOptions} from './connection.ts'
import {showMilliseconds, startDeadline} from './deadline.ts'
import {tlsError} from './tls-error.ts'
import {secureContext} from './tls-material.ts'
import {TransportTimeoutError} from './transport-timeout-error.ts'

export const defaultConnectTimeoutMs = 5000

/** Node gives up an address after 250 ms when there are others, too early for far servers. */
const addressAttemptMs = 1000

export interface ConnectOptions extends ConnectionOptions {
  /** Milliseconds for looking up, connecting and the TLS handshake together; 5000 when absent, 0 for no limit. */
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Tries only the first address of the name; all of them when absent. */
  readonly firstAddressOnly?: boolean | undefined
  /** The time for the first exchange begins with connecting and not when it is sent. */
  readonly oneTimer?: boolean | undefined
}

/** How far an attempt has come, for the words of its failure. */
interface Attempt {
  readonly options: ConnectOptions
  readonly abort: AbortController
  /** By `performance.now`. */
  readonly start: number
  stage: TransportStage
  presented: CertificateFacts | undefined
}

/**
 * Connects to a server over TLS and checks its certificate. Rejects with a TransportError that names the stage
 * (`resolve`, `connect`, `tls`), or with the reason of the signal.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const {timeoutMs = defaultConnectTimeoutMs, signal, address} = options
  signal?.throwIfAborted()
  const abort = new AbortController()
  const onAbort = () => abort.abort(signal?.reason)
  signal?.addEventListener('abort', onAbort)
  const attempt: Attempt = {options, abort, start: performance.now(), stage: 'tls', presented: undefined}
  const stopTimer = startDeadline(timeoutMs, () => abort.abort(timeout(attempt, timeoutMs)))
  try {
    const context = secureContext(options.tls)
    return await startTls(attempt, await openTcp(attempt), context)
  } catch (error) {
    if (abort.signal.aborted) throw abort.signal.reason
    throw tlsError(error, {address, tls: options.tls, stage: attempt.stage, presented: attempt.presented})
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', onAbort)
  }
}

async function openTcp(attempt: Attempt): Promise<Socket> {
  const {address, firstAddressOnly} = attempt.options
  const {host, port} = address
  attempt.stage = isIP(host) === 0 ? 'resolve' : 'connect'
  const socket = connectTcp({
    host,
    port,
    noDelay: true,
    keepAlive: true,
    autoSelectFamily: firstAddressOnly !== true,
    autoSelectFamilyAttemptTimeout: addressAttemptMs,
  })
  socket.on('lookup', (error) => {
    if (error === null || error === undefined) attempt.stage = 'connect'
  })
  try {
    await once(socket, 'connect', {signal: attempt.abort.signal})
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}

function startTls(attempt: Attempt, tcp: Socket, context: SecureContext): Promise<Connection> {
  attempt.stage = 'tls'
  const {address, tls} = attempt.options
  // RFC 6066 section 3: without the dot at the end that makes a name complete
  const name = (tls.serverName ?? address.host).replace(/\.$/, '')
  const {signal} = attempt.abort
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      socket: tcp,
      secureContext: context,
      host: name,
      // RFC 6066 section 3 allows no IP address in the server name extension
      ...(isIP(name) === 0 ? {servername: name} : {}),
      rejectUnauthorized: tls.insecure !== true,
    })
    const fail = (error: unknown): void => {
      socket.destroy()
      reject(error)
    }
    const onAbort = () => fail(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort)
    tcp.on('error', fail)
    socket.on('error', fail)
    socket.once('close', () => fail(new Error('Socket closed')))
    // Comes before Node judges the certificate; once it is rejected, nobody can read it any more
    socket.prependOnceListener('secure', () => {
      attempt.presented = presentedCertificate(socket)
    })
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', onAbort)
      const {options, start} = attempt
      resolve(new Connection(socket, {...options, since: options.oneTimer === true ? start : undefined}))
    })
  })
}

/** Not by `getPeerX509Certificate`: on Node 20 its use makes the check of the host name fail. */
function presentedCertificate(socket: TLSSocket): CertificateFacts | undefined {
  const raw: Buffer | undefined = socket.getPeerCertificate().raw
  return raw === undefined ? undefined : certificateFacts(raw)
}

const undone = {
  resolve: 'Looking up',
  connect: 'Connecting to',
  tls: 'The TLS handshake with',
  request: 'The request to',
  listen: 'Listening on',
} as const

function timeout({stage, options}: Attempt, timeoutMs: number): TransportError {
  const server = stage === 'resolve' ? options.address.host : formatAddress(options.address)
  return new TransportTimeoutError(
    stage,
    `${undone[stage]} ${server} took longer than ${showMilliseconds(timeoutMs)}`,
    {
      hint:
        stage === 'tls'
          ? 'Check that the port is one for TLS, or wait longer with --connect-timeout'
          : 'Check the address, and that no firewall drops the packets',
    },
  )
}
