import {createSecureContext, type SecureContext, type SecureVersion} from 'node:tls'

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
  /** Accepts any server certificate. For laboratories only. */
  readonly insecure?: boolean | undefined
}

/** Throws OpenSSL's own errors; `tlsError` words them. */
export function secureContext(material: TlsMaterial): SecureContext {
  const {ca, cert, key, passphrase, minVersion = 'TLSv1.2', maxVersion} = material
  return createSecureContext({
    minVersion,
    ...(ca === undefined ? {} : {ca: typeof ca === 'string' ? ca : [...ca]}),
    ...(cert === undefined ? {} : {cert}),
    ...(key === undefined ? {} : {key}),
    ...(passphrase === undefined ? {} : {passphrase}),
    ...(maxVersion === undefined ? {} : {maxVersion}),
  })
}
