import type {TLSSocket} from 'node:tls'
import type {Peer} from './peer.ts'

/** One client's connection, as the listener sees it. */
export interface OpenConnection {
  /** Answers what has arrived, then closes. */
  finish(): void
  destroy(): void
}

/** What is spoken on a connection once the client is known. */
export interface Protocol {
  /** Its names in TLS (ALPN); clients that negotiate must offer one of them. */
  readonly names?: readonly string[] | undefined
  open(socket: TLSSocket, peer: Peer): OpenConnection
}
