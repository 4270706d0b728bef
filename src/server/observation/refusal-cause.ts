import type {X509Certificate} from 'node:crypto'

/** Why a connection is turned away: a fixed list, so that it can be counted by it. */
export const connectionRefusalCauses = [
  'too_many_connections',
  'no_certificate',
  'certificate_expired',
  'certificate_not_yet_valid',
  'certificate_self_signed',
  'certificate_untrusted',
  'certificate_purpose',
  'certificate_weak',
  'certificate_invalid',
  'http',
  'plain_ttlv',
  'proxy_protocol',
  'not_tls',
  'tls_version',
  'cipher_suite',
  'server_certificate_refused',
  'timeout',
  'closed_by_peer',
  'other',
] as const
export type ConnectionRefusalCause = (typeof connectionRefusalCauses)[number]

export interface ConnectionRefusal {
  /** `127.0.0.1:50000`. */
  readonly address: string
  readonly cause: ConnectionRefusalCause
  /** Name of the listener that was asked. */
  readonly listener: string
  /** Of the certificate that does not do, if one was presented. */
  readonly certificate?: X509Certificate | undefined
}

/** Why a certificate that TLS accepted is nobody to the server. */
export const identityRefusalCauses = ['unknown', 'untrusted', 'revoked', 'expired', 'unmapped'] as const
export type IdentityRefusalCause = (typeof identityRefusalCauses)[number]
