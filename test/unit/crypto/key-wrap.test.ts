import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {unwrapKey, wrapKey} from '../../../src/crypto/key-wrap.ts'
import {bytes, hex} from './hex.ts'
import {refusal} from './refusal.ts'
import {rfc3394, rfc3394Material, rfc3394WrappingKey} from './vectors.ts'

const wrappingKey = rfc3394WrappingKey.subarray(0, 16)

describe('AES key wrap', () => {
  it.each(rfc3394)('gives RFC 3394 paragraph $paragraph', ({wrappingBits, materialBits, wrapped}) => {
    const key = rfc3394WrappingKey.subarray(0, wrappingBits / 8)
    const material = rfc3394Material.subarray(0, materialBits / 8)
    expect(hex(wrapKey(key, material))).toBe(wrapped)
    expect(hex(unwrapKey(key, bytes(wrapped)))).toBe(hex(material))
  })

  it('gives back any material of whole groups of 8 bytes', () => {
    fc.assert(
      fc.property(fc.integer({min: 2, max: 40}), fc.nat(255), (groups, seed) => {
        const material = new Uint8Array(groups * 8).map((_, index) => (seed + index) % 256)
        const wrapped = wrapKey(wrappingKey, material)
        expect(wrapped).toHaveLength(groups * 8 + 8)
        expect(hex(unwrapKey(wrappingKey, wrapped))).toBe(hex(material))
      }),
    )
  })

  it('does not open with another key or changed bytes, and does not say which', () => {
    const wrapped = wrapKey(wrappingKey, rfc3394Material)
    const changed = wrapped.map((byte, index) => (index === 9 ? byte ^ 1 : byte))
    const messages = [
      refusal('CryptographicFailure', () => unwrapKey(wrappingKey, changed)).message,
      refusal('CryptographicFailure', () => unwrapKey(new Uint8Array(16), wrapped)).message,
    ]
    expect(messages[0]).toBe(messages[1])
  })

  it('refuses lengths that RFC 3394 does not have', () => {
    for (const length of [0, 8, 15, 17, 20])
      refusal('BadCryptographicParameters', () => wrapKey(wrappingKey, new Uint8Array(length)))
    for (const length of [0, 8, 16, 25])
      refusal('BadCryptographicParameters', () => unwrapKey(wrappingKey, new Uint8Array(length)))
    refusal('BadCryptographicParameters', () => wrapKey(new Uint8Array(15), rfc3394Material))
  })
})
