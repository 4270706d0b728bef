import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {byteField} from '../../../../src/crypto/secret-sharing/byte-field.ts'
import {field256, field65536} from '../../../../src/crypto/secret-sharing/fields.ts'
import {modularInverse, modulo} from '../../../../src/crypto/secret-sharing/modular.ts'
import {checkPrimeField, primeAbove} from '../../../../src/crypto/secret-sharing/prime-field.ts'

const fips197 = byteField(0x11b)

describe.each([
  ['GF(2^8)', field256, 0xff],
  ['GF(2^16)', field65536, 0xffff],
] as const)('%s', (_, {multiply, invert, scale, pieceLength}, largest) => {
  const element = fc.integer({min: 0, max: largest})

  it('obeys the laws of a field', () => {
    fc.assert(
      fc.property(element, element, element, (a, b, c) => {
        expect(multiply(a, b)).toBe(multiply(b, a))
        expect(multiply(a, multiply(b, c))).toBe(multiply(multiply(a, b), c))
        expect(multiply(a, b ^ c)).toBe(multiply(a, b) ^ multiply(a, c))
        expect(multiply(a, 1)).toBe(a)
        expect(multiply(a, 0)).toBe(0)
        if (a !== 0) expect(multiply(a, invert(a))).toBe(1)
      }),
    )
  })

  it('scales every piece of a secret by itself', () => {
    fc.assert(
      fc.property(fc.array(element, {minLength: 1, maxLength: 8}), element, (pieces, by) => {
        const bytesOf = (values: number[]) =>
          Uint8Array.from(values.flatMap((value) => (pieceLength === 1 ? [value] : [value >> 8, value & 0xff])))
        expect(scale(bytesOf(pieces), by)).toEqual(bytesOf(pieces.map((piece) => multiply(piece, by))))
      }),
    )
  })
})

describe('The fields', () => {
  it('multiply as FIPS 197 section 4.2 does where its polynomial is meant', () => {
    expect(fips197.multiply(0x57, 0x83)).toBe(0xc1)
    expect(fips197.multiply(0x57, 0x13)).toBe(0xfe)
    expect(field256.multiply(0x80, 2)).toBe(0x1d)
  })

  it('multiply pairs of bytes as KMIP 1.4 section 2.2.5 says', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 0xffff}), (element) => {
        const [u, v] = [element >> 8, element & 0xff]
        const d = fips197.multiply(u ^ v, v) ^ fips197.multiply(0x3a, fips197.multiply(u, u))
        const inverse = (fips197.multiply(u, fips197.invert(d)) << 8) | fips197.multiply(u ^ v, fips197.invert(d))
        expect(field65536.invert(element)).toBe(inverse)
      }),
    )
  })

  it('have y y = y + m in GF(2^16)', () => {
    expect(field65536.multiply(0x0100, 0x0100)).toBe(0x013a)
  })
})

describe('Numbers modulo a prime', () => {
  it('have inverses', () => {
    fc.assert(
      fc.property(fc.bigInt({min: 1n, max: 65_536n}), (number) => {
        expect(modulo(number * modularInverse(number, 65_537n), 65_537n)).toBe(1n)
        expect(modulo(-number * modularInverse(-number, 65_537n), 65_537n)).toBe(1n)
      }),
    )
  })

  it('are worked with only when it is one', async () => {
    await checkPrimeField(65_537n)
    await checkPrimeField((1n << 521n) - 1n)
    await expect(checkPrimeField(65_536n)).rejects.toThrow('not a prime')
    await expect(checkPrimeField(-7n)).rejects.toThrow('bits')
    await expect(checkPrimeField((1n << 20_000n) + 1n)).rejects.toThrow('bits')
  })

  it('get the least prime that is large enough', async () => {
    expect(await primeAbove(8)).toBe(257n)
    expect(await primeAbove(16)).toBe(65_537n)
    expect(await primeAbove(128)).toBe((1n << 128n) + 51n)
    await expect(primeAbove(2048)).rejects.toThrow('Prime Field Size')
  })
})
