import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {aeadPart} from '../../../src/crypto/aead-part.ts'
import {resolveCipher, type AeadCipher, type CipherParameters} from '../../../src/crypto/cipher-parameters.ts'
import {encrypt} from '../../../src/crypto/symmetric-cipher.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'

const key = Uint8Array.from({length: 32}, (_, index) => index)

function aead(parameters: CipherParameters): AeadCipher {
  const cipher = resolveCipher(parameters, key)
  if (cipher.kind !== 'aead') throw new Error('Not authenticated')
  return cipher
}

const ciphers = [
  {algorithm: 'AES', mode: 'GCM', ivLengths: [1, 8, 12, 16, 60]},
  {algorithm: 'AES', mode: 'CCM', ivLengths: [7, 10, 12, 13]},
  {algorithm: 'ARIA', mode: 'GCM', ivLengths: [12, 16]},
  {algorithm: 'ARIA', mode: 'CCM', ivLengths: [12]},
  {algorithm: 'ChaCha20Poly1305', mode: 'AEAD', ivLengths: [12]},
] as const

describe('Parts of authenticated encryption', () => {
  it.each(ciphers)('of $algorithm in mode $mode together are the whole, however it is cut', (cipher) => {
    const {algorithm, mode, ivLengths} = cipher
    fc.assert(
      fc.property(
        fc.uint8Array({maxLength: 300}),
        fc.tuple(fc.nat(300), fc.nat(300)),
        fc.constantFrom(...ivLengths),
        (data, [one, other], ivLength) => {
          const iv = new Uint8Array(ivLength).fill(one)
          const [first, second] = [Math.min(one, other), Math.max(one, other)]
          const parts = [data.subarray(0, first), data.subarray(first, second), data.subarray(second)]
          let offset = 0
          const outputs = parts.map((part) => {
            const output = aeadPart(aead({algorithm, mode}), {key, iv}, offset, part)
            offset += part.length
            return output
          })
          expect(hex(Buffer.concat(outputs))).toBe(hex(encrypt(key, {algorithm, mode}, {data, iv}).data))
        },
      ),
    )
  })

  it('of GCM are right where the counter of 32 bits begins anew', () => {
    const parameters = {algorithm: 'AES', mode: 'GCM'} as const
    // Found by trying: here the counter begins 14355 blocks before its end.
    const iv = bytes('0000000000027384')
    const data = new Uint8Array(1 << 20)
    const whole = encrypt(key, parameters, {data, iv}).data
    const start = {key, iv}
    const [first, rest] = [data.subarray(0, 1000), data.subarray(1000)]
    const outputs = [aeadPart(aead(parameters), start, 0, first), aeadPart(aead(parameters), start, 1000, rest)]
    expect(Buffer.concat(outputs).equals(whole)).toBe(true)
  })

  it('of CCM are refused beyond what the nonce leaves room for', () => {
    const start = {key, iv: new Uint8Array(13)}
    const parameters = {algorithm: 'AES', mode: 'CCM'} as const
    refusal('BadCryptographicParameters', () => aeadPart(aead(parameters), start, 65_530, new Uint8Array(6)))
  })
})
