import {describe, expect, it} from 'vitest'
import {generateSymmetricKey} from '../../../src/crypto/key-generation.ts'
import {registeredKeyLength} from '../../../src/crypto/key-length.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'

const counting = (length: number): Uint8Array => new Uint8Array(length).map((_, index) => index)

describe('Generated keys', () => {
  it.each([
    ['AES', 128, 16],
    ['AES', 192, 24],
    ['AES', 256, 32],
    ['DES', 56, 8],
    ['DES', 64, 8],
    ['DES3', 112, 16],
    ['DES3', 128, 16],
    ['DES3', 168, 24],
    ['DES3', 192, 24],
    ['Camellia', 256, 32],
    ['Blowfish', 448, 56],
    ['CAST5', 40, 5],
    ['ChaCha20', 256, 32],
    ['ChaCha20Poly1305', 256, 32],
    ['HMAC_SHA256', 64, 8],
    ['HMAC_SHA512', 1000, 125],
    ['HMAC_SHA3_256', 65_536, 8192],
  ] as const)('of %s with %i bits have %i bytes', (algorithm, bits, length) => {
    expect(generateSymmetricKey(algorithm, bits)).toHaveLength(length)
  })

  it('are the bytes of the source', () => {
    expect(hex(generateSymmetricKey('AES', 128, counting))).toBe('000102030405060708090a0b0c0d0e0f')
    expect(hex(generateSymmetricKey(3, 128, counting))).toBe('000102030405060708090a0b0c0d0e0f')
  })

  it('differ from each other', () => {
    expect(hex(generateSymmetricKey('AES', 256))).not.toBe(hex(generateSymmetricKey('AES', 256)))
  })

  it('of DES have odd parity in every byte', () => {
    const source = (): Uint8Array => bytes('00 01 02 03 fe ff 80 7f')
    expect(hex(generateSymmetricKey('DES', 56, source))).toBe('01010202fefe807f')
    for (const byte of generateSymmetricKey('DES3', 168)) {
      expect(byte.toString(2).replaceAll('0', '').length % 2).toBe(1)
    }
  })

  it.each([
    ['AES', 0],
    ['AES', 64],
    ['AES', 512],
    ['AES', -128],
    ['AES', 128.5],
    ['DES3', 56],
    ['HMAC_SHA256', 56],
    ['HMAC_SHA256', 65],
    ['HMAC_SHA256', 65_544],
    ['Blowfish', 24],
  ] as const)('are refused for %s with %i bits', (algorithm, bits) => {
    refusal('BadCryptographicParameters', () => generateSymmetricKey(algorithm, bits))
  })

  it('are refused with the lengths that would do', () => {
    const error = refusal('BadCryptographicParameters', () => generateSymmetricKey('AES', 512))
    expect(error.message).toBe('Cryptographic Length 512 does not fit AES')
    expect(error.hint).toBe('Use 128, 192, 256 bits')
    expect(refusal('BadCryptographicParameters', () => generateSymmetricKey('HMAC_SHA1', 63)).hint).toBe(
      'Use 64 to 65536 in steps of 8 bits',
    )
  })

  it.each(['RSA', 'EC', 'SHA3_256', 0x80000001] as const)(
    'are refused for %s, which has no symmetric keys',
    (algorithm) => {
      refusal('BadCryptographicParameters', () => generateSymmetricKey(algorithm, 128))
    },
  )
})

describe('Registered key material', () => {
  it('gives the length that the client says', () => {
    expect(registeredKeyLength('AES', 32, 256)).toBe(256)
    expect(registeredKeyLength('DES3', 24, 168)).toBe(168)
    expect(registeredKeyLength('DES3', 24, 192)).toBe(192)
    expect(registeredKeyLength(0x80000001, 5, 40)).toBe(40)
  })

  it('gives its own length when the client says none', () => {
    expect(registeredKeyLength('AES', 16)).toBe(128)
    expect(registeredKeyLength('DES3', 24)).toBe(168)
    expect(registeredKeyLength('HMAC_SHA256', 20)).toBe(160)
  })

  it.each([
    ['AES', 16, 256],
    ['AES', 20, undefined],
    ['AES', 20, 160],
    ['DES3', 16, 168],
    ['HMAC_SHA256', 20, 256],
    ['RSA', 16, 128],
    [0x80000001, 5, 41],
  ] as const)('is refused for %s of %s bytes that should have %s bits', (algorithm, length, bits) => {
    refusal('BadCryptographicParameters', () => registeredKeyLength(algorithm, length, bits))
  })
})
