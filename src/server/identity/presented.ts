import {X509Certificate} from 'node:crypto'

/** What there is to know of a client before anybody knows who it is. */
export interface Presented {
  /** SHA-256 of the client certificate in DER, lower-case hexadecimal. */
  readonly fingerprint: string
  /** The client's certificate, then those above it that it sent; without them only credentials are found. */
  readonly certificates?: readonly X509Certificate[] | undefined
  /** Name of the listener that took the connection. */
  readonly listener?: string | undefined
}

/** The same in a form that can be stored. */
export interface ForeignCertificate {
  readonly fingerprint: string
  /** DER in base64. */
  readonly certificates: readonly string[]
  readonly listener: string
}

export function foreignCertificate({fingerprint, certificates = [], listener = ''}: Presented): ForeignCertificate {
  return {fingerprint, listener, certificates: certificates.map(({raw}) => raw.toString('base64'))}
}

export function presentedBefore({fingerprint, certificates, listener}: ForeignCertificate): Presented {
  return {
    fingerprint,
    listener,
    certificates: certificates.map((text) => new X509Certificate(Buffer.from(text, 'base64'))),
  }
}
