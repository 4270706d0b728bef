import fc from 'fast-check'
import {expect, it} from 'vitest'
import {chachaPart} from '../../../src/crypto/chacha-part.ts'
import {resolveCipher} from '../../../src/crypto/cipher-parameters.ts'
import {encrypt} from '../../../src/crypto/symmetric-cipher.ts'
import {bytes, hex} from './hex.ts'

const key = Uint8Array.from({length: 32}, (_, index) => index)

it.each([
  ['a nonce of 64 bits', bytes('0001020304050607'), 7],
  ['a nonce of 96 bits', bytes('000102030405060708090a0b'), 1],
  ['the counter in the IV', bytes('01000000000000000000004a00000000'), undefined],
  ['a counter of 32 bits at its end', bytes('feffffff000000000000004a00000000'), undefined],
] as const)('Parts of ChaCha20 with %s together are the whole, however it is cut', (_, iv, initialCounterValue) => {
  const parameters = {algorithm: 'ChaCha20', initialCounterValue} as const
  const cipher = resolveCipher(parameters, key)
  if (cipher.kind !== 'whole') throw new Error('ChaCha20 works otherwise')
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 300}), fc.nat(300), fc.nat(300), (data, one, other) => {
      const [first, second] = [Math.min(one, other), Math.max(one, other)]
      let offset = 0
      const outputs = [data.subarray(0, first), data.subarray(first, second), data.subarray(second)].map((part) => {
        const output = chachaPart(cipher, {key, iv}, offset, part)
        offset += part.length
        return output
      })
      expect(hex(Buffer.concat(outputs))).toBe(hex(encrypt(key, parameters, {data, iv}).data))
    }),
  )
})
