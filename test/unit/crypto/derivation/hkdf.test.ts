import {describe, expect, it} from 'vitest'
import {deriveHkdf} from '../../../../src/crypto/derivation/hkdf.ts'
import {bytes, hex} from '../hex.ts'
import {refusal} from '../refusal.ts'

const nothing = new Uint8Array(0)
const input = {hash: 'SHA_256', key: new Uint8Array(22).fill(0x0b), salt: nothing, info: nothing, length: 42} as const

describe('HKDF', () => {
  it('gives the values of RFC 5869 appendices A.1, A.3 and A.4', () => {
    const [salt, info] = [bytes('000102030405060708090a0b0c'), bytes('f0f1f2f3f4f5f6f7f8f9')]
    expect(hex(deriveHkdf({...input, salt, info}))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    )
    expect(hex(deriveHkdf(input))).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    )
    expect(hex(deriveHkdf({...input, hash: 'SHA_1', key: new Uint8Array(11).fill(0x0b), salt, info}))).toBe(
      '085a01ea1b10f36933068b56efa5ad81a4f14b822f5b091568a9cdd4f155fda2c22e422478d305f3f896',
    )
  })

  it('takes an empty key', () => {
    expect(deriveHkdf({...input, key: nothing, length: 16})).toHaveLength(16)
  })

  it('gives 255 blocks of its hash and no more', () => {
    expect(deriveHkdf({...input, length: 255 * 32})).toHaveLength(8160)
    refusal('CryptographicFailure', () => deriveHkdf({...input, length: 255 * 32 + 1}))
  })

  it('refuses more information than OpenSSL takes', () => {
    expect(deriveHkdf({...input, info: new Uint8Array(1024)})).toHaveLength(42)
    refusal('BadCryptographicParameters', () => deriveHkdf({...input, info: new Uint8Array(1025)}))
  })
})
