import {X509Certificate} from 'node:crypto'
import type {AuthorityCertificate, Store} from '../../storage/store.ts'

/** What a store knows of whoever issued a certificate. */
export interface KnownIssuer {
  /** Name of the authority in the store. */
  readonly name: string
  readonly kind: AuthorityCertificate['kind']
  /** False when an authority has only the name of the issuer, and another key. */
  readonly signed: boolean
}

/** Finds the authority that issued one of the certificates, which stand in their order from the client's upwards. */
export async function knownIssuer(
  store: Store,
  certificates: readonly X509Certificate[],
): Promise<KnownIssuer | undefined> {
  const authorities = await store.read(({administration}) => administration.authorityCertificates())
  const issuers = authorities.flatMap(({name, kind, certificatePem}) =>
    parsed(certificatePem).map((certificate) => ({name, kind, certificate})),
  )
  for (const certificate of certificates) {
    const namesakes = issuers.filter((issuer) => isNamed(certificate, issuer.certificate))
    const signer = namesakes.find((issuer) => certificate.verify(issuer.certificate.publicKey))
    const found = signer ?? namesakes[0]
    if (found !== undefined) return {name: found.name, kind: found.kind, signed: found === signer}
  }
  return undefined
}

/** Not `checkIssued`, which wants the key identifier to fit too. */
function isNamed(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.issuer === issuer.subject
}

function parsed(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block) => new X509Certificate(block))
}
