/** Object identifiers of PKCS#5, PKCS#7, PKCS#9 and PKCS#12. */
export const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
  pbkdf2: '1.2.840.113549.1.5.12',
  pbes2: '1.2.840.113549.1.5.13',
  hmacWithSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const

export const macDigests = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
} as const

/** Pseudo-random functions of PBKDF2, by the digest of their HMAC. */
export const pbkdf2Digests: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}

export const pbes2Ciphers: Readonly<Record<string, {readonly name: string; readonly keyLength: number}>> = {
  '2.16.840.1.101.3.4.1.2': {name: 'aes-128-cbc', keyLength: 16},
  '2.16.840.1.101.3.4.1.22': {name: 'aes-192-cbc', keyLength: 24},
  '2.16.840.1.101.3.4.1.42': {name: 'aes-256-cbc', keyLength: 32},
  '1.2.840.113549.3.7': {name: 'des-ede3-cbc', keyLength: 24},
}

export interface LegacyCipher {
  readonly name: 'des' | 'rc2'
  /** In bytes. */
  readonly keyLength: number
}

/** Encryption with keys derived in PKCS#12's own way, RFC 7292 appendix C. */
export const legacyCiphers: Readonly<Record<string, LegacyCipher>> = {
  '1.2.840.113549.1.12.1.3': {name: 'des', keyLength: 24},
  '1.2.840.113549.1.12.1.4': {name: 'des', keyLength: 16},
  '1.2.840.113549.1.12.1.5': {name: 'rc2', keyLength: 16},
  '1.2.840.113549.1.12.1.6': {name: 'rc2', keyLength: 5},
}
