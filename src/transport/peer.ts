import type {TLSSocket} from 'node:tls'
import {certificateFacts, type CertificateFacts} from './certificate-facts.ts'

/** Facts of an established connection, for `--json` and traces. */
export interface PeerFacts {
  readonly remoteAddress: string
  readonly remotePort: number
  /** `TLSv1.3`. */
  readonly tlsVersion: string
  /** IANA's name, `TLS_AES_256_GCM_SHA384`. */
  readonly cipher: string
  /** What the peer presented. */
  readonly certificate: CertificateFacts | undefined
  /** True when the certificate was found good for the host. */
  readonly authorized: boolean
  /** OpenSSL's code of what is wrong with it, when we were told not to care. */
  readonly authorizationError: string | undefined
}

/** Reads the facts; call it while the connection is open, Node forgets them when it closes. */
export function peerFacts(socket: TLSSocket): PeerFacts {
  const cipher = socket.getCipher()
  const {raw} = socket.getPeerCertificate()
  return {
    remoteAddress: socket.remoteAddress ?? '',
    remotePort: socket.remotePort ?? 0,
    tlsVersion: socket.getProtocol() ?? '',
    cipher: cipher.standardName,
    // Undefined when the peer presented none, whatever the type says
    certificate: (raw as Buffer | undefined) === undefined ? undefined : certificateFacts(raw),
    authorized: socket.authorized,
    authorizationError: errorCode(socket.authorizationError),
  }
}

/** A code at run time, an Error by its declared type, null while all is well. */
function errorCode(error: unknown): string | undefined {
  if (typeof error === 'string') return error
  return error instanceof Error ? error.message : undefined
}
