import {createCipheriv} from 'node:crypto'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {poly1305} from '../../../src/crypto/poly1305.ts'
import {bytes, hex} from './hex.ts'

const zeros = (length: number): string => '00'.repeat(length)
const ones = 'ff'.repeat(16)

describe('Poly1305', () => {
  // RFC 8439 appendix A.3, vectors 1 and 7 to 11: sums at and around the prime
  it.each([
    [zeros(32), zeros(64), zeros(16)],
    [`02${zeros(31)}`, ones, `03${zeros(15)}`],
    [`02${zeros(15)}${ones}`, `02${zeros(15)}`, `03${zeros(15)}`],
    [`01${zeros(31)}`, `${ones}f0${'ff'.repeat(15)}11${zeros(15)}`, `05${zeros(15)}`],
    [`01${zeros(31)}`, `${ones}fb${'fe'.repeat(15)}${'01'.repeat(16)}`, zeros(16)],
    [`02${zeros(31)}`, `fd${'ff'.repeat(15)}`, `fa${'ff'.repeat(15)}`],
    [
      `0100000000000000040000000000000${zeros(16)}0`,
      'e33594d7505e43b900000000000000003394d7505e4379cd01000000000000000000000000000000000000000000000001000000000000000000000000000000',
      '14000000000000005500000000000000',
    ],
  ])('with the key %s gives the tag of RFC 8439', (key, data, expected) => {
    expect(hex(poly1305(bytes(key), [bytes(data)]))).toBe(expected)
  })

  it('is the tag of ChaCha20-Poly1305 in OpenSSL, for data of any length in any parts', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 90}), fc.nat(90), fc.nat(255), (data, cut, seed) => {
        const key = Buffer.alloc(32, seed)
        const sealing = createCipheriv('chacha20-poly1305', key, Buffer.alloc(12), {authTagLength: 16})
        sealing.setAAD(data, {plaintextLength: 0})
        sealing.final()
        // RFC 8439 sections 2.6 and 2.8: the key is the keystream's beginning, and padding and lengths follow the data
        const oneTimeKey = createCipheriv('chacha20', key, Buffer.alloc(16)).update(Buffer.alloc(32))
        const lengths = Buffer.alloc(16)
        lengths.writeUInt32LE(data.length)
        const padding = new Uint8Array((16 - (data.length % 16)) % 16)
        const parts = [data.subarray(0, cut), data.subarray(cut), padding, lengths]
        expect(hex(poly1305(oneTimeKey, parts))).toBe(sealing.getAuthTag().toString('hex'))
      }),
    )
  })

  it('is exact where every limb is as large as it can be', () => {
    const data = new Uint8Array(160).fill(0xff)
    const key = new Uint8Array(32).fill(0xff)
    // The same with whole numbers
    const prime = (1n << 130n) - 5n
    const factor = 0x0ffffffc0ffffffc0ffffffc0fffffffn
    const block = (1n << 129n) - 1n
    const sum = Array.from({length: 10}).reduce<bigint>((total) => ((total + block) * factor) % prime, 0n)
    const expected = BigInt.asUintN(128, sum + (1n << 128n) - 1n)
    const tag = Buffer.from(poly1305(key, [data]).toReversed()).toString('hex')
    expect(BigInt(`0x${tag}`)).toBe(expected)
  })
})
