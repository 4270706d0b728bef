import {X509Certificate} from 'node:crypto'

/** The common name of a certificate's subject; undefined unless there is exactly one. */
export function commonNameOf(certificate: string | X509Certificate): string | undefined {
  const parsed = typeof certificate === 'string' ? parse(certificate) : certificate
  const name = parsed?.toLegacyObject().subject?.CN
  return typeof name === 'string' ? name : undefined
}

function parse(certificatePem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(certificatePem)
  } catch {
    // TLS has judged the certificate; here it only lends a name
    return undefined
  }
}
