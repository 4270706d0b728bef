import {describe, expect, it} from 'vitest'
import type {CipherParameters} from '../../../src/crypto/cipher-parameters.ts'
import {decrypt, encrypt} from '../../../src/crypto/symmetric-cipher.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'

const key = bytes('000102030405060708090a0b0c0d0e0f')
const block = bytes('00112233445566778899aabbccddeeff')
const iv = bytes('0f0e0d0c0b0a09080706050403020100')
const fixedRandom = (length: number): Uint8Array => new Uint8Array(length).fill(0x5a)
const cbc: CipherParameters = {algorithm: 'AES', mode: 'CBC', padding: 'PKCS5'}
const gcm: CipherParameters = {algorithm: 'AES', mode: 'GCM'}

describe('Initialization vectors', () => {
  it.each([
    ['CBC', 16],
    ['CFB', 16],
    ['CTR', 16],
    ['OFB', 16],
    ['GCM', 12],
  ] as const)('%s without an IV makes one of %i bytes and returns it', (mode, length) => {
    const encrypted = encrypt(key, {algorithm: 'AES', mode}, {data: block}, fixedRandom)
    expect(hex(encrypted.iv)).toBe('5a'.repeat(length))
    const withIv = encrypt(key, {algorithm: 'AES', mode}, {data: block, iv: fixedRandom(length)})
    expect(hex(withIv.data)).toBe(hex(encrypted.data))
  })

  it('does not return an IV that the client sent', () => {
    expect(encrypt(key, cbc, {data: block, iv}).iv).toBeUndefined()
  })

  it('ignores an IV in mode ECB, makes none and needs none', () => {
    const ecb = {algorithm: 'AES', mode: 'ECB'} as const
    const encrypted = encrypt(key, ecb, {data: block, iv: bytes('01')})
    expect(hex(encrypted.data)).toBe('69c4e0d86a7b0430d8cdb78070b4c55a')
    expect(encrypted.iv).toBeUndefined()
    expect(hex(decrypt(key, ecb, {data: encrypted.data, missingIv: 'refuse'}))).toBe(hex(block))
  })

  it.each(['CBC', 'CFB', 'CTR', 'OFB'] as const)('%s refuses an IV of a wrong length', (mode) => {
    for (const length of [0, 12, 15, 17]) {
      const wrong = {data: block, iv: new Uint8Array(length)}
      refusal('BadCryptographicParameters', () => encrypt(key, {algorithm: 'AES', mode}, wrong))
      refusal('BadCryptographicParameters', () => decrypt(key, {algorithm: 'AES', mode}, wrong))
    }
  })

  it('GCM takes IVs of 1 to 128 bytes, or only of the IV Length', () => {
    for (const length of [1, 8, 60, 128]) {
      expect(encrypt(key, gcm, {data: block, iv: new Uint8Array(length)}).data).toHaveLength(16)
    }
    for (const length of [0, 129])
      refusal('BadCryptographicParameters', () => encrypt(key, gcm, {data: block, iv: new Uint8Array(length)}))
    const parameters = {...gcm, ivLengthBits: 128}
    refusal('BadCryptographicParameters', () => encrypt(key, parameters, {data: block, iv: new Uint8Array(12)}))
    expect(encrypt(key, parameters, {data: block}, fixedRandom).iv).toHaveLength(16)
  })

  it('makes no random IV for GCM that is shorter than 96 bits', () => {
    refusal('BadCryptographicParameters', () => encrypt(key, {...gcm, ivLengthBits: 64}, {data: block}))
  })

  it.each([0, 7, -8, 1032, 96.5])('GCM refuses an IV Length of %f bits', (ivLengthBits) => {
    refusal('BadCryptographicParameters', () => encrypt(key, {...gcm, ivLengthBits}, {data: block}))
  })

  it('CBC refuses an IV Length that is not its block', () => {
    refusal('BadCryptographicParameters', () => encrypt(key, {...cbc, ivLengthBits: 96}, {data: block}))
    expect(encrypt(key, {...cbc, ivLengthBits: 128}, {data: block}).iv).toHaveLength(16)
  })

  it.each(['CBC', 'CFB', 'CTR', 'GCM', 'OFB'] as const)('%s decrypts data that begin with their IV', (mode) => {
    const parameters = {algorithm: 'AES', mode, padding: 'PKCS5'} as const
    const encrypted = encrypt(key, parameters, {data: block})
    const data = Buffer.concat([encrypted.iv ?? bytes(''), encrypted.data])
    expect(hex(decrypt(key, parameters, {data, tag: encrypted.tag}))).toBe(hex(block))
  })

  it('refuses data that are shorter than the IV they should begin with', () => {
    refusal('BadCryptographicParameters', () => decrypt(key, cbc, {data: new Uint8Array(15)}))
  })

  it('refuses a missing IV as Invalid Message where the caller does not want it in the data (CS-BC-M-11)', () => {
    for (const parameters of [cbc, gcm]) {
      refusal('InvalidMessage', () => decrypt(key, parameters, {data: new Uint8Array(48), missingIv: 'refuse'}))
    }
  })
})
