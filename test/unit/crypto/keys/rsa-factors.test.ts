import {describe, expect, it} from 'vitest'
import {completeRsa} from '../../../../src/crypto/keys/rsa-components.ts'
import {greatestCommonDivisor, inverse, numberOfBytes} from '../../../../src/crypto/keys/numbers.ts'
import {rsaPair} from '../../../support/key-pairs.ts'

function numbersOf(bits: number) {
  const jwk = rsaPair(bits).privateKey.export({format: 'jwk'})
  const [n, e, p, q] = [jwk.n, jwk.e, jwk.p, jwk.q].map((text) => numberOfBytes(Buffer.from(text ?? '', 'base64url')))
  if (n === undefined || e === undefined || p === undefined || q === undefined) throw new Error('There is no key')
  return {n, e, p, q}
}

describe('The factors of an RSA modulus', () => {
  it.each([1024, 2048, 3072])('of %d bits follow from either form of the private exponent', (bits) => {
    const {n, e, p, q} = numbersOf(bits)
    const whole = (p - 1n) * (q - 1n)
    for (const order of [whole, whole / greatestCommonDivisor(p - 1n, q - 1n)]) {
      const d = inverse(e, order)
      const found = completeRsa({modulus: n, privateExponent: d})
      expect(new Set([found.p, found.q])).toEqual(new Set([p, q]))
      expect(found.publicExponent).toBe(e)
    }
  })

  it('follow from the prime exponents', () => {
    const {n, e, p, q} = numbersOf(1024)
    const parts = {primeExponentP: inverse(e, p - 1n), primeExponentQ: inverse(e, q - 1n)}
    const found = completeRsa({modulus: n, ...parts})
    expect(new Set([found.p, found.q])).toEqual(new Set([p, q]))
  })

  it('are not searched for long when they cannot be found', () => {
    const {n} = numbersOf(3072)
    const begun = performance.now()
    expect(() => completeRsa({modulus: n, privateExponent: n - 2n})).toThrow('do not tell its factors')
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})
