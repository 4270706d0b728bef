/** CKO_: classes of objects. */
export const CKO = {DATA: 0, CERTIFICATE: 1, PUBLIC_KEY: 2, PRIVATE_KEY: 3, SECRET_KEY: 4} as const

/** CKK_: types of keys. */
export const CKK = {
  RSA: 0x00,
  DSA: 0x01,
  EC: 0x03,
  GENERIC_SECRET: 0x10,
  DES2: 0x14,
  DES3: 0x15,
  AES: 0x1f,
  BLOWFISH: 0x20,
  CAMELLIA: 0x25,
  SHA_1_HMAC: 0x28,
  SHA256_HMAC: 0x2b,
  SHA384_HMAC: 0x2c,
  SHA512_HMAC: 0x2d,
  SHA224_HMAC: 0x2e,
  CHACHA20: 0x33,
  POLY1305: 0x34,
  EC_EDWARDS: 0x40,
  EC_MONTGOMERY: 0x41,
} as const

/** CKC_: types of certificates. */
export const CKC = {X_509: 0} as const

/** What a count or a size is that cannot be told: CK_UNAVAILABLE_INFORMATION. */
export const unavailable = 2 ** 64
