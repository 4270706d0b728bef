import {createHash} from 'node:crypto'
import type {SecureContextOptions, SecureVersion} from 'node:tls'
import {trustAnchor} from './trust-anchor.ts'

/** Whom the server is; everything in PEM. */
export interface ServerCertificate {
  /** The server's certificate, then the authorities that the client may not have. */
  readonly certPem: string
  readonly keyPem: string
  /** End of the server's certificate. */
  readonly notAfter: Date
}

/** Versions of TLS that the server offers, both ends are included, and how it encrypts. */
export interface TlsLimits {
  readonly minVersion: SecureVersion
  readonly maxVersion: SecureVersion
  /** OpenSSL's names of the TLS 1.2 suites to offer; the server's own choice when absent. */
  readonly cipherSuites?: readonly string[] | undefined
}

export const defaultTlsLimits: TlsLimits = {minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3'}

const tls13Suites = ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256', 'TLS_CHACHA20_POLY1305_SHA256']

// Forward secrecy throughout; the CBC suites at the end are for appliances that know no other
const tls12Suites = [
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-ECDSA-AES128-SHA256',
  'ECDHE-RSA-AES128-SHA256',
]

// TLS 1.0 and 1.1 sign with MD5 and SHA-1 together, which OpenSSL allows at its lowest security level only
const legacySuites = [
  'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-RSA-AES256-SHA',
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA',
  '@SECLEVEL=0',
]

// P-521 for clients with keys on it: at TLS 1.2 a certificate's curve has to be among those
const curves = 'X25519:P-256:P-384:P-521'

export interface TlsSettings {
  readonly certificate: ServerCertificate
  readonly clientAuthorities: readonly string[]
  readonly limits: TlsLimits
}

/** Throws OpenSSL's own errors later, where the options are used. */
export function secureContextOptions({certificate, clientAuthorities, limits}: TlsSettings): SecureContextOptions {
  const {minVersion, maxVersion, cipherSuites = tls12Suites} = limits
  return {
    cert: certificate.certPem,
    key: certificate.keyPem,
    ca: clientAuthorities.map(trustAnchor),
    minVersion,
    maxVersion,
    ciphers: [...tls13Suites, ...cipherSuites, ...(isLegacy(minVersion) ? legacySuites : [])].join(':'),
    ecdhCurve: curves,
    honorCipherOrder: true,
    sessionIdContext: sessionContext(clientAuthorities),
  }
}

/** Whether a version is one that OpenSSL counts as insecure. */
export function isLegacy(version: SecureVersion): boolean {
  return version === 'TLSv1' || version === 'TLSv1.1'
}

/** Whether a connection of this version may be. */
export function isWithin({minVersion, maxVersion}: TlsLimits, version: string): boolean {
  // Their names are in the order of their ages
  return minVersion <= version && version <= maxVersion
}

/**
 * A session of one server is of no use to another program on the same machine, nor where other clients are trusted; at
 * most 32 characters.
 */
function sessionContext(clientAuthorities: readonly string[]): string {
  return `kmipctl ${createHash('sha256').update(clientAuthorities.join('')).digest('base64url').slice(0, 22)}`
}
