import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm, DigitalSignatureAlgorithm, PaddingMethod} from '../../kmip/spec/enumerations.ts'
import type {HashName} from './signature-scheme.ts'

/** What the one word of a Digital Signature Algorithm says; each may be said in other fields instead. */
export interface SignatureChoice {
  readonly algorithm: EnumName<typeof CryptographicAlgorithm>
  readonly hash?: HashName
  readonly padding?: EnumName<typeof PaddingMethod>
}

function pkcs1(hash: HashName): SignatureChoice {
  return {algorithm: 'RSA', hash, padding: 'PKCS1V1_5'}
}

/** KMIP 1.4 section 9.1.3.2.7. */
export const signatureAlgorithms: Readonly<Record<EnumName<typeof DigitalSignatureAlgorithm>, SignatureChoice>> = {
  MD2WithRSAEncryption: pkcs1('MD2'),
  MD5WithRSAEncryption: pkcs1('MD5'),
  SHA_1WithRSAEncryption: pkcs1('SHA_1'),
  SHA_224WithRSAEncryption: pkcs1('SHA_224'),
  SHA_256WithRSAEncryption: pkcs1('SHA_256'),
  SHA_384WithRSAEncryption: pkcs1('SHA_384'),
  SHA_512WithRSAEncryption: pkcs1('SHA_512'),
  RSASSA_PSS: {algorithm: 'RSA', padding: 'PSS'},
  DSAWithSHA_1: {algorithm: 'DSA', hash: 'SHA_1'},
  DSAWithSHA224: {algorithm: 'DSA', hash: 'SHA_224'},
  DSAWithSHA256: {algorithm: 'DSA', hash: 'SHA_256'},
  ECDSAWithSHA_1: {algorithm: 'ECDSA', hash: 'SHA_1'},
  ECDSAWithSHA224: {algorithm: 'ECDSA', hash: 'SHA_224'},
  ECDSAWithSHA256: {algorithm: 'ECDSA', hash: 'SHA_256'},
  ECDSAWithSHA384: {algorithm: 'ECDSA', hash: 'SHA_384'},
  ECDSAWithSHA512: {algorithm: 'ECDSA', hash: 'SHA_512'},
  SHA3_256WithRSAEncryption: pkcs1('SHA3_256'),
  SHA3_384WithRSAEncryption: pkcs1('SHA3_384'),
  SHA3_512WithRSAEncryption: pkcs1('SHA3_512'),
}
