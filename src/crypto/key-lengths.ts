import type {EnumName} from '../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm} from '../kmip/spec/enumerations.ts'

/** Cryptographic Lengths in bits. */
export type KeyLengthRule = {readonly only: readonly number[]} | KeyLengthRange

interface KeyLengthRange {
  readonly from: number
  readonly to: number
  readonly step: number
}

/** The standards set no upper limit; this one keeps a request from asking for all of the memory. */
const anyBytesFrom = (from: number): KeyLengthRange => ({from, to: 65_536, step: 8})
const hmac = anyBytesFrom(64)
const aesLike: KeyLengthRule = {only: [128, 192, 256]}

/** Symmetric algorithms and the lengths that their standards allow; whether OpenSSL has the cipher does not matter to a key. */
export const keyLengths: Readonly<Partial<Record<EnumName<typeof CryptographicAlgorithm>, KeyLengthRule>>> = {
  AES: aesLike,
  // Clients count the parity bits or leave them out.
  DES: {only: [56, 64]},
  DES3: {only: [112, 128, 168, 192]},
  Blowfish: {from: 32, to: 448, step: 8},
  Camellia: aesLike,
  CAST5: {from: 40, to: 128, step: 8},
  IDEA: {only: [128]},
  MARS: {from: 128, to: 448, step: 32},
  RC2: {from: 8, to: 1024, step: 8},
  RC4: {from: 40, to: 2048, step: 8},
  RC5: {from: 8, to: 2040, step: 8},
  SKIPJACK: {only: [80]},
  Twofish: aesLike,
  ARIA: aesLike,
  SEED: {only: [128]},
  SM4: {only: [128]},
  GOSTR34_13_2015: {only: [256]},
  GOST28147_89: {only: [256]},
  ChaCha20: {only: [256]},
  Poly1305: {only: [256]},
  ChaCha20Poly1305: {only: [256]},
  OneTimePad: anyBytesFrom(8),
  HMAC_MD5: hmac,
  HMAC_SHA1: hmac,
  HMAC_SHA224: hmac,
  HMAC_SHA256: hmac,
  HMAC_SHA384: hmac,
  HMAC_SHA512: hmac,
  HMAC_SHA3_224: hmac,
  HMAC_SHA3_256: hmac,
  HMAC_SHA3_384: hmac,
  HMAC_SHA3_512: hmac,
}
