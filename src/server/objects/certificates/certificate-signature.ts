import type {CertificateFields} from '../../../ca/x509/certificate-fields.ts'
import type {EnumName} from '../../../kmip/spec/enumeration.ts'
import type {DigitalSignatureAlgorithm} from '../../../kmip/spec/enumerations.ts'

/** RFC 8017 appendix A.2.4, RFC 3279 section 2.2, RFC 5758, NIST CSOR. */
const algorithms: Readonly<Record<string, EnumName<typeof DigitalSignatureAlgorithm>>> = {
  '1.2.840.113549.1.1.2': 'MD2WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'MD5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'SHA_1WithRSAEncryption',
  '1.2.840.113549.1.1.14': 'SHA_224WithRSAEncryption',
  '1.2.840.113549.1.1.11': 'SHA_256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'SHA_384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'SHA_512WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'RSASSA_PSS',
  '1.2.840.10040.4.3': 'DSAWithSHA_1',
  '2.16.840.1.101.3.4.3.1': 'DSAWithSHA224',
  '2.16.840.1.101.3.4.3.2': 'DSAWithSHA256',
  '1.2.840.10045.4.1': 'ECDSAWithSHA_1',
  '1.2.840.10045.4.3.1': 'ECDSAWithSHA224',
  '1.2.840.10045.4.3.2': 'ECDSAWithSHA256',
  '1.2.840.10045.4.3.3': 'ECDSAWithSHA384',
  '1.2.840.10045.4.3.4': 'ECDSAWithSHA512',
  '2.16.840.1.101.3.4.3.14': 'SHA3_256WithRSAEncryption',
  '2.16.840.1.101.3.4.3.15': 'SHA3_384WithRSAEncryption',
  '2.16.840.1.101.3.4.3.16': 'SHA3_512WithRSAEncryption',
}

/** How the certificate is signed; undefined for algorithms that KMIP has no name for, Ed25519 among them. */
export function signatureAlgorithmOf({
  signatureAlgorithm,
}: CertificateFields): EnumName<typeof DigitalSignatureAlgorithm> | undefined {
  return algorithms[signatureAlgorithm]
}
