import {createSecureContext, DEFAULT_CIPHERS, type SecureContext, type SecureVersion} from 'node:tls'
import {UsageError} from '../errors.ts'

/** What one end of a TLS connection has: all in PEM. */
export interface TlsMaterial {
  /** Authorities that the peer's certificate may come from; the system's when absent. */
  readonly ca?: string | readonly string[] | undefined
  /** Our certificate, then its chain. */
  readonly cert?: string | undefined
  readonly key?: string | undefined
  /** Opens an encrypted `key`. */
  readonly passphrase?: string | undefined
  /** The name to ask for and to find in the server's certificate, when it is not the host that we connect to. */
  readonly serverName?: string | undefined
  /** TLS 1.2 when absent. */
  readonly minVersion?: SecureVersion | undefined
  readonly maxVersion?: SecureVersion | undefined
  /** In OpenSSL's notation; Node's when absent. */
  readonly ciphers?: string | undefined
  /** Accepts any server certificate. For laboratories only. */
  readonly insecure?: boolean | undefined
}

/** The list itself, once OpenSSL has taken it. @throws UsageError */
export function parseCiphers(text: string): string {
  try {
    createSecureContext({ciphers: text})
    return text
  } catch (cause) {
    throw new UsageError(`OpenSSL knows no cipher in ${JSON.stringify(text)}`, {
      cause,
      hint: 'Name ciphers as openssl ciphers -v does, with colons between them',
    })
  }
}

/** Throws OpenSSL's own errors; `tlsError` words them. */
export function secureContext(material: TlsMaterial): SecureContext {
  const {ca, cert, key, passphrase, minVersion = 'TLSv1.2', maxVersion, ciphers = ciphersFor(minVersion)} = material
  return createSecureContext({
    minVersion,
    ...(ca === undefined ? {} : {ca: typeof ca === 'string' ? ca : [...ca]}),
    ...(cert === undefined ? {} : {cert}),
    ...(key === undefined ? {} : {key}),
    ...(passphrase === undefined ? {} : {passphrase}),
    ...(maxVersion === undefined ? {} : {maxVersion}),
    ...(ciphers === undefined ? {} : {ciphers}),
  })
}

/** TLS 1.0 and 1.1 sign with MD5 and SHA-1 together, which OpenSSL allows at its lowest security level only. */
function ciphersFor(minVersion: SecureVersion): string | undefined {
  return minVersion === 'TLSv1' || minVersion === 'TLSv1.1' ? `${DEFAULT_CIPHERS}:@SECLEVEL=0` : undefined
}
