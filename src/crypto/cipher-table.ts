import type {CipherGCMTypes} from 'node:crypto'
import type {EnumName} from '../kmip/spec/enumeration.ts'
import type {BlockCipherMode, CryptographicAlgorithm} from '../kmip/spec/enumerations.ts'

/** Modes whose only state between two blocks is an IV: they can be streamed. */
export type ChainingMode = Extract<EnumName<typeof BlockCipherMode>, 'CBC' | 'CFB' | 'CTR' | 'ECB' | 'OFB'>

export interface CipherRow {
  /** In bytes. */
  readonly blockLength: number
  /** OpenSSL's name without the mode, by the length of the key in bytes. */
  readonly families: Readonly<Record<number, string>>
  readonly chaining: readonly ChainingMode[]
  /** By the length of the key in bytes. */
  readonly gcm?: Readonly<Record<number, CipherGCMTypes>>
}

/** A further cipher of OpenSSL is one more row. */
export const cipherTable: Readonly<Partial<Record<EnumName<typeof CryptographicAlgorithm>, CipherRow>>> = {
  AES: {
    blockLength: 16,
    families: {16: 'aes-128', 24: 'aes-192', 32: 'aes-256'},
    chaining: ['CBC', 'CFB', 'CTR', 'ECB', 'OFB'],
    gcm: {16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm'},
  },
  DES3: {
    blockLength: 8,
    families: {16: 'des-ede', 24: 'des-ede3'},
    chaining: ['CBC', 'CFB', 'ECB', 'OFB'],
  },
}
