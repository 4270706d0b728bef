import {describe, expect, it} from 'vitest'
import {continueStream, startStream} from '../../../src/crypto/cipher-stream.ts'
import {decrypt, encrypt} from '../../../src/crypto/symmetric-cipher.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'

const ctr = {algorithm: 'AES', mode: 'CTR'} as const
const rfc3686 = {...ctr, counterLengthBits: 32, initialCounterValue: 1} as const
const key = bytes('7691be035e5020a8ac6e618529f9a0dc')
const iv = bytes('00e0017b27777f3f4a1786f0')
const data = Uint8Array.from({length: 36}, (_, index) => index)
const expected = 'c1cf48a89f2ffdd9cf4652e9efdb72d74540a42bde6d7836d59a5ceaaef3105325b2072f'

describe('CTR with a counter of its own', () => {
  // RFC 3686 section 6, test vectors 1 and 3: the IV is there a nonce of 4 bytes and an IV of 8
  it.each([
    [
      'ae6852f8121067cc4bf7a5765577f39e',
      '000000300000000000000000',
      hex(new TextEncoder().encode('Single block msg')) ?? '',
      'e4095d4fb7a7b3792d6175a3261311b8',
    ],
    [hex(key) ?? '', hex(iv) ?? '', hex(data) ?? '', expected],
  ])('gives with key %s the value of RFC 3686', (keyText, ivText, plain, sealed) => {
    const start = {iv: bytes(ivText)}
    expect(hex(encrypt(bytes(keyText), rfc3686, {data: bytes(plain), ...start}).data)).toBe(sealed)
    expect(hex(decrypt(bytes(keyText), rfc3686, {data: bytes(sealed), ...start}))).toBe(plain)
  })

  it('gives in several parts what it gives at once', () => {
    let {state} = startStream('encrypt', key, rfc3686, {iv})
    const outputs: Uint8Array[] = []
    for (const part of [data.subarray(0, 5), data.subarray(5, 20)]) {
      const step = continueStream(state, key, part, false)
      outputs.push(step.output)
      state = step.state ?? state
    }
    outputs.push(continueStream(state, key, data.subarray(20), true).output)
    expect(hex(Buffer.concat(outputs))).toBe(expected)
  })

  it('is the same as the whole counter block in the IV', () => {
    const block = bytes('00e0017b27777f3f4a1786f000000001')
    expect(hex(encrypt(key, ctr, {data, iv: block}).data)).toBe(expected)
    expect(hex(encrypt(key, {...ctr, counterLengthBits: 128}, {data, iv: block}).data)).toBe(expected)
  })

  it('makes the IV before the counter, and counts from zero unless told otherwise', () => {
    const parameters = {...ctr, counterLengthBits: 64, fixedFieldLengthBits: 32, invocationFieldLengthBits: 32}
    const {data: sealed, iv: made = new Uint8Array(0)} = encrypt(key, parameters, {data})
    expect(made).toHaveLength(8)
    expect(hex(decrypt(key, ctr, {data: sealed, iv: Buffer.concat([made, Buffer.alloc(8)])}))).toBe(hex(data))
  })

  it('refuses lengths that do not fill the block, and two counters', () => {
    for (const counterLengthBits of [24, 33, 136]) {
      refusal('UnsupportedCryptographicParameters', () => encrypt(key, {...ctr, counterLengthBits}, {data}))
    }
    refusal('BadCryptographicParameters', () => encrypt(key, {...rfc3686, fixedFieldLengthBits: 32}, {data, iv}))
    refusal('BadCryptographicParameters', () => encrypt(key, {...rfc3686, initialCounterValue: -1}, {data, iv}))
    refusal('BadCryptographicParameters', () => encrypt(key, {...ctr, initialCounterValue: 1}, {data}))
    refusal('BadCryptographicParameters', () => encrypt(key, rfc3686, {data, iv: new Uint8Array(16)}))
    refusal('BadCryptographicParameters', () => encrypt(key, {...rfc3686, ivLengthBits: 128}, {data, iv}))
  })

  it('refuses to make an IV that would soon be made again, and a stream that begins with its IV', () => {
    refusal('BadCryptographicParameters', () => encrypt(key, {...ctr, counterLengthBits: 96}, {data}))
    refusal('InvalidMessage', () => startStream('decrypt', key, rfc3686, {missingIv: 'prefix'}))
  })
})
