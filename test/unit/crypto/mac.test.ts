import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {mac, verifyMac} from '../../../src/crypto/mac.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'
import {sp80038aPlaintext} from './vectors.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

describe('HMAC', () => {
  // RFC 2202 and RFC 4231, test case 2
  it.each([
    ['HMAC_MD5', '750c783e6ab0b503eaa86e310a5db738'],
    ['HMAC_SHA1', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
    ['HMAC_SHA224', 'a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44'],
    ['HMAC_SHA256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    ['HMAC_SHA384', 'af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649'],
    [
      'HMAC_SHA512',
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    ],
  ] as const)('%s has the value of its RFC', (algorithm, expected) => {
    const parts = [text('what do ya want '), text('for nothing?')]
    expect(hex(mac(text('Jefe'), {algorithm}, parts))).toBe(expected)
  })

  // RFC 4231, test case 6: a key longer than the block
  it('takes a key that is longer than a block', () => {
    const data = text('Test Using Larger Than Block-Size Key - Hash Key First')
    expect(hex(mac(new Uint8Array(131).fill(0xaa), {algorithm: 'HMAC_SHA256'}, [data]))).toBe(
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    )
  })

  // NIST examples with intermediate values for HMAC with SHA-3
  it.each([
    ['HMAC_SHA3_224', 144, '332cfd59347fdb8e576e77260be4aba2d6dc53117b3bfb52c6d18c04'],
    ['HMAC_SHA3_256', 136, '68b94e2e538a9be4103bebb5aa016d47961d4d1aa906061313b557f8af2c3faa'],
    [
      'HMAC_SHA3_384',
      104,
      'a27d24b592e8c8cbf6d4ce6fc5bf62d8fc98bf2d486640d9eb8099e24047837f5f3bffbe92dcce90b4ed5b1e7e44fa90',
    ],
    [
      'HMAC_SHA3_512',
      72,
      '544e257ea2a3e5ea19a590e6a24b724ce6327757723fe2751b75bf007d80f6b360744bf1b7a88ea585f9765b47911976d3191cf83c039f5ffab0d29cc9d9b6da',
    ],
  ] as const)('%s has the value of NIST for a key of one block', (algorithm, keyLength, expected) => {
    const short = algorithm === 'HMAC_SHA3_224'
    const key = Uint8Array.from({length: short ? 28 : keyLength}, (_, index) => index)
    const data = text(`Sample message for keylen${short ? '<' : '='}blocklen`)
    expect(hex(mac(key, {algorithm}, [data]))).toBe(expected)
  })

  it('comes from the algorithm of the key, or from a Hashing Algorithm, where no MAC is named', () => {
    const key = text('Jefe')
    const parts = [text('what do ya want for nothing?')]
    const expected = hex(mac(key, {algorithm: 'HMAC_SHA256'}, parts))
    expect(hex(mac(key, {keyAlgorithm: 'HMAC_SHA256'}, parts))).toBe(expected)
    expect(hex(mac(key, {keyAlgorithm: 'AES', hash: 'SHA_256'}, parts))).toBe(expected)
    expect(hex(mac(key, {keyAlgorithm: 'AES', algorithm: 'HMAC_SHA256', mode: 'CBC'}, parts))).toBe(expected)
  })
})

describe('CMAC', () => {
  const aes128 = '2b7e151628aed2a6abf7158809cf4f3c'
  const aes192 = '8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b'
  const aes256 = '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4'
  const des3 = '8aa83bf8cbda10620bc1bf19fbb6cd58bc313d4a371ca8b5'
  const des2 = '4cf15134a2850dd58a3d10ba80570d38'

  // NIST SP 800-38B appendix D, the first of which are RFC 4493 too
  it.each([
    ['AES', aes128, 0, 'bb1d6929e95937287fa37d129b756746'],
    ['AES', aes128, 16, '070a16b46b4d4144f79bdd9dd04a287c'],
    ['AES', aes128, 40, 'dfa66747de9ae63030ca32611497c827'],
    ['AES', aes128, 64, '51f0bebf7e3b9d92fc49741779363cfe'],
    ['AES', aes192, 0, 'd17ddf46adaacde531cac483de7a9367'],
    ['AES', aes192, 16, '9e99a7bf31e710900662f65e617c5184'],
    ['AES', aes192, 40, '8a1de5be2eb31aad089a82e6ee908b0e'],
    ['AES', aes192, 64, 'a1d5df0eed790f794d77589659f39a11'],
    ['AES', aes256, 0, '028962f61b7bf89efc6b551f4667d983'],
    ['AES', aes256, 16, '28a7023f452e8f82bd4bf28d8c37c35c'],
    ['AES', aes256, 40, 'aaf3d8f1de5640c232f5b169b9c911e6'],
    ['AES', aes256, 64, 'e1992190549f6ed5696a2c056c315410'],
    ['DES3', des3, 0, 'b7a688e122ffaf95'],
    ['DES3', des3, 8, '8e8f293136283797'],
    ['DES3', des3, 20, '743ddbe0ce2dc2ed'],
    ['DES3', des3, 32, '33e6b1092400eae5'],
    ['DES3', des2, 0, 'bd2ebf9a3ba00361'],
    ['DES3', des2, 8, '4ff2ab813c53ce83'],
    ['DES3', des2, 20, '62dd1b471902bd4e'],
    ['DES3', des2, 32, '31b1e431dabc4eb8'],
  ] as const)('of %s with key %s over %i bytes is that of NIST SP 800-38B', (algorithm, key, length, expected) => {
    const data = sp80038aPlaintext.subarray(0, length)
    expect(hex(mac(bytes(key), {algorithm, mode: 'CMAC'}, [data]))).toBe(expected)
    expect(hex(mac(bytes(key), {keyAlgorithm: algorithm}, [data]))).toBe(expected)
  })

  it('does not depend on how the data is cut', () => {
    const parameters = {algorithm: 'AES', mode: 'CMAC'} as const
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 70}), fc.nat(70), (data, at) => {
        const whole = hex(mac(bytes(aes128), parameters, [data]))
        expect(hex(mac(bytes(aes128), parameters, [data.subarray(0, at), data.subarray(at)]))).toBe(whole)
      }),
    )
  })
})

describe('Poly1305', () => {
  const key = bytes('85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b')
  const parts = [text('Cryptographic Forum '), text('Research Group')]
  const expected = 'a8061dc1305136c6c22b8baf0c0127a9'

  it('gives the value of RFC 8439 section 2.5.2, named by the request or by the key', () => {
    expect(hex(mac(key, {algorithm: 'Poly1305'}, parts))).toBe(expected)
    expect(hex(mac(key, {keyAlgorithm: 'Poly1305'}, parts))).toBe(expected)
    expect(hex(mac(key, {algorithm: 'Poly1305', hash: 'SHA_256'}, parts))).toBe(expected)
  })

  it('leaves a key of it to HMAC where a hash is named', () => {
    const hashed = hex(mac(key, {keyAlgorithm: 'Poly1305', hash: 'SHA_256'}, parts))
    expect(hashed).toBe(hex(mac(key, {algorithm: 'HMAC_SHA256'}, parts)))
  })
})

describe('CBC-MAC', () => {
  const parameters = {algorithm: 'DES3', mode: 'CBC_MAC'} as const

  it('with three equal keys is the data authentication code of FIPS 113', () => {
    const key = bytes('0123456789abcdef'.repeat(3))
    // Four bytes of the code count there; all eight are the last block.
    expect(hex(mac(key, parameters, [text('7654321 Now is '), text('the time for ')]))).toMatch(/^f1d30f68/)
  })

  it('of a single block is the encrypted block', () => {
    const key = bytes('01'.repeat(24))
    expect(hex(mac(key, parameters, [bytes('0102030405060708')]))).toBe('cead373db80eabf8')
  })
})

describe('A MAC is verified', () => {
  const key = text('Jefe')
  const parameters = {algorithm: 'HMAC_SHA256'} as const
  const parts = [text('what do ya want for nothing?')]
  const right = mac(key, parameters, parts)

  it.each([
    ['right', right, true],
    ['another', right.map((byte, index) => (index === 31 ? byte ^ 1 : byte)), false],
    ['shortened', right.subarray(0, 16), false],
    ['empty', new Uint8Array(0), false],
  ])('as a whole: %s', (_, sent, valid) => {
    expect(verifyMac(key, parameters, {parts, sent})).toBe(valid)
  })
})

describe('Refused for a MAC', () => {
  const key = new Uint8Array(16)

  it('is a mode that makes none', () => {
    refusal('UnsupportedCryptographicParameters', () => mac(key, {keyAlgorithm: 'AES', mode: 'CBC'}, []))
    const gmac = refusal('UnsupportedCryptographicParameters', () => mac(key, {keyAlgorithm: 'AES', mode: 'GCM'}, []))
    expect(gmac.message).toContain('GMAC needs an IV')
  })

  it('is an algorithm that OpenSSL or Node does not offer', () => {
    const chacha = refusal('UnsupportedCryptographicParameters', () => mac(key, {keyAlgorithm: 'ChaCha20'}, []))
    expect(chacha.message).toBe('A MAC with ChaCha20 is not supported, it is no block cipher of OpenSSL')
    refusal('UnsupportedCryptographicParameters', () => mac(key, {algorithm: 'Poly1305', mode: 'CMAC'}, []))
    refusal('UnsupportedCryptographicParameters', () => mac(key, {keyAlgorithm: 'SEED'}, []))
    refusal('UnsupportedCryptographicParameters', () => mac(key, {algorithm: 'Blowfish', mode: 'CMAC'}, []))
    refusal('UnsupportedCryptographicParameters', () => mac(key, {hash: 'MD4'}, []))
    refusal('UnsupportedCryptographicParameters', () => mac(key, {algorithm: 0x80000001}, []))
  })

  it('is a key that does not fit, and the absence of any algorithm', () => {
    refusal('BadCryptographicParameters', () => mac(new Uint8Array(15), {algorithm: 'AES', mode: 'CMAC'}, []))
    refusal('BadCryptographicParameters', () => mac(key, {keyAlgorithm: 'Poly1305'}, []))
    refusal('MissingData', () => mac(key, {}, []))
    refusal('MissingData', () => mac(key, {mode: 'CMAC'}, []))
  })
})
