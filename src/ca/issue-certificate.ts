import {UsageError} from '../errors.ts'
import {type Authority, authoritySigner} from './authority.ts'
import {readCertificate} from './certificate.ts'
import type {NamePart} from './distinguished-name.ts'
import {loadX509, type X509Library} from './libraries.ts'
import {type CertificateTemplate, signCertificate} from './sign-certificate.ts'

/** A certificate for an end of a chain, whatever it is for. */
export interface CertificateOrder extends Pick<
  CertificateTemplate,
  'publicKey' | 'validity' | 'keyUsage' | 'extensions'
> {
  /** The whole name in DER or as RFC 4514 writes it, or its parts. */
  readonly subject: Uint8Array | string | readonly NamePart[]
}

/**
 * Signs a certificate; the answer is in DER.
 *
 * @throws UsageError when the name is unusable or the authority cannot sign
 */
export async function issueCertificate(authority: Authority, order: CertificateOrder): Promise<Uint8Array> {
  const subject = typeof order.subject === 'string' ? await nameFromText(order.subject) : order.subject
  const signed = await signCertificate({...order, subject, extendedKeyUsage: []}, authoritySigner(authority))
  // What was signed has to be readable by others too
  return readCertificate(signed.raw).raw
}

async function nameFromText(text: string): Promise<Uint8Array> {
  const x509 = await loadX509()
  const relativeNames = readText(x509, text)
  if (relativeNames.length === 0) throw noName(text)
  // RFC 4514 section 2.1: the text begins with what stands last in the certificate
  return new Uint8Array(new x509.Name(relativeNames.toReversed()).toArrayBuffer())
}

function readText(x509: X509Library, text: string) {
  try {
    return new x509.Name(text).toJSON()
  } catch (cause) {
    throw noName(text, cause)
  }
}

function noName(text: string, cause?: unknown): UsageError {
  return new UsageError(`${JSON.stringify(text)} is not a distinguished name`, {
    cause,
    hint: 'Write it as in CN=app,O=Example',
  })
}
