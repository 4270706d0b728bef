import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {equationOf} from '../../../../src/crypto/keys/curve-equation.ts'
import {curveOf, type CurveName} from '../../../../src/crypto/keys/curves.ts'
import {publicPoint} from '../../../../src/crypto/keys/elliptic-key.ts'
import {bitLength, inverse, numberOfBytes, power, squareRoot} from '../../../../src/crypto/keys/numbers.ts'
import type {Point} from '../../../../src/crypto/keys/point-addition.ts'

function multiple(name: CurveName, factor: bigint): Point {
  const bytes = publicPoint(curveOf(name), factor)
  const length = (bytes.length - 1) / 2
  return {x: numberOfBytes(bytes.subarray(1, 1 + length)), y: numberOfBytes(bytes.subarray(1 + length))}
}

describe('The sum of two points', () => {
  it.each(['P_256', 'SECP256K1', 'BRAINPOOLP384T1', 'K_163', 'B_233', 'K_283', 'B_571', 'ANSIX9C2PNB176V1'] as const)(
    'on %s is what OpenSSL has for the sum of their numbers',
    (name) => {
      const {order, add} = equationOf(name)
      const number = fc.bigInt({min: 1n, max: order / 2n - 1n})
      fc.assert(
        fc.property(number, number, (one, other) => {
          fc.pre(one !== other)
          expect(add(multiple(name, one), multiple(name, other))).toEqual(multiple(name, one + other))
        }),
        {numRuns: 15},
      )
    },
  )

  it.each(['P_256', 'B_233'] as const)('on %s is not told for a point and itself or its opposite', (name) => {
    const {order, add} = equationOf(name)
    expect(add(multiple(name, 5n), multiple(name, 5n))).toBeUndefined()
    expect(add(multiple(name, 5n), multiple(name, order - 5n))).toBeUndefined()
  })
})

describe('Numbers', () => {
  it('have as many bits as they take in base two', () => {
    fc.assert(
      fc.property(fc.bigInt({min: 1n, max: 1n << 600n}), (value) => {
        expect(bitLength(value)).toBe(value.toString(2).length)
      }),
    )
    expect(bitLength(0n)).toBe(0)
  })

  it('have a square root, rounded down', () => {
    fc.assert(
      fc.property(fc.bigInt({min: 0n, max: 1n << 600n}), (value) => {
        const root = squareRoot(value)
        expect(root * root <= value && (root + 1n) * (root + 1n) > value).toBe(true)
      }),
    )
  })

  it('have an inverse modulo a prime, which their power is too', () => {
    const prime = (1n << 127n) - 1n
    fc.assert(
      fc.property(fc.bigInt({min: 1n, max: prime - 1n}), (value) => {
        expect(inverse(value, prime)).toBe(power(value, prime - 2n, prime))
      }),
    )
    expect(inverse(0n, prime)).toBeUndefined()
    expect(inverse(6n, 9n)).toBeUndefined()
  })
})
