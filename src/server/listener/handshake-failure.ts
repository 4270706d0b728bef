import {openSslCode} from '../../transport/openssl-code.ts'
import type {ConnectionRefusalCause} from '../observation/refusal-cause.ts'

/** Why a TLS handshake came to nothing. */
export interface HandshakeFailure {
  readonly cause: ConnectionRefusalCause
  readonly reason: string
  readonly hint: string | undefined
  /** Port scanners and health checks: of no interest unless one is looking for something. */
  readonly trivial: boolean
}

type Wording = Pick<HandshakeFailure, 'cause' | 'reason' | 'hint'>

const notTls: Wording = {
  cause: 'not_tls',
  reason: 'the peer does not speak TLS',
  hint: 'KMIP runs over TLS; let the client use TLS on this port',
}
const http: Wording = {
  cause: 'http',
  reason: 'the peer speaks HTTP without TLS',
  hint: 'This port speaks nothing without TLS; for KMIP over HTTPS see --https-listen',
}
const oldVersion: Wording = {
  cause: 'tls_version',
  reason: 'the client offers no version of TLS that this server accepts',
  hint: 'Enable TLS 1.2 or newer in the client, or see --tls-min-version and --tls-max-version',
}
const noCipher: Wording = {
  cause: 'cipher_suite',
  reason: 'client and server have no cipher suite, curve or signature algorithm in common',
  hint: 'Enable an ECDHE suite with AES-GCM in the client',
}
const distrusted: Wording = {
  cause: 'server_certificate_refused',
  reason: 'the client does not accept the certificate of this server',
  hint: 'Give the client the authority of this server (kmipctl ca show) and connect to a name in its certificate',
}

/** By Node's names for OpenSSL's reasons. */
const wordings: Readonly<Record<string, Wording>> = {
  ERR_SSL_HTTP_REQUEST: http,
  ERR_SSL_HTTPS_PROXY_REQUEST: http,
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  ERR_SSL_UNEXPECTED_MESSAGE: notTls,
  ERR_SSL_UNSUPPORTED_PROTOCOL: oldVersion,
  ERR_SSL_VERSION_TOO_LOW: oldVersion,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: oldVersion,
  ERR_SSL_NO_SHARED_CIPHER: noCipher,
  ERR_SSL_NO_SUITABLE_KEY_SHARE: noCipher,
  ERR_SSL_NO_SHARED_GROUPS: noCipher,
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: noCipher,
  ERR_SSL_NO_SHARED_SIGNATURE_ALGORITHMS: noCipher,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: distrusted,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: distrusted,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: distrusted,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: distrusted,
  ERR_TLS_HANDSHAKE_TIMEOUT: {cause: 'timeout', reason: 'the handshake took too long', hint: undefined},
}

const gone: HandshakeFailure = {
  cause: 'closed_by_peer',
  reason: 'the peer closed the connection before the handshake was done',
  hint: undefined,
  trivial: true,
}

/** Puts the error of a `tlsClientError` event into words. */
export function wordHandshakeFailure(error: NodeJS.ErrnoException): HandshakeFailure {
  const code = openSslCode(error.code ?? '')
  if (code === 'ECONNRESET' || code === 'EPIPE') return gone
  const wording = wordings[code]
  if (wording !== undefined) return {...wording, trivial: false}
  const reason = `the TLS handshake failed (${code === '' ? error.message : code})`
  return {cause: 'other', reason, hint: undefined, trivial: false}
}
