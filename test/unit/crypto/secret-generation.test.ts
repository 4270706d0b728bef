import {describe, expect, it} from 'vitest'
import {generateSecret} from '../../../src/crypto/secret-generation.ts'
import {refusal} from './refusal.ts'

describe('generateSecret', () => {
  it('gives as many random bytes as the length in bits asks for', () => {
    expect(generateSecret(80)).toHaveLength(10)
    expect(generateSecret(65_536)).toHaveLength(8192)
    expect(generateSecret(128)).not.toEqual(generateSecret(128))
  })

  it.each([0, -8, 7, 12, 65_544])('refuses a length of %i bits', (bits) => {
    refusal('BadCryptographicParameters', () => generateSecret(bits))
  })
})
