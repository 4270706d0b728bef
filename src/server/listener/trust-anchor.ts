import {X509Certificate} from 'node:crypto'

/** Trusted for TLS clients, in OpenSSL's own form: CertAux {trust {id-kp-clientAuth}} in DER. */
const trustedForClients = Buffer.from('300c300a06082b06010505070302', 'hex')

/**
 * An authority, in PEM, as OpenSSL has to get it to end a client's chain there: companies import the authority that issues for
 * their clients and keep its root to themselves, and without this only roots end a chain.
 */
export function trustAnchor(pem: string): string {
  const certificate = new X509Certificate(pem)
  if (certificate.checkIssued(certificate)) return pem
  const body = Buffer.concat([certificate.raw, trustedForClients]).toString('base64')
  const lines = body.match(/.{1,64}/g) ?? []
  return ['-----BEGIN TRUSTED CERTIFICATE-----', ...lines, '-----END TRUSTED CERTIFICATE-----', ''].join('\n')
}
