import {X509Certificate} from 'node:crypto'
import {describeCertificate} from '../../ca/certificate.ts'

/** The common name of a certificate's subject; undefined unless there is exactly one. */
export function commonNameOf(certificate: string | X509Certificate): string | undefined {
  const parsed = typeof certificate === 'string' ? parse(certificate) : certificate
  const [name, ...others] = parsed === undefined ? [] : (describeCertificate(parsed).subjectFields['CN'] ?? [])
  return others.length === 0 ? name : undefined
}

function parse(certificatePem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(certificatePem)
  } catch {
    // TLS has judged the certificate; here it only lends a name
    return undefined
  }
}
