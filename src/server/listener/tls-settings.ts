import type {SecureContextOptions, SecureVersion} from 'node:tls'

/** Whom the server is and whose clients it takes; everything in PEM. */
export interface ServerCredentials {
  /** The server's certificate, then the authorities that the client may not have. */
  readonly certPem: string
  readonly keyPem: string
  /** The authorities of client certificates. */
  readonly caPem: string
  /** End of the server's certificate. */
  readonly notAfter: Date
}

/** Versions of TLS that the server offers; both ends are included. */
export interface TlsVersions {
  readonly minVersion: SecureVersion
  readonly maxVersion: SecureVersion
}

export const defaultTlsVersions: TlsVersions = {minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3'}

// Forward secrecy throughout; the CBC suites at the end are for appliances that know no other
const ciphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
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
].join(':')

/** Throws OpenSSL's own errors later, where the options are used. */
export function secureContextOptions(credentials: ServerCredentials, versions: TlsVersions): SecureContextOptions {
  return {
    cert: credentials.certPem,
    key: credentials.keyPem,
    ca: splitPem(credentials.caPem),
    ...versions,
    ciphers,
    // P-521 for clients with keys on it: at TLS 1.2 a certificate's curve has to be among those
    ecdhCurve: 'X25519:P-256:P-384:P-521',
    honorCipherOrder: true,
    // A session of one server is of no use to another program on the same machine
    sessionIdContext: 'kmipctl',
  }
}

function splitPem(pem: string): string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
}
