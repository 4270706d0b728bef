import {isIP} from 'node:net'
import {type Authority, authoritySigner} from './authority.ts'
import {describeCertificate} from './certificate.ts'
import type {IssuedCredential} from './client-certificate.ts'
import {generateKeyPair, privateKeyToPem} from './key-pair.ts'
import type {KeySpecification} from './key-specification.ts'
import {signCertificate} from './sign-certificate.ts'
import {normalizeNames} from './subject-alternative-names.ts'
import {certificateValidity, type Lifetime} from './validity.ts'

export interface ServerCertificateRequest extends Lifetime {
  /** DNS names, the first of which is also the common name; IP addresses among them are taken as such. */
  readonly hostnames: readonly string[]
  /** Besides 127.0.0.1 and ::1, which every server certificate holds. */
  readonly ipAddresses?: readonly string[] | undefined
  readonly key: KeySpecification
}

const loopbackAddresses = ['127.0.0.1', '::1'] as const

/** RFC 5280 appendix A, ub-common-name. DNS names may be longer; then the alternative names alone have to do. */
const longestCommonName = 64

/**
 * Generates a key and issues a server certificate for it. A lifetime that goes beyond the issuer's is cut to it;
 * `notAfter` of the answer tells.
 *
 * @throws UsageError when a host name or address is wrong, or the authority cannot sign
 */
export async function generateServerCredential(
  authority: Authority,
  request: ServerCertificateRequest,
): Promise<IssuedCredential> {
  const signer = authoritySigner(authority)
  const validity = certificateValidity(request, signer.certificate)
  const names = normalizeNames({
    dnsNames: request.hostnames.filter((name) => isIP(name) === 0),
    ipAddresses: [
      ...loopbackAddresses,
      ...request.hostnames.filter((name) => isIP(name) !== 0),
      ...(request.ipAddresses ?? []),
    ],
  })
  const {publicKey, privateKey} = await generateKeyPair(request.key)
  const certificate = await signCertificate(
    {
      subject: [
        {type: 'CN', value: names.dnsNames.find((name) => name.length <= longestCommonName) ?? loopbackAddresses[0]},
      ],
      publicKey,
      validity,
      keyUsage: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
      extendedKeyUsage: ['serverAuth'],
      subjectAlternativeNames: names,
    },
    signer,
  )
  const {serialNumber, notBefore, notAfter} = describeCertificate(certificate)
  return {
    certificatePem: certificate.toString(),
    chainPem: authority.chainPem,
    privateKeyPem: privateKeyToPem(privateKey),
    serialNumber,
    notBefore,
    notAfter,
  }
}
