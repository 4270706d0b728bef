import {X509Certificate} from 'node:crypto'

/** The common name of a certificate's subject; undefined unless there is exactly one. */
export function commonNameOf(certificatePem: string): string | undefined {
  const name = parse(certificatePem)?.toLegacyObject().subject?.CN
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
