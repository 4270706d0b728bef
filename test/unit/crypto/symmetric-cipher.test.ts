import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {CipherParameters} from '../../../src/crypto/cipher-parameters.ts'
import {decrypt, encrypt} from '../../../src/crypto/symmetric-cipher.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'
import {gcmCases, sp80038a, sp80038aPlaintext} from './vectors.ts'

const key = bytes('000102030405060708090a0b0c0d0e0f')
const block = bytes('00112233445566778899aabbccddeeff')
const iv = bytes('0f0e0d0c0b0a09080706050403020100')
const cbc: CipherParameters = {algorithm: 'AES', mode: 'CBC', padding: 'PKCS5'}
const gcm: CipherParameters = {algorithm: 'AES', mode: 'GCM'}

describe('Published vectors', () => {
  it.each(sp80038a)('AES-$bits in mode $mode gives NIST SP 800-38A', ({mode, key, iv, ciphertext}) => {
    const parameters = {algorithm: 'AES', mode} as const
    expect(hex(encrypt(key, parameters, {data: sp80038aPlaintext, iv}).data)).toBe(ciphertext)
    expect(hex(decrypt(key, parameters, {data: bytes(ciphertext), iv}))).toBe(hex(sp80038aPlaintext))
  })

  it.each(gcmCases)('AES-GCM gives case $number of the GCM submission', (vector) => {
    const [key, iv, additionalData] = [bytes(vector.key), bytes(vector.iv), bytes(vector.additionalData)]
    const sealed = encrypt(key, gcm, {data: bytes(vector.plaintext), iv, additionalData})
    expect([hex(sealed.data), hex(sealed.tag)]).toEqual([vector.ciphertext, vector.tag])
    const opened = decrypt(key, gcm, {data: sealed.data, iv, additionalData, tag: bytes(vector.tag)})
    expect(hex(opened)).toBe(hex(bytes(vector.plaintext)))
  })

  it('Triple DES in ECB gives the value of the official test case TC-STREAM-ENC-2', () => {
    const encrypted = encrypt(
      bytes('01'.repeat(24)),
      {algorithm: 'DES3', mode: 'ECB'},
      {data: bytes('0102030405060708')},
    )
    expect(hex(encrypted.data)).toBe('cead373db80eabf8')
  })

  it('CBC with PKCS5 gives the value of the official test case CS-BC-M-10', () => {
    const data = bytes('010203040506070809101112131415160102030405060708091011121314151601')
    const encrypted = encrypt(bytes('0123456789abcdef0123456789abcdef'), cbc, {
      data,
      iv: bytes('01020304050607080910111213141516'),
    })
    expect(hex(encrypted.data)).toBe(
      '79abc5c23868ad84d388ce61110a62742bda19d694bbcb757dd06617c0d80fb1df2e71864ad9633d7d797e30860df00d',
    )
  })
})

describe('Round trips', () => {
  const ciphers = [
    ...(['AES', 'ARIA'] as const).flatMap((algorithm) =>
      (['CBC', 'CCM', 'CFB', 'CTR', 'ECB', 'GCM', 'OFB'] as const).map(
        (mode) => ({algorithm, mode, keyLengths: [16, 24, 32]}) as const,
      ),
    ),
    ...(['CBC', 'CFB', 'CTR', 'ECB', 'OFB'] as const).map(
      (mode) => ({algorithm: 'Camellia', mode, keyLengths: [16, 24, 32]}) as const,
    ),
    ...(['CBC', 'CFB', 'ECB', 'OFB'] as const).map(
      (mode) => ({algorithm: 'DES3', mode, keyLengths: [16, 24]}) as const,
    ),
    ...(['CBC', 'CFB', 'CTR', 'ECB', 'OFB'] as const).map(
      (mode) => ({algorithm: 'SM4', mode, keyLengths: [16]}) as const,
    ),
  ]

  it.each(ciphers)('$algorithm in mode $mode with PKCS5 gives back any data', ({algorithm, mode, keyLengths}) => {
    const parameters = {algorithm, mode, padding: 'PKCS5'} as const
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 70}), fc.constantFrom(...keyLengths), fc.nat(255), (data, length, seed) => {
        const key = new Uint8Array(length).map((_, index) => (seed + index * 7) % 256)
        const encrypted = encrypt(key, parameters, {data})
        expect(encrypted.data.length % (algorithm === 'DES3' ? 8 : 16)).toBe(0)
        expect(encrypted.data.length).toBeGreaterThan(data.length)
        expect(hex(decrypt(key, parameters, encrypted))).toBe(hex(data))
      }),
    )
  })

  it.each(['CFB', 'CTR', 'GCM', 'OFB'] as const)('%s without padding keeps the length of the data', (mode) => {
    const data = bytes('0102030405')
    const encrypted = encrypt(key, {algorithm: 'AES', mode, padding: 'None'}, {data})
    expect(encrypted.data).toHaveLength(5)
    expect(hex(decrypt(key, {algorithm: 'AES', mode}, encrypted))).toBe('0102030405')
  })

  it('accepts enumeration values by number', () => {
    const byNumber = encrypt(key, {algorithm: 3, mode: 1, padding: 3}, {data: block, iv})
    expect(hex(byNumber.data)).toBe(hex(encrypt(key, cbc, {data: block, iv}).data))
  })
})

describe('GCM tags', () => {
  it('are 16 bytes when no Tag Length is given', () => {
    expect(encrypt(key, gcm, {data: block}).tag).toHaveLength(16)
  })

  it.each([4, 8, 12, 13, 14, 15, 16])('can be %i bytes', (tagLength) => {
    const full = encrypt(key, gcm, {data: block, iv})
    const short = encrypt(key, {...gcm, tagLength}, {data: block, iv})
    expect(hex(short.tag)).toBe(hex(full.tag?.subarray(0, tagLength)))
    expect(hex(decrypt(key, {...gcm, tagLength}, {...short, iv}))).toBe(hex(block))
  })

  it.each([0, 1, 11, 17, 32])(
    'cannot be %i bytes, which the test cases want as General Failure (CS-BC-M-GCM-1)',
    (tagLength) => {
      refusal('GeneralFailure', () => encrypt(key, {...gcm, tagLength}, {data: block, iv}))
    },
  )

  it('are the last bytes of the data when they are not sent apart', () => {
    const nonce = iv.subarray(0, 12)
    const {data, tag} = encrypt(key, {...gcm, tagLength: 12}, {data: block, iv: nonce})
    const joined = Buffer.concat([data, tag ?? bytes('')])
    expect(hex(decrypt(key, {...gcm, tagLength: 12}, {data: joined, iv: nonce}))).toBe(hex(block))
    expect(hex(decrypt(key, {...gcm, tagLength: 12}, {data: Buffer.concat([nonce, joined])}))).toBe(hex(block))
  })

  it('may not be shorter than the Tag Length says, even when they match', () => {
    const {data, tag} = encrypt(key, gcm, {data: block, iv})
    refusal('BadCryptographicParameters', () => decrypt(key, gcm, {data, iv, tag: tag?.subarray(0, 12)}))
  })

  it('must have their place in data without a separate tag', () => {
    refusal('BadCryptographicParameters', () => decrypt(key, gcm, {data: new Uint8Array(15), iv}))
  })
})

describe('Failed decryptions', () => {
  const flipped = (data: Uint8Array, index: number): Uint8Array =>
    data.map((byte, at) => (at === index ? byte ^ 1 : byte))

  it('give one and the same error for a wrong tag, IV, ciphertext, additional data and key', () => {
    const additionalData = bytes('aabb')
    const {data, tag = bytes('')} = encrypt(key, gcm, {data: block, iv, additionalData})
    const good = {data, tag, iv, additionalData}
    expect(hex(decrypt(key, gcm, good))).toBe(hex(block))
    const messages = [
      () => decrypt(key, gcm, {...good, tag: flipped(tag, 0)}),
      () => decrypt(key, gcm, {...good, iv: flipped(iv, 3)}),
      () => decrypt(key, gcm, {...good, data: flipped(data, 15)}),
      () => decrypt(key, gcm, {...good, additionalData: bytes('aabc')}),
      () => decrypt(key, gcm, {...good, additionalData: undefined}),
      () => decrypt(flipped(key, 5), gcm, good),
    ].map((attempt) => refusal('CryptographicFailure', attempt).message)
    expect(new Set(messages)).toEqual(new Set(['Decryption failed']))
  })

  it.each([
    ['00', 'zero'],
    ['11', 'more than a block'],
    ['11'.repeat(17), 'more than a block, and all there'],
    ['0203', 'unequal in its last bytes'],
    [`${'10'.repeat(8)}11${'10'.repeat(7)}`, 'unequal in the middle of a full block'],
  ])('tell nothing of padding %s, which is %s', (ending) => {
    const plain = Buffer.concat([Buffer.alloc(32 - ending.length / 2, 0x41), bytes(ending)])
    for (const mode of ['CBC', 'CFB', 'CTR', 'ECB', 'OFB'] as const) {
      const {data} = encrypt(key, {algorithm: 'AES', mode}, {data: plain, iv})
      const error = refusal('CryptographicFailure', () =>
        decrypt(key, {algorithm: 'AES', mode, padding: 'PKCS5'}, {data, iv}),
      )
      expect([error.message, error.hint]).toEqual(['Decryption failed', undefined])
    }
  })

  it('refuse empty data where padding is expected', () => {
    refusal('CryptographicFailure', () => decrypt(key, cbc, {data: bytes(''), iv}))
  })
})

describe('What does not fit', () => {
  it.each(['CBC', 'ECB'] as const)('%s without padding takes whole blocks only', (mode) => {
    const parameters = {algorithm: 'AES', mode, padding: 'None'} as const
    const error = refusal('BadCryptographicParameters', () => encrypt(key, parameters, {data: new Uint8Array(17), iv}))
    expect(error.message).toBe('Data of 17 bytes is no multiple of the block of 16 bytes')
    refusal('BadCryptographicParameters', () => decrypt(key, parameters, {data: new Uint8Array(17), iv}))
    expect(encrypt(key, parameters, {data: bytes(''), iv}).data).toHaveLength(0)
  })

  it('refuses keys of a wrong length and names the right ones', () => {
    const error = refusal('BadCryptographicParameters', () => encrypt(new Uint8Array(20), cbc, {data: block}))
    expect(error.message).toBe('A key of 160 bits does not fit AES')
    expect(error.hint).toBe('AES takes 128, 192, 256 bits of material')
    refusal('BadCryptographicParameters', () =>
      encrypt(new Uint8Array(8), {algorithm: 'DES3', mode: 'ECB'}, {data: block}),
    )
    refusal('BadCryptographicParameters', () => encrypt(new Uint8Array(0), gcm, {data: block}))
  })

  it.each([
    {algorithm: 'AES', mode: 'PCBC'},
    {algorithm: 'AES', mode: 'CMAC'},
    {algorithm: 'AES', mode: 'AEAD'},
    {algorithm: 'Camellia', mode: 'GCM'},
    {algorithm: 'ChaCha20Poly1305', mode: 'CBC'},
    {algorithm: 'ChaCha20', mode: 'CTR'},
    {algorithm: 'Blowfish', mode: 'CBC'},
    {algorithm: 'CAST5', mode: 'CBC'},
    {algorithm: 'DES', mode: 'CBC'},
    {algorithm: 'IDEA', mode: 'CBC'},
    {algorithm: 'RC2', mode: 'CBC'},
    {algorithm: 'RC4', mode: undefined},
    {algorithm: 'AES', mode: 0x80000001},
    {algorithm: 'DES3', mode: 'GCM'},
    {algorithm: 'DES3', mode: 'CTR'},
    {algorithm: 'RC5', mode: 'CBC'},
    {algorithm: 'RSA', mode: 'CBC'},
    {algorithm: 0x80000001, mode: 'CBC'},
    {algorithm: 'AES', mode: 'CBC', padding: 'OAEP'},
    {algorithm: 'AES', mode: 'CBC', padding: 'PKCS1V1_5'},
  ] as const)(
    'refuses $algorithm in mode $mode with padding $padding as Unsupported Cryptographic Parameters',
    (parameters) => {
      const key = new Uint8Array(24)
      refusal('UnsupportedCryptographicParameters', () => encrypt(key, parameters, {data: block}))
      refusal('UnsupportedCryptographicParameters', () => decrypt(key, parameters, {data: block, iv}))
    },
  )

  it('names the missing Block Cipher Mode', () => {
    expect(refusal('MissingData', () => encrypt(key, {algorithm: 'AES'}, {data: block})).message).toBe(
      'AES needs a Block Cipher Mode',
    )
  })

  it('does not let additional data or a tag pass unverified in a mode without authentication', () => {
    refusal('BadCryptographicParameters', () => encrypt(key, cbc, {data: block, iv, additionalData: bytes('01')}))
    refusal('BadCryptographicParameters', () => decrypt(key, cbc, {data: block, iv, tag: bytes('01')}))
    expect(encrypt(key, cbc, {data: block, iv, additionalData: bytes('')}).data).toHaveLength(32)
  })
})
