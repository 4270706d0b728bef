import type {Version} from '../../kmip/spec/version.ts'
import type {CertificateFacts} from '../../transport/certificate-facts.ts'
import type {PeerFacts} from '../../transport/peer.ts'

/** What `--json` tells of a connection. */
export interface ConnectionDescription {
  /** `localhost:5696`. */
  readonly server: string
  readonly profile: string | null
  readonly kmipVersion: Version | 'auto'
  /** Null while there was no connection. */
  readonly tls: TlsDescription | null
}

export interface TlsDescription {
  readonly remoteAddress: string
  readonly version: string
  readonly cipher: string
  /** False only with `--insecure`. */
  readonly authorized: boolean
  readonly serverCertificate: CertificateDescription | null
  /** Milliseconds for looking up, connecting and the handshake. */
  readonly connectMs: number
}

export interface CertificateDescription {
  readonly subject: string
  /** `DNS:localhost`, `IP Address:127.0.0.1`. */
  readonly names: readonly string[]
  readonly issuer: string
  /** SHA-256. */
  readonly fingerprint: string
  /** ISO 8601. */
  readonly notAfter: string
}

export function describeTls(peer: PeerFacts, connectMs: number): TlsDescription {
  const {remoteAddress, tlsVersion: version, cipher, authorized, certificate} = peer
  const serverCertificate = certificate === undefined ? null : describeCertificate(certificate)
  return {remoteAddress, version, cipher, authorized, serverCertificate, connectMs}
}

function describeCertificate({
  subject,
  subjectAlternativeNames: names,
  issuer,
  fingerprint,
  notAfter,
}: CertificateFacts): CertificateDescription {
  return {subject, names, issuer, fingerprint, notAfter: notAfter.toISOString()}
}
