import {describe, expect, it} from 'vitest'
import {algorithmDigest} from '../../../src/crypto/algorithm-digest.ts'
import {digest} from '../../../src/crypto/digest.ts'
import {hex} from './hex.ts'
import {refusal} from './refusal.ts'

const abc = new TextEncoder().encode('abc')

describe('A hash among the Cryptographic Algorithms', () => {
  // NIST examples of SHAKE for no data, GB/T 32905 appendix A.1
  it.each([
    ['SHAKE_128', '', '7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26'],
    [
      'SHAKE_256',
      '',
      '46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762fd75dc4ddd8c0f200cb05019d67b592f6fc821c49479ab48640292eacb3b7c4be',
    ],
    ['SM3', 'abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
  ] as const)('%s of "%s" has the published value', (algorithm, data, expected) => {
    expect(hex(algorithmDigest(algorithm, new TextEncoder().encode(data)))).toBe(expected)
  })

  it.each(['SHA3_224', 'SHA3_256', 'SHA3_384', 'SHA3_512'] as const)('%s is the Hashing Algorithm', (name) => {
    expect(hex(algorithmDigest(name, abc.subarray(0, 1), abc.subarray(1)))).toBe(hex(digest(name, abc)))
  })

  it('is refused by name where OpenSSL has none', () => {
    for (const algorithm of ['GOSTR34_11_2012', 'AES', 0x80000001] as const) {
      const error = refusal('UnsupportedCryptographicParameters', () => algorithmDigest(algorithm, abc))
      expect(error.message).toBe(`Hashing with ${algorithm} is not supported`)
    }
  })
})
