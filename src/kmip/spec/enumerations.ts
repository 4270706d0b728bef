import {enumeration} from './enumeration.ts'

/*
 * The enumerations of KMIP, 1.4 section 9.1.3.2, 2.1 section 11, except the Tag enumeration (tags.ts), Profile Name
 * (profile-name.ts) and those of PKCS#11 (pkcs11.ts). Values that only a draft of 3.0 has are provisional.
 */

/** KMIP 2.1 section 11.1. */
export const AdjustmentType = enumeration('AdjustmentType', {
  Increment: [0x01, 'Increment', '2.0'],
  Decrement: [0x02, 'Decrement', '2.0'],
  Negate: [0x03, 'Negate', '2.0'],
})

/** KMIP 1.4 section 9.1.3.2.34, 2.1 section 11.2. */
export const AlternativeNameType = enumeration('AlternativeNameType', {
  UninterpretedTextString: [0x01, 'Uninterpreted Text String', '1.2'],
  URI: [0x02, 'URI', '1.2'],
  ObjectSerialNumber: [0x03, 'Object Serial Number', '1.2'],
  EmailAddress: [0x04, 'Email Address', '1.2'],
  DNSName: [0x05, 'DNS Name', '1.2'],
  X_500DistinguishedName: [0x06, 'X.500 Distinguished Name', '1.2'],
  IPAddress: [0x07, 'IP Address', '1.2'],
})

/** KMIP 2.1 section 11.3. */
export const AsynchronousIndicator = enumeration('AsynchronousIndicator', {
  Mandatory: [0x01, 'Mandatory', '2.0'],
  Optional: [0x02, 'Optional', '2.0'],
  Prohibited: [0x03, 'Prohibited', '2.0'],
})

/** KMIP 1.4 section 9.1.3.2.36, 2.1 section 11.4. */
export const AttestationType = enumeration('AttestationType', {
  TPMQuote: [0x01, 'TPM Quote', '1.2'],
  TCGIntegrityReport: [0x02, 'TCG Integrity Report', '1.2'],
  SAMLAssertion: [0x03, 'SAML Assertion', '1.2'],
})

/** KMIP 1.4 section 9.1.3.2.30, 2.1 section 11.5. */
export const BatchErrorContinuationOption = enumeration('BatchErrorContinuationOption', {
  Continue: [0x01, 'Continue', '1.0'],
  Stop: [0x02, 'Stop', '1.0'],
  Undo: [0x03, 'Undo', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.14, 2.1 section 11.6. */
export const BlockCipherMode = enumeration('BlockCipherMode', {
  CBC: [0x01, 'CBC', '1.0'],
  ECB: [0x02, 'ECB', '1.0'],
  PCBC: [0x03, 'PCBC', '1.0'],
  CFB: [0x04, 'CFB', '1.0'],
  OFB: [0x05, 'OFB', '1.0'],
  CTR: [0x06, 'CTR', '1.0'],
  CMAC: [0x07, 'CMAC', '1.0'],
  CCM: [0x08, 'CCM', '1.0'],
  GCM: [0x09, 'GCM', '1.0'],
  CBC_MAC: [0x0a, 'CBC-MAC', '1.0'],
  XTS: [0x0b, 'XTS', '1.0'],
  AESKeyWrapPadding: [0x0c, 'AESKeyWrapPadding', '1.0'],
  NISTKeyWrap: [0x0d, 'NISTKeyWrap', '1.0'],
  X9_102AESKW: [0x0e, 'X9.102 AESKW', '1.0'],
  X9_102TDKW: [0x0f, 'X9.102 TDKW', '1.0'],
  X9_102AKW1: [0x10, 'X9.102 AKW1', '1.0'],
  X9_102AKW2: [0x11, 'X9.102 AKW2', '1.0'],
  AEAD: [0x12, 'AEAD', '1.4'],
})

/** KMIP 1.4 section 9.1.3.2.25, 2.1 section 11.7. */
export const CancellationResult = enumeration('CancellationResult', {
  Canceled: [0x01, 'Canceled', '1.0'],
  UnableToCancel: [0x02, 'Unable to Cancel', '1.0'],
  Completed: [0x03, 'Completed', '1.0'],
  Failed: [0x04, 'Failed', '1.0'],
  Unavailable: [0x05, 'Unavailable', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.22, 2.1 section 11.8. */
export const CertificateRequestType = enumeration('CertificateRequestType', {
  CRMF: [0x01, 'CRMF', '1.0'],
  PKCS_10: [0x02, 'PKCS#10', '1.0'],
  PEM: [0x03, 'PEM', '1.0'],
  PGP: [0x04, 'PGP', '1.0', {until: '1.4', deprecatedSince: '1.2'}],
})

/** KMIP 1.4 section 9.1.3.2.6, 2.1 section 11.9. */
export const CertificateType = enumeration('CertificateType', {
  X_509: [0x01, 'X.509', '1.0'],
  PGP: [0x02, 'PGP', '1.0', {deprecatedSince: '1.2'}],
})

/** KMIP 1.4 section 9.1.3.2.47, 2.1 section 11.10. */
export const ClientRegistrationMethod = enumeration('ClientRegistrationMethod', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  ServerPreGenerated: [0x02, 'Server Pre-Generated', '1.3'],
  ServerOnDemand: [0x03, 'Server On-Demand', '1.3'],
  ClientGenerated: [0x04, 'Client Generated', '1.3'],
  ClientRegistered: [0x05, 'Client Registered', '1.3'],
})

/** KMIP 1.4 section 9.1.3.2.1, 2.1 section 11.11. */
export const CredentialType = enumeration('CredentialType', {
  UsernameAndPassword: [0x01, 'Username and Password', '1.0'],
  Device: [0x02, 'Device', '1.1'],
  Attestation: [0x03, 'Attestation', '1.2'],
  OneTimePassword: [0x04, 'One Time Password', '2.0'],
  HashedPassword: [0x05, 'Hashed Password', '2.0'],
  Ticket: [0x06, 'Ticket', '2.0'],
  Password: [0x07, 'Password', '3.0'],
  Certificate: [0x08, 'Certificate', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.13, 2.1 section 11.12. */
export const CryptographicAlgorithm = enumeration('CryptographicAlgorithm', {
  DES: [0x01, 'DES', '1.0'],
  DES3: [0x02, '3DES', '1.0'],
  AES: [0x03, 'AES', '1.0'],
  RSA: [0x04, 'RSA', '1.0'],
  DSA: [0x05, 'DSA', '1.0'],
  ECDSA: [0x06, 'ECDSA', '1.0'],
  HMAC_SHA1: [0x07, 'HMAC-SHA1', '1.0'],
  HMAC_SHA224: [0x08, 'HMAC-SHA224', '1.0'],
  HMAC_SHA256: [0x09, 'HMAC-SHA256', '1.0'],
  HMAC_SHA384: [0x0a, 'HMAC-SHA384', '1.0'],
  HMAC_SHA512: [0x0b, 'HMAC-SHA512', '1.0'],
  HMAC_MD5: [0x0c, 'HMAC-MD5', '1.0'],
  DH: [0x0d, 'DH', '1.0'],
  ECDH: [0x0e, 'ECDH', '1.0'],
  ECMQV: [0x0f, 'ECMQV', '1.0'],
  Blowfish: [0x10, 'Blowfish', '1.0'],
  Camellia: [0x11, 'Camellia', '1.0'],
  CAST5: [0x12, 'CAST5', '1.0'],
  IDEA: [0x13, 'IDEA', '1.0'],
  MARS: [0x14, 'MARS', '1.0'],
  RC2: [0x15, 'RC2', '1.0'],
  RC4: [0x16, 'RC4', '1.0'],
  RC5: [0x17, 'RC5', '1.0'],
  SKIPJACK: [0x18, 'SKIPJACK', '1.0'],
  Twofish: [0x19, 'Twofish', '1.0'],
  EC: [0x1a, 'EC', '1.2'],
  OneTimePad: [0x1b, 'One Time Pad', '1.3'],
  ChaCha20: [0x1c, 'ChaCha20', '1.4'],
  Poly1305: [0x1d, 'Poly1305', '1.4'],
  ChaCha20Poly1305: [0x1e, 'ChaCha20Poly1305', '1.4'],
  SHA3_224: [0x1f, 'SHA3-224', '1.4'],
  SHA3_256: [0x20, 'SHA3-256', '1.4'],
  SHA3_384: [0x21, 'SHA3-384', '1.4'],
  SHA3_512: [0x22, 'SHA3-512', '1.4'],
  HMAC_SHA3_224: [0x23, 'HMAC-SHA3-224', '1.4'],
  HMAC_SHA3_256: [0x24, 'HMAC-SHA3-256', '1.4'],
  HMAC_SHA3_384: [0x25, 'HMAC-SHA3-384', '1.4'],
  HMAC_SHA3_512: [0x26, 'HMAC-SHA3-512', '1.4'],
  SHAKE_128: [0x27, 'SHAKE-128', '1.4'],
  SHAKE_256: [0x28, 'SHAKE-256', '1.4'],
  ARIA: [0x29, 'ARIA', '2.0'],
  SEED: [0x2a, 'SEED', '2.0'],
  SM2: [0x2b, 'SM2', '2.0'],
  SM3: [0x2c, 'SM3', '2.0'],
  SM4: [0x2d, 'SM4', '2.0'],
  GOSTR34_10_2012: [0x2e, 'GOST R 34.10-2012', '2.0'],
  GOSTR34_11_2012: [0x2f, 'GOST R 34.11-2012', '2.0'],
  GOSTR34_13_2015: [0x30, 'GOST R 34.13-2015', '2.0'],
  GOST28147_89: [0x31, 'GOST 28147-89', '2.0'],
  XMSS: [0x32, 'XMSS', '2.0'],
  SPHINCS_256: [0x33, 'SPHINCS-256', '2.0'],
  McEliece: [0x34, 'McEliece', '2.0'],
  McEliece_6960119: [0x35, 'McEliece-6960119', '2.0'],
  McEliece_8192128: [0x36, 'McEliece-8192128', '2.0'],
  Ed25519: [0x37, 'Ed25519', '2.0'],
  Ed448: [0x38, 'Ed448', '2.0'],
  ML_KEM_512: [0x39, 'ML-KEM-512', '3.0'],
  ML_KEM_768: [0x3a, 'ML-KEM-768', '3.0'],
  ML_KEM_1024: [0x3b, 'ML-KEM-1024', '3.0'],
  ML_DSA_44: [0x3c, 'ML-DSA-44', '3.0'],
  ML_DSA_65: [0x3d, 'ML-DSA-65', '3.0'],
  ML_DSA_87: [0x3e, 'ML-DSA-87', '3.0'],
  SLH_DSA_SHA2_128s: [0x3f, 'SLH-DSA-SHA2-128s', '3.0'],
  SLH_DSA_SHA2_128f: [0x40, 'SLH-DSA-SHA2-128f', '3.0'],
  SLH_DSA_SHA2_192s: [0x41, 'SLH-DSA-SHA2-192s', '3.0'],
  SLH_DSA_SHA2_192f: [0x42, 'SLH-DSA-SHA2-192f', '3.0'],
  SLH_DSA_SHA2_256s: [0x43, 'SLH-DSA-SHA2-256s', '3.0'],
  SLH_DSA_SHA2_256f: [0x44, 'SLH-DSA-SHA2-256f', '3.0'],
  SLH_DSA_SHAKE_128s: [0x45, 'SLH-DSA-SHAKE-128s', '3.0'],
  SLH_DSA_SHAKE_128f: [0x46, 'SLH-DSA-SHAKE-128f', '3.0'],
  SLH_DSA_SHAKE_192s: [0x47, 'SLH-DSA-SHAKE-192s', '3.0'],
  SLH_DSA_SHAKE_192f: [0x48, 'SLH-DSA-SHAKE-192f', '3.0'],
  SLH_DSA_SHAKE_256s: [0x49, 'SLH-DSA-SHAKE-256s', '3.0'],
  SLH_DSA_SHAKE_256f: [0x4a, 'SLH-DSA-SHAKE-256f', '3.0'],
})

/** KMIP 2.1 section 11.13. */
export const Data = enumeration('Data', {
  Decrypt: [0x01, 'Decrypt', '2.0'],
  Encrypt: [0x02, 'Encrypt', '2.0'],
  Hash: [0x03, 'Hash', '2.0'],
  MACMACData: [0x04, 'MAC MAC Data', '2.0'],
  RNGRetrieve: [0x05, 'RNG Retrieve', '2.0'],
  SignSignatureData: [0x06, 'Sign Signature Data', '2.0'],
  SignatureVerify: [0x07, 'Signature Verify', '2.0'],
})

/** Draft of KMIP 3.0. */
export const DeactivationReasonCode = enumeration('DeactivationReasonCode', {
  Unspecified: [0x01, 'Unspecified', '3.0'],
  DeactivationDate: [0x02, 'Deactivation Date', '3.0'],
  ProtectStopDate: [0x03, 'Protect Stop Date', '3.0'],
  UsageLimit: [0x04, 'Usage Limit', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.21, 2.1 section 11.14. */
export const DerivationMethod = enumeration('DerivationMethod', {
  PBKDF2: [0x01, 'PBKDF2', '1.0'],
  HASH: [0x02, 'HASH', '1.0'],
  HMAC: [0x03, 'HMAC', '1.0'],
  ENCRYPT: [0x04, 'ENCRYPT', '1.0'],
  NIST800_108_C: [0x05, 'NIST800-108-C', '1.0'],
  NIST800_108_F: [0x06, 'NIST800-108-F', '1.0'],
  NIST800_108_DPI: [0x07, 'NIST800-108-DPI', '1.0'],
  AsymmetricKey: [0x08, 'Asymmetric Key', '1.4'],
  AWSSignatureVersion4: [0x09, 'AWS Signature Version 4', '2.0'],
  HKDF: [0x0a, 'HKDF', '2.0'],
})

/** KMIP 1.4 section 9.1.3.2.44, 2.1 section 11.15. */
export const DestroyAction = enumeration('DestroyAction', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  KeyMaterialDeleted: [0x02, 'Key Material Deleted', '1.3'],
  KeyMaterialShredded: [0x03, 'Key Material Shredded', '1.3'],
  MetaDataDeleted: [0x04, 'Meta Data Deleted', '1.3'],
  MetaDataShredded: [0x05, 'Meta Data Shredded', '1.3'],
  Deleted: [0x06, 'Deleted', '1.3'],
  Shredded: [0x07, 'Shredded', '1.3'],
})

/** KMIP 1.4 section 9.1.3.2.7, 2.1 section 11.16. */
export const DigitalSignatureAlgorithm = enumeration('DigitalSignatureAlgorithm', {
  MD2WithRSAEncryption: [0x01, 'MD2 with RSA Encryption', '1.1', {aliases: ['MD2WithRSAEncryptionPKCS_1V1_5']}],
  MD5WithRSAEncryption: [0x02, 'MD5 with RSA Encryption', '1.1', {aliases: ['MD5WithRSAEncryptionPKCS_1V1_5']}],
  SHA_1WithRSAEncryption: [0x03, 'SHA-1 with RSA Encryption', '1.1', {aliases: ['SHA_1WithRSAEncryptionPKCS_1V1_5']}],
  SHA_224WithRSAEncryption: [0x04, 'SHA-224 with RSA Encryption', '1.1', {aliases: ['SHA_224WithRSAEncryptionPKCS_1V1_5']}],
  SHA_256WithRSAEncryption: [0x05, 'SHA-256 with RSA Encryption', '1.1', {aliases: ['SHA_256WithRSAEncryptionPKCS_1V1_5']}],
  SHA_384WithRSAEncryption: [0x06, 'SHA-384 with RSA Encryption', '1.1', {aliases: ['SHA_384WithRSAEncryptionPKCS_1V1_5']}],
  SHA_512WithRSAEncryption: [0x07, 'SHA-512 with RSA Encryption', '1.1', {aliases: ['SHA_512WithRSAEncryptionPKCS_1V1_5']}],
  RSASSA_PSS: [0x08, 'RSASSA-PSS', '1.1', {aliases: ['RSASSA_PSSPKCS_1V2_1']}],
  DSAWithSHA_1: [0x09, 'DSA with SHA-1', '1.1'],
  DSAWithSHA224: [0x0a, 'DSA with SHA224', '1.1'],
  DSAWithSHA256: [0x0b, 'DSA with SHA256', '1.1'],
  ECDSAWithSHA_1: [0x0c, 'ECDSA with SHA-1', '1.1'],
  ECDSAWithSHA224: [0x0d, 'ECDSA with SHA224', '1.1'],
  ECDSAWithSHA256: [0x0e, 'ECDSA with SHA256', '1.1'],
  ECDSAWithSHA384: [0x0f, 'ECDSA with SHA384', '1.1'],
  ECDSAWithSHA512: [0x10, 'ECDSA with SHA512', '1.1'],
  SHA3_256WithRSAEncryption: [0x11, 'SHA3-256 with RSA Encryption', '1.4'],
  SHA3_384WithRSAEncryption: [0x12, 'SHA3-384 with RSA Encryption', '1.4'],
  SHA3_512WithRSAEncryption: [0x13, 'SHA3-512 with RSA Encryption', '1.4'],
})

/** KMIP 1.4 section 9.1.3.2.38, 2.1 section 11.17. */
export const DRBGAlgorithm = enumeration('DRBGAlgorithm', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  Dual_EC: [0x02, 'Dual-EC', '1.3'],
  Hash: [0x03, 'Hash', '1.3'],
  HMAC: [0x04, 'HMAC', '1.3'],
  CTR: [0x05, 'CTR', '1.3'],
})

/** KMIP 1.4 section 9.1.3.2.32, 2.1 section 11.18. */
export const EncodingOption = enumeration('EncodingOption', {
  NoEncoding: [0x01, 'No Encoding', '1.1'],
  TTLVEncoding: [0x02, 'TTLV Encoding', '1.1'],
})

/** KMIP 2.1 section 11.19. */
export const EndpointRole = enumeration('EndpointRole', {
  Client: [0x01, 'Client', '2.0'],
  Server: [0x02, 'Server', '2.0'],
})

/** Draft of KMIP 3.0. */
export const Ephemeral = enumeration('Ephemeral', {
  Data: [0x01, 'Data', '3.0'],
  Empty: [0x02, 'Empty', '3.0'],
  UniqueIdentifier: [0x03, 'Unique Identifier', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.39, 2.1 section 11.20. */
export const FIPS186Variation = enumeration('FIPS186Variation', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  GPXOriginal: [0x02, 'GP x-Original', '1.3'],
  GPXChangeNotice: [0x03, 'GP x-Change Notice', '1.3'],
  XOriginal: [0x04, 'x-Original', '1.3'],
  XChangeNotice: [0x05, 'x-Change Notice', '1.3'],
  KOriginal: [0x06, 'k-Original', '1.3'],
  KChangeNotice: [0x07, 'k-Change Notice', '1.3'],
})

/** KMIP 1.4 section 9.1.3.2.16, 2.1 section 11.21. */
export const HashingAlgorithm = enumeration('HashingAlgorithm', {
  MD2: [0x01, 'MD2', '1.0'],
  MD4: [0x02, 'MD4', '1.0'],
  MD5: [0x03, 'MD5', '1.0'],
  SHA_1: [0x04, 'SHA-1', '1.0'],
  SHA_224: [0x05, 'SHA-224', '1.0'],
  SHA_256: [0x06, 'SHA-256', '1.0'],
  SHA_384: [0x07, 'SHA-384', '1.0'],
  SHA_512: [0x08, 'SHA-512', '1.0'],
  RIPEMD_160: [0x09, 'RIPEMD-160', '1.0'],
  Tiger: [0x0a, 'Tiger', '1.0'],
  Whirlpool: [0x0b, 'Whirlpool', '1.0'],
  SHA_512_224: [0x0c, 'SHA-512/224', '1.2'],
  SHA_512_256: [0x0d, 'SHA-512/256', '1.2'],
  SHA3_224: [0x0e, 'SHA3-224', '1.4', {aliases: ['SHA_3_224']}],
  SHA3_256: [0x0f, 'SHA3-256', '1.4', {aliases: ['SHA_3_256']}],
  SHA3_384: [0x10, 'SHA3-384', '1.4', {aliases: ['SHA_3_384']}],
  SHA3_512: [0x11, 'SHA3-512', '1.4', {aliases: ['SHA_3_512']}],
})

/** KMIP 2.1 section 11.22. */
export const InteropFunction = enumeration('InteropFunction', {
  Begin: [0x01, 'Begin', '2.0'],
  End: [0x02, 'End', '2.0'],
  Reset: [0x03, 'Reset', '2.0'],
})

/** KMIP 2.1 section 11.23. */
export const ItemType = enumeration('ItemType', {
  Structure: [0x01, 'Structure', '1.0'],
  Integer: [0x02, 'Integer', '1.0'],
  LongInteger: [0x03, 'Long Integer', '1.0'],
  BigInteger: [0x04, 'Big Integer', '1.0'],
  Enumeration: [0x05, 'Enumeration', '1.0'],
  Boolean: [0x06, 'Boolean', '1.0'],
  TextString: [0x07, 'Text String', '1.0'],
  ByteString: [0x08, 'Byte String', '1.0'],
  DateTime: [0x09, 'Date Time', '1.0'],
  Interval: [0x0a, 'Interval', '1.0'],
  DateTimeExtended: [0x0b, 'Date Time Extended', '2.0'],
  Identifier: [0x0c, 'Identifier', '3.0'],
  Reference: [0x0d, 'Reference', '3.0'],
  NameReference: [0x0e, 'Name Reference', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.2, 2.1 section 11.24. */
export const KeyCompressionType = enumeration('KeyCompressionType', {
  ECPublicKeyTypeUncompressed: [0x01, 'EC Public Key Type Uncompressed', '1.0'],
  ECPublicKeyTypeX9_62CompressedPrime: [0x02, 'EC Public Key Type X9.62 Compressed Prime', '1.0'],
  ECPublicKeyTypeX9_62CompressedChar2: [0x03, 'EC Public Key Type X9.62 Compressed Char2', '1.0'],
  ECPublicKeyTypeX9_62Hybrid: [0x04, 'EC Public Key Type X9.62 Hybrid', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.3, 2.1 section 11.25. */
export const KeyFormatType = enumeration('KeyFormatType', {
  Raw: [0x01, 'Raw', '1.0'],
  Opaque: [0x02, 'Opaque', '1.0'],
  PKCS_1: [0x03, 'PKCS#1', '1.0'],
  PKCS_8: [0x04, 'PKCS#8', '1.0'],
  X_509: [0x05, 'X.509', '1.0'],
  ECPrivateKey: [0x06, 'ECPrivateKey', '1.0'],
  TransparentSymmetricKey: [0x07, 'Transparent Symmetric Key', '1.0'],
  TransparentDSAPrivateKey: [0x08, 'Transparent DSA Private Key', '1.0'],
  TransparentDSAPublicKey: [0x09, 'Transparent DSA Public Key', '1.0'],
  TransparentRSAPrivateKey: [0x0a, 'Transparent RSA Private Key', '1.0'],
  TransparentRSAPublicKey: [0x0b, 'Transparent RSA Public Key', '1.0'],
  TransparentDHPrivateKey: [0x0c, 'Transparent DH Private Key', '1.0'],
  TransparentDHPublicKey: [0x0d, 'Transparent DH Public Key', '1.0'],
  TransparentECDSAPrivateKey: [0x0e, 'Transparent ECDSA Private Key', '1.0', {until: '1.4', deprecatedSince: '1.3'}],
  TransparentECDSAPublicKey: [0x0f, 'Transparent ECDSA Public Key', '1.0', {until: '1.4', deprecatedSince: '1.3'}],
  TransparentECDHPrivateKey: [0x10, 'Transparent ECDH Private Key', '1.0', {until: '1.4', deprecatedSince: '1.3'}],
  TransparentECDHPublicKey: [0x11, 'Transparent ECDH Public Key', '1.0', {until: '1.4', deprecatedSince: '1.3'}],
  TransparentECMQVPrivateKey: [0x12, 'Transparent ECMQV Private Key', '1.0', {until: '1.4', deprecatedSince: '1.3'}],
  TransparentECMQVPublicKey: [0x13, 'Transparent ECMQV Public Key', '1.0', {until: '1.4', deprecatedSince: '1.3'}],
  TransparentECPrivateKey: [0x14, 'Transparent EC Private Key', '1.3'],
  TransparentECPublicKey: [0x15, 'Transparent EC Public Key', '1.3'],
  PKCS_12: [0x16, 'PKCS#12', '1.4'],
  PKCS_10: [0x17, 'PKCS#10', '2.0'],
})

/** KMIP 1.4 section 9.1.3.2.17, 2.1 section 11.26. */
export const KeyRoleType = enumeration('KeyRoleType', {
  BDK: [0x01, 'BDK', '1.0'],
  CVK: [0x02, 'CVK', '1.0'],
  DEK: [0x03, 'DEK', '1.0'],
  MKAC: [0x04, 'MKAC', '1.0'],
  MKSMC: [0x05, 'MKSMC', '1.0'],
  MKSMI: [0x06, 'MKSMI', '1.0'],
  MKDAC: [0x07, 'MKDAC', '1.0'],
  MKDN: [0x08, 'MKDN', '1.0'],
  MKCP: [0x09, 'MKCP', '1.0'],
  MKOTH: [0x0a, 'MKOTH', '1.0'],
  KEK: [0x0b, 'KEK', '1.0'],
  MAC16609: [0x0c, 'MAC16609', '1.0'],
  MAC97971: [0x0d, 'MAC97971', '1.0'],
  MAC97972: [0x0e, 'MAC97972', '1.0'],
  MAC97973: [0x0f, 'MAC97973', '1.0'],
  MAC97974: [0x10, 'MAC97974', '1.0'],
  MAC97975: [0x11, 'MAC97975', '1.0'],
  ZPK: [0x12, 'ZPK', '1.0'],
  PVKIBM: [0x13, 'PVKIBM', '1.0'],
  PVKPVV: [0x14, 'PVKPVV', '1.0'],
  PVKOTH: [0x15, 'PVKOTH', '1.0'],
  DUKPT: [0x16, 'DUKPT', '1.4'],
  IV: [0x17, 'IV', '1.4'],
  TRKBK: [0x18, 'TRKBK', '1.4'],
})

/** KMIP 1.4 section 9.1.3.2.35, 2.1 section 11.27. */
export const KeyValueLocationType = enumeration('KeyValueLocationType', {
  UninterpretedTextString: [0x01, 'Uninterpreted Text String', '1.2'],
  URI: [0x02, 'URI', '1.2'],
})

/** KMIP 1.4 section 9.1.3.2.48, 2.1 section 11.29. */
export const KeyWrapType = enumeration('KeyWrapType', {
  NotWrapped: [0x01, 'Not Wrapped', '1.4'],
  AsRegistered: [0x02, 'As Registered', '1.4'],
})

/** KMIP 1.4 section 9.1.3.2.20, 2.1 section 11.28. */
export const LinkType = enumeration('LinkType', {
  CertificateLink: [0x0101, 'Certificate Link', '1.0', {until: '2.1'}],
  PublicKeyLink: [0x0102, 'Public Key Link', '1.0', {until: '2.1'}],
  PrivateKeyLink: [0x0103, 'Private Key Link', '1.0', {until: '2.1'}],
  DerivationBaseObjectLink: [0x0104, 'Derivation Base Object Link', '1.0', {until: '2.1'}],
  DerivedKeyLink: [0x0105, 'Derived Key Link', '1.0', {until: '2.1'}],
  ReplacementObjectLink: [0x0106, 'Replacement Object Link', '1.0', {until: '2.1'}],
  ReplacedObjectLink: [0x0107, 'Replaced Object Link', '1.0', {until: '2.1'}],
  ParentLink: [0x0108, 'Parent Link', '1.2', {until: '2.1'}],
  ChildLink: [0x0109, 'Child Link', '1.2', {until: '2.1'}],
  PreviousLink: [0x010a, 'Previous Link', '1.2', {until: '2.1'}],
  NextLink: [0x010b, 'Next Link', '1.2', {until: '2.1'}],
  PKCS_12CertificateLink: [0x010c, 'PKCS#12 Certificate Link', '1.4', {until: '2.1'}],
  PKCS_12PasswordLink: [0x010d, 'PKCS#12 Password Link', '1.4', {until: '2.1'}],
  WrappingKeyLink: [0x010e, 'Wrapping Key Link', '2.0', {until: '2.1'}],
})

/** KMIP 1.4 section 9.1.3.2.49, 2.1 section 11.30. */
export const MaskGenerator = enumeration('MaskGenerator', {
  MGF1: [0x01, 'MGF1', '1.4', {aliases: ['MFG1']}],
})

/** KMIP 1.4 section 9.1.3.2.11, 2.1 section 11.31. */
export const NameType = enumeration('NameType', {
  UninterpretedTextString: [0x01, 'Uninterpreted Text String', '1.0', {until: '2.1'}],
  URI: [0x02, 'URI', '1.0', {until: '2.1'}],
})

/** KMIP 2.1 section 11.32. */
export const NISTKeyType = enumeration('NISTKeyType', {
  PrivateSignatureKey: [0x01, 'Private signature key', '2.0'],
  PublicSignatureVerificationKey: [0x02, 'Public signature verification key', '2.0'],
  SymmetricAuthenticationKey: [0x03, 'Symmetric authentication key', '2.0'],
  PrivateAuthenticationKey: [0x04, 'Private authentication key', '2.0'],
  PublicAuthenticationKey: [0x05, 'Public authentication key', '2.0'],
  SymmetricDataEncryptionKey: [0x06, 'Symmetric data encryption key', '2.0'],
  SymmetricKeyWrappingKey: [0x07, 'Symmetric key wrapping key', '2.0'],
  SymmetricRandomNumberGenerationKey: [0x08, 'Symmetric random number generation key', '2.0'],
  SymmetricMasterKey: [0x09, 'Symmetric master key', '2.0'],
  PrivateKeyTransportKey: [0x0a, 'Private key transport key', '2.0'],
  PublicKeyTransportKey: [0x0b, 'Public key transport key', '2.0'],
  SymmetricKeyAgreementKey: [0x0c, 'Symmetric key agreement key', '2.0'],
  PrivateStaticKeyAgreementKey: [0x0d, 'Private static key agreement key', '2.0'],
  PublicStaticKeyAgreementKey: [0x0e, 'Public static key agreement key', '2.0'],
  PrivateEphemeralKeyAgreementKey: [0x0f, 'Private ephemeral key agreement key', '2.0'],
  PublicEphemeralKeyAgreementKey: [0x10, 'Public ephemeral key agreement key', '2.0'],
  SymmetricAuthorizationKey: [0x11, 'Symmetric authorization key', '2.0'],
  PrivateAuthorizationKey: [0x12, 'Private authorization key', '2.0'],
  PublicAuthorizationKey: [0x13, 'Public authorization key', '2.0'],
})

/** Draft of KMIP 3.0. */
export const ObjectClass = enumeration('ObjectClass', {
  User: [0x01, 'User', '3.0'],
  System: [0x02, 'System', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.33, 2.1 section 11.33. */
export const ObjectGroupMember = enumeration('ObjectGroupMember', {
  GroupMemberFresh: [0x01, 'Group Member Fresh', '1.1', {until: '2.1'}],
  GroupMemberDefault: [0x02, 'Group Member Default', '1.1', {until: '2.1'}],
})

/** KMIP 1.4 section 9.1.3.2.12, 2.1 section 11.34. */
export const ObjectType = enumeration('ObjectType', {
  Certificate: [0x01, 'Certificate', '1.0'],
  SymmetricKey: [0x02, 'Symmetric Key', '1.0'],
  PublicKey: [0x03, 'Public Key', '1.0'],
  PrivateKey: [0x04, 'Private Key', '1.0'],
  SplitKey: [0x05, 'Split Key', '1.0'],
  Template: [0x06, 'Template', '1.0', {until: '1.4', deprecatedSince: '1.3'}],
  SecretData: [0x07, 'Secret Data', '1.0'],
  OpaqueObject: [0x08, 'Opaque Object', '1.0'],
  PGPKey: [0x09, 'PGP Key', '1.2'],
  CertificateRequest: [0x0a, 'Certificate Request', '2.0'],
  User: [0x0b, 'User', '3.0'],
  Group: [0x0c, 'Group', '3.0'],
  PasswordCredential: [0x0d, 'Password Credential', '3.0'],
  DeviceCredential: [0x0e, 'Device Credential', '3.0'],
  OneTimePasswordCredential: [0x0f, 'One Time Password Credential', '3.0'],
  HashedPasswordCredential: [0x10, 'Hashed Password Credential', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.10, 2.1 section 11.35. */
export const OpaqueDataType = enumeration('OpaqueDataType', {})

/** KMIP 1.4 section 9.1.3.2.27, 2.1 section 11.36. */
export const Operation = enumeration('Operation', {
  Create: [0x01, 'Create', '1.0'],
  CreateKeyPair: [0x02, 'Create Key Pair', '1.0'],
  Register: [0x03, 'Register', '1.0'],
  ReKey: [0x04, 'Re-key', '1.0'],
  DeriveKey: [0x05, 'Derive Key', '1.0'],
  Certify: [0x06, 'Certify', '1.0'],
  ReCertify: [0x07, 'Re-certify', '1.0'],
  Locate: [0x08, 'Locate', '1.0'],
  Check: [0x09, 'Check', '1.0'],
  Get: [0x0a, 'Get', '1.0'],
  GetAttributes: [0x0b, 'Get Attributes', '1.0'],
  GetAttributeList: [0x0c, 'Get Attribute List', '1.0'],
  AddAttribute: [0x0d, 'Add Attribute', '1.0'],
  ModifyAttribute: [0x0e, 'Modify Attribute', '1.0'],
  DeleteAttribute: [0x0f, 'Delete Attribute', '1.0'],
  ObtainLease: [0x10, 'Obtain Lease', '1.0'],
  GetUsageAllocation: [0x11, 'Get Usage Allocation', '1.0'],
  Activate: [0x12, 'Activate', '1.0'],
  Revoke: [0x13, 'Revoke', '1.0'],
  Destroy: [0x14, 'Destroy', '1.0'],
  Archive: [0x15, 'Archive', '1.0'],
  Recover: [0x16, 'Recover', '1.0'],
  Validate: [0x17, 'Validate', '1.0'],
  Query: [0x18, 'Query', '1.0'],
  Cancel: [0x19, 'Cancel', '1.0'],
  Poll: [0x1a, 'Poll', '1.0'],
  Notify: [0x1b, 'Notify', '1.0'],
  Put: [0x1c, 'Put', '1.0'],
  ReKeyKeyPair: [0x1d, 'Re-key Key Pair', '1.1'],
  DiscoverVersions: [0x1e, 'Discover Versions', '1.1'],
  Encrypt: [0x1f, 'Encrypt', '1.2'],
  Decrypt: [0x20, 'Decrypt', '1.2'],
  Sign: [0x21, 'Sign', '1.2'],
  SignatureVerify: [0x22, 'Signature Verify', '1.2'],
  MAC: [0x23, 'MAC', '1.2'],
  MACVerify: [0x24, 'MAC Verify', '1.2'],
  RNGRetrieve: [0x25, 'RNG Retrieve', '1.2'],
  RNGSeed: [0x26, 'RNG Seed', '1.2'],
  Hash: [0x27, 'Hash', '1.2'],
  CreateSplitKey: [0x28, 'Create Split Key', '1.2'],
  JoinSplitKey: [0x29, 'Join Split Key', '1.2'],
  Import: [0x2a, 'Import', '1.4'],
  Export: [0x2b, 'Export', '1.4'],
  Log: [0x2c, 'Log', '2.0'],
  Login: [0x2d, 'Login', '2.0'],
  Logout: [0x2e, 'Logout', '2.0'],
  DelegatedLogin: [0x2f, 'Delegated Login', '2.0'],
  AdjustAttribute: [0x30, 'Adjust Attribute', '2.0'],
  SetAttribute: [0x31, 'Set Attribute', '2.0'],
  SetEndpointRole: [0x32, 'Set Endpoint Role', '2.0'],
  PKCS_11: [0x33, 'PKCS#11', '2.0'],
  Interop: [0x34, 'Interop', '2.0'],
  ReProvision: [0x35, 'Re-Provision', '2.0'],
  SetDefaults: [0x36, 'Set Defaults', '2.1'],
  SetConstraints: [0x37, 'Set Constraints', '2.1'],
  GetConstraints: [0x38, 'Get Constraints', '2.1'],
  QueryAsynchronousRequests: [0x39, 'Query Asynchronous Requests', '2.1'],
  Process: [0x3a, 'Process', '2.1'],
  Ping: [0x3b, 'Ping', '2.1'],
  CreateGroup: [0x3c, 'Create Group', '3.0'],
  Obliterate: [0x3d, 'Obliterate', '3.0'],
  CreateUser: [0x3e, 'Create User', '3.0'],
  CreateCredential: [0x3f, 'Create Credential', '3.0'],
  Deactivate: [0x40, 'Deactivate', '3.0'],
})

/** Draft of KMIP 3.0. */
export const OTPAlgorithm = enumeration('OTPAlgorithm', {
  HOTP: [0x01, 'HOTP', '3.0'],
  TOTP: [0x02, 'TOTP', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.15, 2.1 section 11.37. */
export const PaddingMethod = enumeration('PaddingMethod', {
  None: [0x01, 'None', '1.0'],
  OAEP: [0x02, 'OAEP', '1.0'],
  PKCS5: [0x03, 'PKCS5', '1.0'],
  SSL3: [0x04, 'SSL3', '1.0'],
  Zeros: [0x05, 'Zeros', '1.0'],
  ANSIX9_23: [0x06, 'ANSI X9.23', '1.0'],
  ISO10126: [0x07, 'ISO 10126', '1.0'],
  PKCS1V1_5: [0x08, 'PKCS1 v1.5', '1.0'],
  X9_31: [0x09, 'X9.31', '1.0'],
  PSS: [0x0a, 'PSS', '1.0'],
})

/** KMIP 2.1 section 11.40. */
export const ProcessingStage = enumeration('ProcessingStage', {
  Submitted: [0x01, 'Submitted', '2.1'],
  InProcess: [0x02, 'In Process', '2.1'],
  Completed: [0x03, 'Completed', '2.1'],
})

/** KMIP 2.1 section 11.42. */
export const ProtectionLevel = enumeration('ProtectionLevel', {
  High: [0x01, 'High', '2.0'],
  Low: [0x02, 'Low', '2.0'],
})

/** KMIP 1.4 section 9.1.3.2.26, 2.1 section 11.43. */
export const PutFunction = enumeration('PutFunction', {
  New: [0x01, 'New', '1.0'],
  Replace: [0x02, 'Replace', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.24, 2.1 section 11.44. */
export const QueryFunction = enumeration('QueryFunction', {
  QueryOperations: [0x01, 'Query Operations', '1.0'],
  QueryObjects: [0x02, 'Query Objects', '1.0'],
  QueryServerInformation: [0x03, 'Query Server Information', '1.0'],
  QueryApplicationNamespaces: [0x04, 'Query Application Namespaces', '1.0'],
  QueryExtensionList: [0x05, 'Query Extension List', '1.1'],
  QueryExtensionMap: [0x06, 'Query Extension Map', '1.1'],
  QueryAttestationTypes: [0x07, 'Query Attestation Types', '1.2'],
  QueryRNGs: [0x08, 'Query RNGs', '1.3'],
  QueryValidations: [0x09, 'Query Validations', '1.3'],
  QueryProfiles: [0x0a, 'Query Profiles', '1.3'],
  QueryCapabilities: [0x0b, 'Query Capabilities', '1.3'],
  QueryClientRegistrationMethods: [0x0c, 'Query Client Registration Methods', '1.3'],
  QueryDefaultsInformation: [0x0d, 'Query Defaults Information', '2.0'],
  QueryStorageProtectionMasks: [0x0e, 'Query Storage Protection Masks', '2.0'],
  QueryCredentialInformation: [0x0f, 'Query Credential Information', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.5, 2.1 section 11.45. */
export const RecommendedCurve = enumeration('RecommendedCurve', {
  P_192: [0x01, 'P-192', '1.0'],
  K_163: [0x02, 'K-163', '1.0'],
  B_163: [0x03, 'B-163', '1.0'],
  P_224: [0x04, 'P-224', '1.0'],
  K_233: [0x05, 'K-233', '1.0'],
  B_233: [0x06, 'B-233', '1.0'],
  P_256: [0x07, 'P-256', '1.0'],
  K_283: [0x08, 'K-283', '1.0'],
  B_283: [0x09, 'B-283', '1.0'],
  P_384: [0x0a, 'P-384', '1.0'],
  K_409: [0x0b, 'K-409', '1.0'],
  B_409: [0x0c, 'B-409', '1.0'],
  P_521: [0x0d, 'P-521', '1.0'],
  K_571: [0x0e, 'K-571', '1.0'],
  B_571: [0x0f, 'B-571', '1.0'],
  SECP112R1: [0x10, 'SECP112R1', '1.2'],
  SECP112R2: [0x11, 'SECP112R2', '1.2'],
  SECP128R1: [0x12, 'SECP128R1', '1.2'],
  SECP128R2: [0x13, 'SECP128R2', '1.2'],
  SECP160K1: [0x14, 'SECP160K1', '1.2'],
  SECP160R1: [0x15, 'SECP160R1', '1.2'],
  SECP160R2: [0x16, 'SECP160R2', '1.2'],
  SECP192K1: [0x17, 'SECP192K1', '1.2'],
  SECP224K1: [0x18, 'SECP224K1', '1.2'],
  SECP256K1: [0x19, 'SECP256K1', '1.2'],
  SECT113R1: [0x1a, 'SECT113R1', '1.2'],
  SECT113R2: [0x1b, 'SECT113R2', '1.2'],
  SECT131R1: [0x1c, 'SECT131R1', '1.2'],
  SECT131R2: [0x1d, 'SECT131R2', '1.2'],
  SECT163R1: [0x1e, 'SECT163R1', '1.2'],
  SECT193R1: [0x1f, 'SECT193R1', '1.2'],
  SECT193R2: [0x20, 'SECT193R2', '1.2'],
  SECT239K1: [0x21, 'SECT239K1', '1.2'],
  ANSIX9P192V2: [0x22, 'ANSIX9P192V2', '1.2'],
  ANSIX9P192V3: [0x23, 'ANSIX9P192V3', '1.2'],
  ANSIX9P239V1: [0x24, 'ANSIX9P239V1', '1.2'],
  ANSIX9P239V2: [0x25, 'ANSIX9P239V2', '1.2'],
  ANSIX9P239V3: [0x26, 'ANSIX9P239V3', '1.2'],
  ANSIX9C2PNB163V1: [0x27, 'ANSIX9C2PNB163V1', '1.2'],
  ANSIX9C2PNB163V2: [0x28, 'ANSIX9C2PNB163V2', '1.2'],
  ANSIX9C2PNB163V3: [0x29, 'ANSIX9C2PNB163V3', '1.2'],
  ANSIX9C2PNB176V1: [0x2a, 'ANSIX9C2PNB176V1', '1.2'],
  ANSIX9C2TNB191V1: [0x2b, 'ANSIX9C2TNB191V1', '1.2'],
  ANSIX9C2TNB191V2: [0x2c, 'ANSIX9C2TNB191V2', '1.2'],
  ANSIX9C2TNB191V3: [0x2d, 'ANSIX9C2TNB191V3', '1.2'],
  ANSIX9C2PNB208W1: [0x2e, 'ANSIX9C2PNB208W1', '1.2'],
  ANSIX9C2TNB239V1: [0x2f, 'ANSIX9C2TNB239V1', '1.2'],
  ANSIX9C2TNB239V2: [0x30, 'ANSIX9C2TNB239V2', '1.2'],
  ANSIX9C2TNB239V3: [0x31, 'ANSIX9C2TNB239V3', '1.2'],
  ANSIX9C2PNB272W1: [0x32, 'ANSIX9C2PNB272W1', '1.2'],
  ANSIX9C2PNB304W1: [0x33, 'ANSIX9C2PNB304W1', '1.2'],
  ANSIX9C2TNB359V1: [0x34, 'ANSIX9C2TNB359V1', '1.2'],
  ANSIX9C2PNB368W1: [0x35, 'ANSIX9C2PNB368W1', '1.2'],
  ANSIX9C2TNB431R1: [0x36, 'ANSIX9C2TNB431R1', '1.2'],
  BRAINPOOLP160R1: [0x37, 'BRAINPOOLP160R1', '1.2'],
  BRAINPOOLP160T1: [0x38, 'BRAINPOOLP160T1', '1.2'],
  BRAINPOOLP192R1: [0x39, 'BRAINPOOLP192R1', '1.2'],
  BRAINPOOLP192T1: [0x3a, 'BRAINPOOLP192T1', '1.2'],
  BRAINPOOLP224R1: [0x3b, 'BRAINPOOLP224R1', '1.2'],
  BRAINPOOLP224T1: [0x3c, 'BRAINPOOLP224T1', '1.2'],
  BRAINPOOLP256R1: [0x3d, 'BRAINPOOLP256R1', '1.2'],
  BRAINPOOLP256T1: [0x3e, 'BRAINPOOLP256T1', '1.2'],
  BRAINPOOLP320R1: [0x3f, 'BRAINPOOLP320R1', '1.2'],
  BRAINPOOLP320T1: [0x40, 'BRAINPOOLP320T1', '1.2'],
  BRAINPOOLP384R1: [0x41, 'BRAINPOOLP384R1', '1.2'],
  BRAINPOOLP384T1: [0x42, 'BRAINPOOLP384T1', '1.2'],
  BRAINPOOLP512R1: [0x43, 'BRAINPOOLP512R1', '1.2'],
  BRAINPOOLP512T1: [0x44, 'BRAINPOOLP512T1', '1.2'],
  CURVE25519: [0x45, 'CURVE25519', '2.0'],
  CURVE448: [0x46, 'CURVE448', '2.0'],
})

/** KMIP 1.4 section 9.1.3.2.29, 2.1 section 11.46. */
export const ResultReason = enumeration('ResultReason', {
  ItemNotFound: [0x0001, 'Item Not Found', '1.0'],
  ResponseTooLarge: [0x0002, 'Response Too Large', '1.0'],
  AuthenticationNotSuccessful: [0x0003, 'Authentication Not Successful', '1.0'],
  InvalidMessage: [0x0004, 'Invalid Message', '1.0'],
  OperationNotSupported: [0x0005, 'Operation Not Supported', '1.0'],
  MissingData: [0x0006, 'Missing Data', '1.0'],
  InvalidField: [0x0007, 'Invalid Field', '1.0'],
  FeatureNotSupported: [0x0008, 'Feature Not Supported', '1.0'],
  OperationCanceledByRequester: [0x0009, 'Operation Canceled By Requester', '1.0'],
  CryptographicFailure: [0x000a, 'Cryptographic Failure', '1.0'],
  IllegalOperation: [0x000b, 'Illegal Operation', '1.0', {until: '1.4'}],
  PermissionDenied: [0x000c, 'Permission Denied', '1.0'],
  ObjectArchived: [0x000d, 'Object Archived', '1.0'],
  IndexOutOfBounds: [0x000e, 'Index Out of Bounds', '1.0', {until: '1.4'}],
  ApplicationNamespaceNotSupported: [0x000f, 'Application Namespace Not Supported', '1.0'],
  KeyFormatTypeNotSupported: [0x0010, 'Key Format Type Not Supported', '1.0'],
  KeyCompressionTypeNotSupported: [0x0011, 'Key Compression Type Not Supported', '1.0'],
  EncodingOptionError: [0x0012, 'Encoding Option Error', '1.1'],
  KeyValueNotPresent: [0x0013, 'Key Value Not Present', '1.2'],
  AttestationRequired: [0x0014, 'Attestation Required', '1.2'],
  AttestationFailed: [0x0015, 'Attestation Failed', '1.2'],
  Sensitive: [0x0016, 'Sensitive', '1.4'],
  NotExtractable: [0x0017, 'Not Extractable', '1.4'],
  ObjectAlreadyExists: [0x0018, 'Object Already Exists', '1.4'],
  InvalidTicket: [0x0019, 'Invalid Ticket', '2.0'],
  UsageLimitExceeded: [0x001a, 'Usage Limit Exceeded', '2.0', {aliases: ['UsageLimitsExceeded']}],
  NumericRange: [0x001b, 'Numeric Range', '2.0'],
  InvalidDataType: [0x001c, 'Invalid Data Type', '2.0'],
  ReadOnlyAttribute: [0x001d, 'Read Only Attribute', '2.0'],
  MultiValuedAttribute: [0x001e, 'Multi Valued Attribute', '2.0'],
  UnsupportedAttribute: [0x001f, 'Unsupported Attribute', '2.0'],
  AttributeInstanceNotFound: [0x0020, 'Attribute Instance Not Found', '2.0'],
  AttributeNotFound: [0x0021, 'Attribute Not Found', '2.0'],
  AttributeReadOnly: [0x0022, 'Attribute Read Only', '2.0'],
  AttributeSingleValued: [0x0023, 'Attribute Single Valued', '2.0'],
  BadCryptographicParameters: [0x0024, 'Bad Cryptographic Parameters', '2.0'],
  BadPassword: [0x0025, 'Bad Password', '2.0'],
  CodecError: [0x0026, 'Codec Error', '2.0'],
  IllegalObjectType: [0x0028, 'Illegal Object Type', '2.0'],
  IncompatibleCryptographicUsageMask: [0x0029, 'Incompatible Cryptographic Usage Mask', '2.0'],
  InternalServerError: [0x002a, 'Internal Server Error', '2.0'],
  InvalidAsynchronousCorrelationValue: [0x002b, 'Invalid Asynchronous Correlation Value', '2.0'],
  InvalidAttribute: [0x002c, 'Invalid Attribute', '2.0'],
  InvalidAttributeValue: [0x002d, 'Invalid Attribute Value', '2.0'],
  InvalidCorrelationValue: [0x002e, 'Invalid Correlation Value', '2.0'],
  InvalidCSR: [0x002f, 'Invalid CSR', '2.0'],
  InvalidObjectType: [0x0030, 'Invalid Object Type', '2.0'],
  KeyWrapTypeNotSupported: [0x0032, 'Key Wrap Type Not Supported', '2.0'],
  MissingInitializationVector: [0x0034, 'Missing Initialization Vector', '2.0'],
  NonUniqueNameAttribute: [0x0035, 'Non Unique Name Attribute', '2.0'],
  ObjectDestroyed: [0x0036, 'Object Destroyed', '2.0'],
  ObjectNotFound: [0x0037, 'Object Not Found', '2.0'],
  NotAuthorised: [0x0039, 'Not Authorised', '2.0', {aliases: ['NotAuthorized']}],
  ServerLimitExceeded: [0x003a, 'Server Limit Exceeded', '2.0'],
  UnknownEnumeration: [0x003b, 'Unknown Enumeration', '2.0'],
  UnknownMessageExtension: [0x003c, 'Unknown Message Extension', '2.0'],
  UnknownTag: [0x003d, 'Unknown Tag', '2.0'],
  UnsupportedCryptographicParameters: [0x003e, 'Unsupported Cryptographic Parameters', '2.0'],
  UnsupportedProtocolVersion: [0x003f, 'Unsupported Protocol Version', '2.0'],
  WrappingObjectArchived: [0x0040, 'Wrapping Object Archived', '2.0'],
  WrappingObjectDestroyed: [0x0041, 'Wrapping Object Destroyed', '2.0'],
  WrappingObjectNotFound: [0x0042, 'Wrapping Object Not Found', '2.0'],
  WrongKeyLifecycleState: [0x0043, 'Wrong Key Lifecycle State', '2.0'],
  ProtectionStorageUnavailable: [0x0044, 'Protection Storage Unavailable', '2.0'],
  PKCS_11CodecError: [0x0045, 'PKCS#11 Codec Error', '2.0'],
  PKCS_11InvalidFunction: [0x0046, 'PKCS#11 Invalid Function', '2.0'],
  PKCS_11InvalidInterface: [0x0047, 'PKCS#11 Invalid Interface', '2.0'],
  PrivateProtectionStorageUnavailable: [0x0048, 'Private Protection Storage Unavailable', '2.0'],
  PublicProtectionStorageUnavailable: [0x0049, 'Public Protection Storage Unavailable', '2.0'],
  UnknownObjectGroup: [0x004a, 'Unknown Object Group', '2.1', {until: '2.1'}],
  ConstraintViolation: [0x004b, 'Constraint Violation', '2.1'],
  DuplicateProcessRequest: [0x004c, 'Duplicate Process Request', '2.1'],
  CircularLinkError: [0x004d, 'Circular Link Error', '3.0'],
  GeneralFailure: [0x0100, 'General Failure', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.28, 2.1 section 11.47. */
export const ResultStatus = enumeration('ResultStatus', {
  Success: [0x00, 'Success', '1.0'],
  OperationFailed: [0x01, 'Operation Failed', '1.0'],
  OperationPending: [0x02, 'Operation Pending', '1.0'],
  OperationUndone: [0x03, 'Operation Undone', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.19, 2.1 section 11.48. */
export const RevocationReasonCode = enumeration('RevocationReasonCode', {
  Unspecified: [0x01, 'Unspecified', '1.0'],
  KeyCompromise: [0x02, 'Key Compromise', '1.0'],
  CACompromise: [0x03, 'CA Compromise', '1.0'],
  AffiliationChanged: [0x04, 'Affiliation Changed', '1.0'],
  Superseded: [0x05, 'Superseded', '1.0'],
  CessationOfOperation: [0x06, 'Cessation of Operation', '1.0'],
  PrivilegeWithdrawn: [0x07, 'Privilege Withdrawn', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.37, 2.1 section 11.49. */
export const RNGAlgorithm = enumeration('RNGAlgorithm', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  FIPS186_2: [0x02, 'FIPS 186-2', '1.3'],
  DRBG: [0x03, 'DRBG', '1.3'],
  NRBG: [0x04, 'NRBG', '1.3'],
  ANSIX9_31: [0x05, 'ANSI X9.31', '1.3'],
  ANSIX9_62: [0x06, 'ANSI X9.62', '1.3'],
})

/** KMIP 1.4 section 9.1.3.2.46, 2.1 section 11.50. */
export const RNGMode = enumeration('RNGMode', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  SharedInstantiation: [0x02, 'Shared Instantiation', '1.3'],
  NonSharedInstantiation: [0x03, 'Non-Shared Instantiation', '1.3'],
})

/** KMIP 2.1 section 11.51. */
export const RotateNameType = enumeration('RotateNameType', {
  UninterpretedTextString: [0x01, 'Uninterpreted Text String', '2.1', {until: '2.1'}],
  URI: [0x02, 'URI', '2.1', {until: '2.1'}],
})

/** KMIP 1.4 section 9.1.3.2.9, 2.1 section 11.52. */
export const SecretDataType = enumeration('SecretDataType', {
  Password: [0x01, 'Password', '1.0'],
  Seed: [0x02, 'Seed', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.45, 2.1 section 11.53. */
export const ShreddingAlgorithm = enumeration('ShreddingAlgorithm', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  Cryptographic: [0x02, 'Cryptographic', '1.3'],
  Unsupported: [0x03, 'Unsupported', '1.3'],
})

/** KMIP 1.4 section 9.1.3.2.8, 2.1 section 11.54. */
export const SplitKeyMethod = enumeration('SplitKeyMethod', {
  XOR: [0x01, 'XOR', '1.0'],
  PolynomialSharingGF2_16: [0x02, 'Polynomial Sharing GF (2^16)', '1.0'],
  PolynomialSharingPrimeField: [0x03, 'Polynomial Sharing Prime Field', '1.0'],
  PolynomialSharingGF2_8: [0x04, 'Polynomial Sharing GF (2^8)', '1.2'],
})

/** Draft of KMIP 3.0. */
export const SplitKeyPolynomial = enumeration('SplitKeyPolynomial', {
  Polynomial_283: [0x01, 'Polynomial-283', '3.0'],
  Polynomial_285: [0x02, 'Polynomial-285', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.18, 2.1 section 11.55. */
export const State = enumeration('State', {
  PreActive: [0x01, 'Pre-Active', '1.0'],
  Active: [0x02, 'Active', '1.0'],
  Deactivated: [0x03, 'Deactivated', '1.0'],
  Compromised: [0x04, 'Compromised', '1.0'],
  Destroyed: [0x05, 'Destroyed', '1.0'],
  DestroyedCompromised: [0x06, 'Destroyed Compromised', '1.0'],
})

/** KMIP 2.1 section 11.57. */
export const TicketType = enumeration('TicketType', {
  Login: [0x01, 'Login', '2.0'],
})

/** KMIP 2.1 section 11.58. */
export const UniqueIdentifier = enumeration('UniqueIdentifier', {
  IDPlaceholder: [0x01, 'ID Placeholder', '2.0'],
  Certify: [0x02, 'Certify', '2.0'],
  Create: [0x03, 'Create', '2.0'],
  CreateKeyPair: [0x04, 'Create Key Pair', '2.0'],
  CreateKeyPairPrivateKey: [0x05, 'Create Key Pair Private Key', '2.0'],
  CreateKeyPairPublicKey: [0x06, 'Create Key Pair Public Key', '2.0'],
  CreateSplitKey: [0x07, 'Create Split Key', '2.0'],
  DeriveKey: [0x08, 'Derive Key', '2.0'],
  Import: [0x09, 'Import', '2.0'],
  JoinSplitKey: [0x0a, 'Join Split Key', '2.0'],
  Locate: [0x0b, 'Locate', '2.0'],
  Register: [0x0c, 'Register', '2.0'],
  ReKey: [0x0d, 'Re-key', '2.0'],
  ReCertify: [0x0e, 'Re-certify', '2.0'],
  ReKeyKeyPair: [0x0f, 'Re-key Key Pair', '2.0'],
  ReKeyKeyPairPrivateKey: [0x10, 'Re-key Key Pair Private Key', '2.0'],
  ReKeyKeyPairPublicKey: [0x11, 'Re-key Key Pair Public Key', '2.0'],
  ReProvision: [0x12, 'Re-Provision', '3.0'],
  CreateUser: [0x13, 'Create User', '3.0'],
  CreateGroup: [0x14, 'Create Group', '3.0'],
  CreateCredential: [0x15, 'Create Credential', '3.0'],
})

/** KMIP 1.4 section 9.1.3.2.43, 2.1 section 11.59. */
export const UnwrapMode = enumeration('UnwrapMode', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  Processed: [0x02, 'Processed', '1.3'],
  NotProcessed: [0x03, 'Not Processed', '1.3'],
})

/** KMIP 1.4 section 9.1.3.2.31, 2.1 section 11.60. */
export const UsageLimitsUnit = enumeration('UsageLimitsUnit', {
  Byte: [0x01, 'Byte', '1.0'],
  Object: [0x02, 'Object', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.40, 2.1 section 11.63. */
export const ValidationAuthorityType = enumeration('ValidationAuthorityType', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  NISTCMVP: [0x02, 'NIST CMVP', '1.3'],
  CommonCriteria: [0x03, 'Common Criteria', '1.3'],
})

/** KMIP 1.4 section 9.1.3.2.41, 2.1 section 11.64. */
export const ValidationType = enumeration('ValidationType', {
  Unspecified: [0x01, 'Unspecified', '1.3'],
  Hardware: [0x02, 'Hardware', '1.3'],
  Software: [0x03, 'Software', '1.3'],
  Firmware: [0x04, 'Firmware', '1.3'],
  Hybrid: [0x05, 'Hybrid', '1.3'],
})

/** KMIP 1.4 section 9.1.3.2.23, 2.1 section 11.61. */
export const ValidityIndicator = enumeration('ValidityIndicator', {
  Valid: [0x01, 'Valid', '1.0'],
  Invalid: [0x02, 'Invalid', '1.0'],
  Unknown: [0x03, 'Unknown', '1.0'],
})

/** KMIP 1.4 section 9.1.3.2.4, 2.1 section 11.62. */
export const WrappingMethod = enumeration('WrappingMethod', {
  Encrypt: [0x01, 'Encrypt', '1.0'],
  MACSign: [0x02, 'MAC/sign', '1.0'],
  EncryptThenMACSign: [0x03, 'Encrypt then MAC/sign', '1.0'],
  MACSignThenEncrypt: [0x04, 'MAC/sign then encrypt', '1.0'],
  TR_31: [0x05, 'TR-31', '1.0'],
})
