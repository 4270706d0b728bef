import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {decrypt, encrypt} from '../../../src/crypto/symmetric-cipher.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
/** Bytes that count up. */
const range = (from: number, length: number): Uint8Array => Uint8Array.from({length}, (_, index) => from + index)

describe('Camellia', () => {
  const data = bytes('0123456789abcdeffedcba9876543210')

  // RFC 3713 appendix A
  it.each([
    ['', '67673138549669730857065648eabe43'],
    ['0011223344556677', 'b4993401b3e996f84ee5cee7d79b09b9'],
    ['00112233445566778899aabbccddeeff', '9acc237dff16d76c20ef7c919e3a7509'],
  ])('with a key that ends in "%s" gives the value of RFC 3713', (end, expected) => {
    const key = bytes(`0123456789abcdeffedcba9876543210${end}`)
    const parameters = {algorithm: 'Camellia', mode: 'ECB'} as const
    expect(hex(encrypt(key, parameters, {data}).data)).toBe(expected)
    expect(hex(decrypt(key, parameters, {data: bytes(expected)}))).toBe(hex(data))
  })
})

describe('ARIA', () => {
  const data = bytes('00112233445566778899aabbccddeeff')

  // RFC 5794 appendix A
  it.each([
    [16, 'd718fbd6ab644c739da95f3be6451778'],
    [24, '26449c1805dbe7aa25a468ce263a9e79'],
    [32, 'f92bd7c79fb72e2f2b8f80c1972d24fc'],
  ])('with a key of %i bytes gives the value of RFC 5794', (length, expected) => {
    const parameters = {algorithm: 'ARIA', mode: 'ECB'} as const
    expect(hex(encrypt(range(0, length), parameters, {data}).data)).toBe(expected)
    expect(hex(decrypt(range(0, length), parameters, {data: bytes(expected)}))).toBe(hex(data))
  })
})

describe('SM4', () => {
  const key = bytes('0123456789abcdeffedcba9876543210')

  it('gives the value of GB/T 32907 appendix A.1', () => {
    const parameters = {algorithm: 'SM4', mode: 'ECB'} as const
    expect(hex(encrypt(key, parameters, {data: key}).data)).toBe('681edf34d206965e86b3e94f536e4246')
    expect(hex(decrypt(key, parameters, {data: bytes('681edf34d206965e86b3e94f536e4246')}))).toBe(hex(key))
  })

  it('has no authenticated mode, which only newer versions of OpenSSL have', () => {
    refusal('UnsupportedCryptographicParameters', () => encrypt(key, {algorithm: 'SM4', mode: 'GCM'}, {data: key}))
  })
})

describe('Triple DES', () => {
  const key = bytes('0123456789abcdef 23456789abcdef01 456789abcdef0123')

  it('gives the value of NIST SP 800-67 appendix B.1', () => {
    const encrypted = encrypt(key, {algorithm: 'DES3', mode: 'ECB'}, {data: text('The qufck brown fox jump')})
    expect(hex(encrypted.data)).toBe('a826fd8ce53b855fcce21c8112256fe668d5c05dd9b6b900')
  })

  it('in CBC gives the value of the NIST examples', () => {
    const data = bytes('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51')
    const encrypted = encrypt(key, {algorithm: 'DES3', mode: 'CBC'}, {data, iv: bytes('f69f2445df4f9b17')})
    expect(hex(encrypted.data)).toBe('2079c3d53aa763e193b79e2569ab5262516570481f25b50f73c0bda85c8e0da7')
  })
})

describe('ChaCha20', () => {
  const sunscreen = text(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  )
  const expected =
    '6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0bf91b65c5524733ab8f593dabcd62b357' +
    '1639d624e65152ab8f530c359f0861d807ca0dbf500d6a6156a38e088a22b65e52bc514d16ccf806818ce91ab7793736' +
    '5af90bbf74a35be6b40b8eedf2785e42874d'
  const key = range(0, 32)

  it.each([
    ['the nonce and the counter apart', '000000000000004a00000000', 1],
    ['both in the IV', '01000000000000000000004a00000000', undefined],
  ])('gives the value of RFC 8439 section 2.4.2 with %s', (_, iv, initialCounterValue) => {
    const parameters = {algorithm: 'ChaCha20', initialCounterValue} as const
    expect(hex(encrypt(key, parameters, {data: sunscreen, iv: bytes(iv)}).data)).toBe(expected)
    expect(hex(decrypt(key, parameters, {data: bytes(expected), iv: bytes(iv)}))).toBe(hex(sunscreen))
  })

  // draft-strombergson-chacha-test-vectors, TC1 with 256 bits and 20 rounds
  it('takes a nonce of eight bytes and counts from zero', () => {
    const encrypted = encrypt(
      new Uint8Array(32),
      {algorithm: 'ChaCha20'},
      {data: new Uint8Array(64), iv: new Uint8Array(8)},
    )
    expect(hex(encrypted.data)).toBe(
      '76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586',
    )
  })

  it('makes a nonce of twelve bytes', () => {
    const {data, iv} = encrypt(key, {algorithm: 'ChaCha20'}, {data: sunscreen})
    expect(iv).toHaveLength(12)
    expect(hex(decrypt(key, {algorithm: 'ChaCha20'}, {data, iv}))).toBe(hex(sunscreen))
  })

  it('refuses two counters, a negative one, other nonces and other keys', () => {
    const parameters = {algorithm: 'ChaCha20', initialCounterValue: 1} as const
    refusal('BadCryptographicParameters', () => encrypt(key, parameters, {data: sunscreen, iv: new Uint8Array(16)}))
    refusal('BadCryptographicParameters', () =>
      encrypt(key, {...parameters, initialCounterValue: -1}, {data: sunscreen}),
    )
    refusal('BadCryptographicParameters', () => encrypt(key, parameters, {data: sunscreen, iv: new Uint8Array(11)}))
    refusal('BadCryptographicParameters', () => encrypt(key, {...parameters, ivLengthBits: 88}, {data: sunscreen}))
    refusal('BadCryptographicParameters', () => encrypt(new Uint8Array(16), parameters, {data: sunscreen}))
  })
})

describe('ChaCha20Poly1305', () => {
  const parameters = {algorithm: 'ChaCha20Poly1305'} as const
  const key = range(0x80, 32)
  const iv = bytes('070000004041424344454647')
  const additionalData = bytes('50515253c0c1c2c3c4c5c6c7')
  const data = text(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  )

  it.each([undefined, 'AEAD'] as const)('gives the value of RFC 8439 section 2.8.2 in mode %s', (mode) => {
    const sealed = encrypt(key, {...parameters, mode}, {data, iv, additionalData})
    expect(hex(sealed.data)).toBe(
      'd31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b' +
        '1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc' +
        '3ff4def08e4b7a9de576d26586cec64b6116',
    )
    expect(hex(sealed.tag)).toBe('1ae10b594f09e26a7e902ecbd0600691')
    expect(hex(decrypt(key, parameters, {...sealed, iv, additionalData}))).toBe(hex(data))
  })

  it('takes a shorter tag when asked, and makes a nonce', () => {
    const short = {...parameters, tagLength: 12}
    const sealed = encrypt(key, short, {data, additionalData})
    expect([sealed.tag?.length, sealed.iv?.length]).toEqual([12, 12])
    expect(hex(decrypt(key, short, {...sealed, additionalData}))).toBe(hex(data))
  })

  it('refuses what does not belong together with one message, and lengths that are none of its own', () => {
    const sealed = encrypt(key, parameters, {data, iv, additionalData})
    for (const change of [{additionalData: bytes('00')}, {iv: new Uint8Array(12)}, {tag: new Uint8Array(16)}]) {
      const error = refusal('CryptographicFailure', () =>
        decrypt(key, parameters, {...sealed, iv, additionalData, ...change}),
      )
      expect(error.message).toBe('Decryption failed')
    }
    refusal('BadCryptographicParameters', () => encrypt(key, parameters, {data, iv: new Uint8Array(8)}))
    for (const tagLength of [0, 1, 17, 32]) {
      refusal('GeneralFailure', () => encrypt(key, {...parameters, tagLength}, {data, iv}))
    }
  })
})

describe('CCM', () => {
  const key = range(0x40, 16)

  // NIST SP 800-38C appendix C, examples 1 to 3
  it.each([
    {nonce: 7, additional: 8, length: 4, tagLength: 4, data: '7162015b', tag: '4dac255d'},
    {nonce: 8, additional: 16, length: 16, tagLength: 6, data: 'd2a1f0e051ea5f62081a7792073d593d', tag: '1fc64fbfaccd'},
    {
      nonce: 12,
      additional: 20,
      length: 24,
      tagLength: 8,
      data: 'e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5',
      tag: '484392fbc1b09951',
    },
  ])(
    'with a nonce of $nonce bytes gives the example of NIST SP 800-38C',
    ({nonce, additional, length, tagLength, data, tag}) => {
      const parameters = {algorithm: 'AES', mode: 'CCM', tagLength} as const
      const start = {iv: range(0x10, nonce), additionalData: range(0, additional)}
      const sealed = encrypt(key, parameters, {data: range(0x20, length), ...start})
      expect([hex(sealed.data), hex(sealed.tag)]).toEqual([data, tag])
      expect(hex(decrypt(key, parameters, {...sealed, ...start}))).toBe(hex(range(0x20, length)))
      const wrong = {...sealed, ...start, additionalData: range(1, additional)}
      refusal('CryptographicFailure', () => decrypt(key, parameters, wrong))
    },
  )

  it('verifies the tag of no data at all', () => {
    const parameters = {algorithm: 'AES', mode: 'CCM'} as const
    const iv = range(0x10, 12)
    const data = new Uint8Array(0)
    const {tag} = encrypt(key, parameters, {data, iv})
    expect(decrypt(key, parameters, {data, iv, tag})).toHaveLength(0)
    refusal('CryptographicFailure', () => decrypt(key, parameters, {data, iv, tag: new Uint8Array(16)}))
  })

  it('refuses more data than its nonce leaves room to count, and tags that it does not have', () => {
    const parameters = {algorithm: 'AES', mode: 'CCM'} as const
    const data = new Uint8Array(65_536)
    refusal('BadCryptographicParameters', () => encrypt(key, parameters, {data, iv: new Uint8Array(13)}))
    expect(encrypt(key, parameters, {data, iv: new Uint8Array(12)}).data).toHaveLength(65_536)
    for (const iv of [6, 14])
      refusal('BadCryptographicParameters', () => encrypt(key, parameters, {data, iv: new Uint8Array(iv)}))
    for (const tagLength of [5, 18]) refusal('GeneralFailure', () => encrypt(key, {...parameters, tagLength}, {data}))
  })
})

describe('XTS', () => {
  const parameters = {algorithm: 'AES', mode: 'XTS'} as const

  // IEEE 1619-2007 annex B, vectors 2 and 15
  it.each([
    [
      '1111111111111111111111111111111122222222222222222222222222222222',
      '33333333330000000000000000000000',
      '44'.repeat(32),
      'c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0',
    ],
    [
      'fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0bfbebdbcbbbab9b8b7b6b5b4b3b2b1b0',
      '9a785634120000000000000000000000',
      '000102030405060708090a0b0c0d0e0f10',
      '6c1625db4671522d3d7599601de7ca09ed',
    ],
  ])('with key %s gives the vector of IEEE 1619', (key, tweak, data, expected) => {
    const encrypted = encrypt(bytes(key), parameters, {data: bytes(data), iv: bytes(tweak)})
    expect(hex(encrypted.data)).toBe(expected)
    expect(hex(decrypt(bytes(key), parameters, {data: bytes(expected), iv: bytes(tweak)}))).toBe(data)
  })

  it('works with two keys of 256 bits', () => {
    fc.assert(
      fc.property(fc.uint8Array({minLength: 16, maxLength: 70}), (data) => {
        const encrypted = encrypt(range(0, 64), parameters, {data})
        expect(encrypted.data).toHaveLength(data.length)
        expect(hex(decrypt(range(0, 64), parameters, encrypted))).toBe(hex(data))
      }),
    )
  })

  it('refuses less than a block, equal halves, and keys that are no pair', () => {
    const data = new Uint8Array(16)
    refusal('BadCryptographicParameters', () => encrypt(range(0, 32), parameters, {data: new Uint8Array(15)}))
    refusal('BadCryptographicParameters', () => encrypt(new Uint8Array(32), parameters, {data}))
    const error = refusal('BadCryptographicParameters', () => encrypt(range(0, 16), parameters, {data}))
    expect(error.hint).toBe('AES in mode XTS takes 256, 512 bits of material')
  })
})

describe('Key wrap as a mode of encryption', () => {
  it('NISTKeyWrap gives the value of RFC 3394 section 4.1', () => {
    const parameters = {algorithm: 'AES', mode: 'NISTKeyWrap'} as const
    const data = bytes('00112233445566778899aabbccddeeff')
    const expected = '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5'
    expect(hex(encrypt(range(0, 16), parameters, {data}).data)).toBe(expected)
    expect(hex(decrypt(range(0, 16), parameters, {data: bytes(expected), missingIv: 'refuse'}))).toBe(hex(data))
  })

  // RFC 5649 section 6
  it.each([
    ['c37b7e6492584340bed12207808941155068f738', '138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a'],
    ['466f7250617369', 'afbeb0f07dfbf5419200f2ccb50bb24f'],
  ])('AESKeyWrapPadding of %s gives the value of RFC 5649', (data, expected) => {
    const parameters = {algorithm: 'AES', mode: 'AESKeyWrapPadding'} as const
    const key = bytes('5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8')
    expect(hex(encrypt(key, parameters, {data: bytes(data)}).data)).toBe(expected)
    expect(hex(decrypt(key, parameters, {data: bytes(expected)}))).toBe(data)
  })

  it('refuses lengths that it does not take, an IV, and wrapped data that was changed', () => {
    const [nist, padding] = [
      {algorithm: 'AES', mode: 'NISTKeyWrap'},
      {algorithm: 'AES', mode: 'AESKeyWrapPadding'},
    ] as const
    const key = range(0, 16)
    for (const length of [0, 8, 17])
      refusal('BadCryptographicParameters', () => encrypt(key, nist, {data: new Uint8Array(length)}))
    refusal('BadCryptographicParameters', () => encrypt(key, padding, {data: new Uint8Array(0)}))
    for (const parameters of [nist, padding]) {
      refusal('BadCryptographicParameters', () => decrypt(key, parameters, {data: new Uint8Array(15)}))
      refusal('CryptographicFailure', () => decrypt(key, parameters, {data: new Uint8Array(24)}))
      refusal('BadCryptographicParameters', () => encrypt(key, parameters, {data: range(0, 16), iv: new Uint8Array(8)}))
    }
  })
})

describe('A one-time pad', () => {
  const parameters = {algorithm: 'OneTimePad'} as const
  const pad = bytes('fc932e1428bd')

  it('gives the value of the official test case TC-OTP-1', () => {
    const data = bytes('010203040506')
    expect(hex(encrypt(pad, parameters, {data}).data)).toBe('fd912d102dbb')
    expect(hex(decrypt(pad, parameters, {data: bytes('fd912d102dbb'), missingIv: 'refuse'}))).toBe(hex(data))
  })

  it('serves shorter data, but never longer', () => {
    expect(hex(encrypt(pad, parameters, {data: bytes('01')}).data)).toBe('fd')
    refusal('BadCryptographicParameters', () => encrypt(pad, parameters, {data: new Uint8Array(7)}))
    refusal('BadCryptographicParameters', () => encrypt(pad, parameters, {data: pad, iv: new Uint8Array(1)}))
  })
})
