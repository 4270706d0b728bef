import type {SecureVersion} from 'node:tls'
import {openSslCode} from '../../transport/openssl-code.ts'
import type {ConnectionRefusalCause} from '../observation/refusal-cause.ts'
import {suiteNames} from './cipher-suite-numbers.ts'
import type {ClientHello} from './client-hello.ts'
import {defaultListenerName} from './listener-definition.ts'
import type {Opening} from './opening.ts'
import type {TlsLimits} from './tls-settings.ts'

/** Why a TLS handshake came to nothing. */
export interface HandshakeFailure {
  readonly cause: ConnectionRefusalCause
  readonly reason: string
  readonly hint: string | undefined
  /** Port scanners and health checks: of no interest unless one is looking for something. */
  readonly trivial: boolean
  /** Of what the client offers, where that matters. */
  readonly offered?: readonly string[] | undefined
}

/** Where and with whom a handshake failed. */
export interface HandshakeCircumstances {
  readonly listener: string
  readonly limits: TlsLimits
  /** Undefined when the client's first message could not be read. */
  readonly hello: ClientHello | undefined
}

type Wording = Omit<HandshakeFailure, 'trivial'>

const notTls: Wording = {
  cause: 'not_tls',
  reason: 'the peer does not speak TLS',
  hint: 'KMIP runs over TLS; let the client use TLS on this port',
}

const plain: Readonly<Record<Exclude<Opening['kind'], 'tls'>, Wording>> = {
  http: {
    cause: 'http',
    reason: 'the peer speaks HTTP without TLS',
    hint: 'This port speaks nothing without TLS; for KMIP over HTTPS see --https-listen',
  },
  plain_ttlv: {
    cause: 'plain_ttlv',
    reason: 'the peer sends a KMIP message without TLS',
    hint: 'KMIP runs over TLS with a client certificate: turn TLS on in the client, or put nothing between that takes it off',
  },
  proxy_protocol: {
    cause: 'proxy_protocol',
    reason: 'a proxy in between sends the PROXY protocol',
    hint: 'Turn it off for this port: in HAProxy send-proxy, in nginx proxy_protocol, in a load balancer of a cloud an attribute of the target',
  },
}

/** By Node's names for OpenSSL's reasons. */
const causes: Readonly<Record<string, ConnectionRefusalCause>> = {
  ERR_SSL_HTTP_REQUEST: 'http',
  ERR_SSL_HTTPS_PROXY_REQUEST: 'http',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not_tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not_tls',
  ERR_SSL_UNEXPECTED_MESSAGE: 'not_tls',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls_version',
  ERR_SSL_VERSION_TOO_LOW: 'tls_version',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'tls_version',
  ERR_SSL_NO_SHARED_CIPHER: 'cipher_suite',
  ERR_SSL_NO_SUITABLE_KEY_SHARE: 'cipher_suite',
  ERR_SSL_NO_SHARED_GROUPS: 'cipher_suite',
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: 'cipher_suite',
  ERR_SSL_NO_SHARED_SIGNATURE_ALGORITHMS: 'cipher_suite',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'server_certificate_refused',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'server_certificate_refused',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'server_certificate_refused',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'server_certificate_refused',
  ERR_SSL_EE_KEY_TOO_SMALL: 'certificate_weak',
  ERR_SSL_CA_KEY_TOO_SMALL: 'certificate_weak',
  ERR_SSL_CA_MD_TOO_WEAK: 'certificate_weak',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'timeout',
  ECONNRESET: 'closed_by_peer',
  EPIPE: 'closed_by_peer',
}

const words: Readonly<Partial<Record<ConnectionRefusalCause, (circumstances: HandshakeCircumstances) => Wording>>> = {
  http: () => plain.http,
  not_tls: () => notTls,
  tls_version: wrongVersion,
  cipher_suite: noSuite,
  server_certificate_refused: ({listener}) => ({
    cause: 'server_certificate_refused',
    reason: 'the client does not accept the certificate of this server',
    hint: `Give the client the authority of this server (kmipctl ca list and show) and connect to a name in its certificate (${namesCommand(listener)})`,
  }),
  certificate_weak: () => ({
    cause: 'certificate_weak',
    reason: 'its certificate has a key or a signature that is too weak',
    hint: 'Issue a certificate with an EC key, or an RSA key of at least 2048 bits',
  }),
  timeout: () => ({cause: 'timeout', reason: 'the handshake took too long', hint: undefined}),
  closed_by_peer: () => ({
    cause: 'closed_by_peer',
    reason: 'the peer closed the connection before the handshake was done',
    hint: undefined,
  }),
}

/** Puts the error of a `tlsClientError` event into words. */
export function wordHandshakeFailure(
  error: NodeJS.ErrnoException,
  circumstances: HandshakeCircumstances,
): HandshakeFailure {
  const code = openSslCode(error.code ?? '')
  const cause = causes[code] ?? 'other'
  const wording = words[cause]?.(circumstances)
  if (wording !== undefined) return {...wording, trivial: cause === 'closed_by_peer'}
  const reason = `the TLS handshake failed (${code === '' ? error.message : code})`
  return {cause, reason, hint: undefined, trivial: false}
}

/** Puts it into words that a peer does not even begin with TLS. */
export function wordPlainOpening(kind: Exclude<Opening['kind'], 'tls'>): HandshakeFailure {
  return {...plain[kind], trivial: false}
}

function wrongVersion({listener, limits, hello}: HandshakeCircumstances): Wording {
  const accepted = rangeText(limits)
  const offered = hello?.versions.length === 0 ? undefined : hello?.versions
  return {
    cause: 'tls_version',
    reason:
      offered === undefined
        ? `the client offers no version of TLS that this server accepts (${accepted})`
        : `the client offers ${offered.join(', ')}, and this server accepts ${accepted}`,
    hint: `Enable TLS 1.2 or newer in the client; what this server accepts is changed by ${versionCommand(listener)}`,
    offered,
  }
}

const versionNames: Readonly<Record<SecureVersion, string>> = {
  TLSv1: 'TLS 1.0',
  'TLSv1.1': 'TLS 1.1',
  'TLSv1.2': 'TLS 1.2',
  'TLSv1.3': 'TLS 1.3',
}

function rangeText({minVersion, maxVersion}: TlsLimits): string {
  const oldest = versionNames[minVersion]
  return minVersion === maxVersion ? oldest : `${oldest} to ${versionNames[maxVersion]}`
}

function versionCommand(listener: string): string {
  return listener === defaultListenerName
    ? 'kmipctl config set tls_min_version=VERSION and --tls-max-version of the server'
    : `kmipctl listener update ${listener} --tls-min-version VERSION --tls-max-version VERSION`
}

function namesCommand(listener: string): string {
  return listener === defaultListenerName
    ? 'kmipctl config set server_hostnames=NAME'
    : `kmipctl listener update ${listener} --server-hostname NAME`
}

function noSuite({listener, hello}: HandshakeCircumstances): Wording {
  const others =
    listener === defaultListenerName
      ? ''
      : `, or choose others with kmipctl listener update ${listener} --tls-cipher-suite NAME`
  return {
    cause: 'cipher_suite',
    reason: 'client and server have no cipher suite, curve or signature algorithm in common',
    hint: `Enable an ECDHE suite with AES-GCM in the client, of the kind ECDSA where the certificate of this server has an EC key${others}`,
    offered: hello === undefined ? undefined : suiteNames(hello.cipherSuites),
  }
}
