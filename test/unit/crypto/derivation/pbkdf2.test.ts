import {describe, expect, it} from 'vitest'
import {checkPbkdf2, derivePbkdf2} from '../../../../src/crypto/derivation/pbkdf2.ts'
import {hex} from '../hex.ts'
import {refusal} from '../refusal.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

describe('PBKDF2', () => {
  it.each([
    ['password', 'salt', 1, '0c60c80f961f0e71f3a9b524af6012062fe037a6'],
    ['password', 'salt', 2, 'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957'],
    ['password', 'salt', 4096, '4b007901b765489abead49d926f721d065a429c1'],
    [
      'passwordPASSWORDpassword',
      'saltSALTsaltSALTsaltSALTsaltSALTsalt',
      4096,
      '3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038',
    ],
    ['pass\0word', 'sa\0lt', 4096, '56fa6aa75548099dcc37d7f03425e0c3'],
  ])('of %j and %j with %i iterations is that of RFC 6070', async (password, salt, iterations, expected) => {
    const length = expected.length / 2
    const input = {hash: 'SHA_1', password: text(password), salt: text(salt), iterations, length} as const
    expect(hex(await derivePbkdf2(input))).toBe(expected)
  })

  it('with SHA-256 is that of the official test case TC-DERIVEKEY-5', async () => {
    const input = {
      hash: 'SHA_256',
      password: text('password'),
      salt: text('salt'),
      iterations: 4096,
      length: 32,
    } as const
    expect(hex(await derivePbkdf2(input))).toBe('c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a')
  })

  it('refuses hashes that OpenSSL lacks, no iterations and far too many', () => {
    refusal('UnsupportedCryptographicParameters', () => checkPbkdf2({hash: 'MD4', iterations: 1}))
    for (const iterations of [0, -1, 10_000_001]) {
      refusal('BadCryptographicParameters', () => checkPbkdf2({hash: 'SHA_1', iterations}))
    }
  })
})
