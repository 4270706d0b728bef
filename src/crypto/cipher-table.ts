import type {EnumName} from '../kmip/spec/enumeration.ts'
import type {BlockCipherMode, CryptographicAlgorithm} from '../kmip/spec/enumerations.ts'

/** Modes whose only state between two blocks is an IV: they can be streamed. */
export type ChainingMode = Extract<EnumName<typeof BlockCipherMode>, 'CBC' | 'CFB' | 'CTR' | 'ECB' | 'OFB'>
/** Modes that authenticate what they encrypt. */
export type AeadMode = Extract<EnumName<typeof BlockCipherMode>, 'AEAD' | 'CCM' | 'GCM'>
/** Modes that need all of the data at once, and have no tag of their own. */
export type WholeMode = Extract<EnumName<typeof BlockCipherMode>, 'AESKeyWrapPadding' | 'NISTKeyWrap' | 'XTS'>

/** OpenSSL's names by the length of the key in bytes. */
export type NamesByKeyLength = Readonly<Record<number, string>>

export interface CipherRow {
  /** In bytes; 1 for stream ciphers. */
  readonly blockLength: number
  /** Without the mode. */
  readonly families: NamesByKeyLength
  readonly chaining: readonly ChainingMode[]
  readonly aead?: Readonly<Partial<Record<AeadMode, NamesByKeyLength>>>
  readonly whole?: Readonly<Partial<Record<WholeMode, NamesByKeyLength>>>
}

const allModes: readonly ChainingMode[] = ['CBC', 'CFB', 'CTR', 'ECB', 'OFB']

/** A further cipher of OpenSSL is one more row. Those of its legacy provider are not here: Node does not load it. */
export const cipherTable: Readonly<Partial<Record<EnumName<typeof CryptographicAlgorithm>, CipherRow>>> = {
  AES: {
    blockLength: 16,
    families: {16: 'aes-128', 24: 'aes-192', 32: 'aes-256'},
    chaining: allModes,
    aead: {
      CCM: {16: 'aes-128-ccm', 24: 'aes-192-ccm', 32: 'aes-256-ccm'},
      GCM: {16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm'},
    },
    whole: {
      AESKeyWrapPadding: {16: 'id-aes128-wrap-pad', 24: 'id-aes192-wrap-pad', 32: 'id-aes256-wrap-pad'},
      NISTKeyWrap: {16: 'id-aes128-wrap', 24: 'id-aes192-wrap', 32: 'id-aes256-wrap'},
      // Two keys in one: XTS with AES-192 is not defined.
      XTS: {32: 'aes-128-xts', 64: 'aes-256-xts'},
    },
  },
  ARIA: {
    blockLength: 16,
    families: {16: 'aria-128', 24: 'aria-192', 32: 'aria-256'},
    chaining: allModes,
    aead: {
      CCM: {16: 'aria-128-ccm', 24: 'aria-192-ccm', 32: 'aria-256-ccm'},
      GCM: {16: 'aria-128-gcm', 24: 'aria-192-gcm', 32: 'aria-256-gcm'},
    },
  },
  Camellia: {
    blockLength: 16,
    families: {16: 'camellia-128', 24: 'camellia-192', 32: 'camellia-256'},
    chaining: allModes,
  },
  ChaCha20Poly1305: {
    blockLength: 1,
    families: {},
    chaining: [],
    aead: {AEAD: {32: 'chacha20-poly1305'}},
  },
  DES3: {
    blockLength: 8,
    families: {16: 'des-ede', 24: 'des-ede3'},
    chaining: ['CBC', 'CFB', 'ECB', 'OFB'],
  },
  // Only newer versions of OpenSSL authenticate with it.
  SM4: {
    blockLength: 16,
    families: {16: 'sm4'},
    chaining: allModes,
  },
}
