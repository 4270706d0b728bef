import fc from 'fast-check'
import {randomBytes} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {capacity} from '../../../../src/crypto/secret-sharing/prime-sharing.ts'
import {joinShares, splitSecret, type Sharing} from '../../../../src/crypto/secret-sharing/secret-sharing.ts'
import type {Share} from '../../../../src/crypto/secret-sharing/share.ts'
import {bytes, hex} from '../hex.ts'
import {refusal} from '../refusal.ts'

const gf8 = {method: 'PolynomialSharingGF2_8', parts: 4, threshold: 2} as const
const gf16 = {method: 'PolynomialSharingGF2_16', parts: 5, threshold: 3} as const
const prime = {method: 'PolynomialSharingPrimeField', parts: 5, threshold: 3, prime: (1n << 128n) + 51n} as const
const xor = {method: 'XOR', parts: 4, threshold: 4} as const

function sharesOf(secret: Uint8Array, sharing: Sharing): Share[] {
  return splitSecret(secret, sharing, randomBytes).map((material, index) => ({identifier: index + 1, material}))
}

/** Numbers of parts and thresholds that go together, and which of the parts are used. */
const choice = fc
  .integer({min: 2, max: 9})
  .chain((parts) => fc.tuple(fc.constant(parts), fc.integer({min: 2, max: parts})))
  .chain(([parts, threshold]) =>
    fc.record({
      parts: fc.constant(parts),
      threshold: fc.constant(threshold),
      used: fc.shuffledSubarray(
        Array.from({length: parts}, (_, index) => index),
        {minLength: threshold, maxLength: parts},
      ),
    }),
  )

describe.each([gf8, gf16, prime, xor])('The method $method', (sharing) => {
  it('gives a secret back from any parts that are enough', () => {
    fc.assert(
      fc.property(choice, fc.uint8Array({minLength: 1, maxLength: 8}), ({parts, threshold, used}, half) => {
        const secret = Uint8Array.from([...half, ...half])
        const division = sharing.method === 'XOR' ? {parts, threshold: parts} : {parts, threshold}
        const shares = sharesOf(secret, {...sharing, ...division})
        const chosen = sharing.method === 'XOR' ? shares : used.map((index) => shares[index]).filter((share) => !!share)
        expect(hex(joinShares(chosen, {...sharing, ...division}, secret.length))).toBe(hex(secret))
      }),
    )
  })

  it('refuses parts that are too few, though the same ones are repeated', () => {
    const [first, ...others] = sharesOf(new Uint8Array(16), sharing).slice(0, sharing.threshold - 1)
    if (first === undefined) throw new Error('No share')
    refusal('CryptographicFailure', () => joinShares([first, ...others, first], sharing, 16))
  })

  it('refuses an identifier that no part can have, and two parts with one identifier', () => {
    const shares = sharesOf(new Uint8Array(16), sharing)
    const [first] = shares
    if (first === undefined) throw new Error('No share')
    for (const identifier of [0, sharing.parts + 1, -1]) {
      refusal('CryptographicFailure', () => joinShares([...shares.slice(1), {...first, identifier}], sharing, 16))
    }
    refusal('CryptographicFailure', () => joinShares([...shares, {...first, material: randomBytes(16)}], sharing, 16))
  })
})

describe('One part fewer than the threshold', () => {
  it('leaves every secret possible', () => {
    const [first, second] = sharesOf(Uint8Array.of(42), {...gf8, threshold: 3})
    if (first === undefined || second === undefined) throw new Error('No shares')
    const secrets = Array.from({length: 256}, (_, value) => {
      const third = {identifier: 3, material: Uint8Array.of(value)}
      return joinShares([first, second, third], {...gf8, threshold: 3}, 1)[0]
    })
    expect(new Set(secrets).size).toBe(256)
  })

  it('leaves every number below the prime possible', () => {
    const small = {method: 'PolynomialSharingPrimeField', parts: 3, threshold: 2, prime: 257n} as const
    const [first] = sharesOf(Uint8Array.of(42), small)
    if (first === undefined) throw new Error('No share')
    const secrets = Array.from({length: 257}, (_, value) => {
      try {
        return joinShares([first, {identifier: 2, material: Uint8Array.of(value >> 8, value & 0xff)}], small, 1)[0]
      } catch {
        return 256
      }
    })
    expect(new Set(secrets).size).toBe(257)
  })
})

describe('Further parts', () => {
  it.each([gf8, gf16, prime])('have to agree in $method', (sharing) => {
    const shares = sharesOf(randomBytes(16), sharing)
    const last = shares.pop()
    if (last === undefined) throw new Error('No share')
    const material = last.material.map((byte, index) => (index === 15 ? byte ^ 1 : byte))
    refusal('CryptographicFailure', () => joinShares([...shares, {...last, material}], sharing, 16))
  })

  it.each([gf8, gf16, xor])('have to be of the same length in $method', (sharing) => {
    const shares = sharesOf(randomBytes(16), sharing)
    const [first, ...others] = shares
    if (first === undefined) throw new Error('No share')
    const longer = {...first, material: randomBytes(18)}
    refusal('CryptographicFailure', () => joinShares([longer, ...others], sharing, 16))
  })
})

describe('Parts made elsewhere', () => {
  const secret = '0102030405060708090a0b0c0d0e0f10'

  it('give the secret of the official test case TC-SJ-3', () => {
    const materials = [
      '66c46a7754f94de420c7b1a7fff5ec56',
      'cf93d1e2a7e593cd5b8d6247f4e5d49c',
      'a855b891f61ad9217240d8ec061e37da',
      '803dbad55cdd329fad19d99ae2c5a415',
    ]
    const shares = materials.map((material, index) => ({identifier: index + 1, material: bytes(material)}))
    for (const one of shares) {
      for (const other of shares.filter((share) => share !== one)) {
        expect(hex(joinShares([one, other], gf8, 16))).toBe(secret)
      }
    }
  })

  it('give the secret of the official test case TC-SJ-4', () => {
    const materials = [
      'd4b92c299199298e30dee13b967e6dda',
      '35ea4f615686230c7b11538693674e89',
      '3478ddd2e1f89f2005011d26d9fff37c',
      'd429bd9e23e192aa47c4a497d1e8df3f',
    ]
    const shares = materials.map((material, index) => ({identifier: index + 1, material: bytes(material)}))
    expect(hex(joinShares(shares, xor, 16))).toBe(secret)
  })

  it('may be numbers without leading zeros in a prime field', () => {
    const shares = [
      {identifier: 1, material: Uint8Array.of(5)},
      {identifier: 2, material: Uint8Array.of(0, 0, 8)},
    ]
    const sharing = {method: 'PolynomialSharingPrimeField', parts: 2, threshold: 2, prime: 257n} as const
    expect(joinShares(shares, sharing, 1)).toEqual(Uint8Array.of(2))
    const beyond = [{identifier: 1, material: Uint8Array.of(1, 1)}, ...shares.slice(1)]
    refusal('CryptographicFailure', () => joinShares(beyond, sharing, 1))
  })
})

describe('Parts of a field', () => {
  it('may be more than are made here, but not more than their field has places', () => {
    const many = {method: 'PolynomialSharingGF2_16', parts: 300, threshold: 1} as const
    expect(joinShares([{identifier: 300, material: bytes('0102')}], many, 2)).toEqual(bytes('0102'))
    const shares = [{identifier: 300, material: bytes('0102')}]
    refusal('CryptographicFailure', () => joinShares(shares, {...many, method: 'PolynomialSharingGF2_8'}, 2))
  })
})

describe('Sharing', () => {
  it('refuses what makes no sense', () => {
    for (const sharing of [
      {...gf8, parts: 1, threshold: 1},
      {...gf8, parts: -1},
      {...gf8, parts: 256},
      {...gf8, threshold: 1},
      {...gf8, threshold: 5},
      {...xor, threshold: 3},
      {...gf8, prime: 257n},
      {...prime, prime: undefined},
      {...prime, prime: 1n << 128n},
      {...prime, prime: 1n << 20_000n},
      {...prime, prime: -7n},
      {...gf8, method: 0x80000001},
    ]) {
      refusal('BadCryptographicParameters', () => splitSecret(new Uint8Array(16), sharing, randomBytes))
    }
    refusal('BadCryptographicParameters', () => splitSecret(new Uint8Array(15), gf16, randomBytes))
  })

  it('refuses what would keep others waiting', () => {
    const many = {...gf8, parts: 255, threshold: 255}
    refusal('ServerLimitExceeded', () => splitSecret(new Uint8Array(1024), many, randomBytes))
  })

  it('knows how long a secret can be in a prime field', () => {
    expect(capacity(257n)).toBe(1)
    expect(capacity((1n << 128n) + 51n)).toBe(16)
    expect(capacity(251n)).toBe(0)
  })
})
