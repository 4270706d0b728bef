import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {resolvePadding, withoutPadding, type Padding} from '../../../src/crypto/padding.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'

const random = (length: number): Uint8Array => new Uint8Array(length).fill(0x5a)

function padding(method: Parameters<typeof resolvePadding>[0]): Padding {
  const found = resolvePadding(method)
  if (found === undefined) throw new Error('No padding')
  return found
}

describe('Padding', () => {
  it.each([
    ['PKCS5', 5, '030303'],
    ['PKCS5', 8, '0808080808080808'],
    ['ANSIX9_23', 5, '000003'],
    ['ANSIX9_23', 8, '0000000000000008'],
    ['ISO10126', 5, '5a5a03'],
    ['ISO10126', 8, '5a5a5a5a5a5a5a08'],
    ['SSL3', 5, '020202'],
    ['SSL3', 8, '0707070707070707'],
    ['Zeros', 5, '000000'],
    ['Zeros', 8, ''],
  ] as const)('%s behind %i bytes is %s', (method, length, expected) => {
    expect(hex(padding(method).make(length, 8, random))).toBe(expected)
  })

  it.each(['PKCS5', 'ANSIX9_23', 'ISO10126', 'SSL3'] as const)('%s comes off any data again', (method) => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 40}), fc.constantFrom(8, 16), (data, blockLength) => {
        const padded = Buffer.concat([data, padding(method).make(data.length, blockLength, random)])
        expect(padded.length % blockLength).toBe(0)
        expect(hex(withoutPadding(padding(method), padded, blockLength))).toBe(hex(data))
      }),
    )
  })

  it('of Zeros stays where it is: it may be data', () => {
    expect(hex(withoutPadding(padding('Zeros'), bytes('0102030405000000'), 8))).toBe('0102030405000000')
  })

  it.each([
    ['PKCS5', '0102030405060700'],
    ['PKCS5', '0102030405060709'],
    ['PKCS5', '0102030405040303'],
    ['ANSIX9_23', '0102030405010003'],
    ['ISO10126', '0102030405060700'],
    ['ISO10126', '0102030405060709'],
    ['SSL3', '0102030405060708'],
    ['PKCS5', ''],
    ['SSL3', ''],
  ] as const)('%s refuses %s, which is not padded so, as any failed decryption', (method, data) => {
    const error = refusal('CryptographicFailure', () => withoutPadding(padding(method), bytes(data), 8))
    expect(error.message).toBe('Decryption failed')
  })

  it('of other ciphers is refused by name', () => {
    for (const method of ['OAEP', 'PKCS1V1_5', 'X9_31', 'PSS', 0x80000001] as const) {
      expect(refusal('UnsupportedCryptographicParameters', () => resolvePadding(method)).message).toContain(
        String(method),
      )
    }
    expect(resolvePadding('None')).toBeUndefined()
    expect(resolvePadding()).toBeUndefined()
  })
})
