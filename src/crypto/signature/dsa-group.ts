import type {KeyObject} from 'node:crypto'
import {dsaAlgorithm, fieldKeyOf, fieldPrivateKey, fieldPublicKey} from '../keys/discrete-logarithm-key.ts'
import {modulo, power} from '../keys/numbers.ts'
import type {DigestGroup} from './digest-group.ts'

/** The group of a DSA key, FIPS 186-4 section 4.1. */
export function dsaGroup(key: KeyObject): DigestGroup {
  const {parameters} = fieldKeyOf(key)
  const [p = 0n, order = 0n, g = 0n] = parameters
  return {
    order,
    multiplied: (one, factor) =>
      fieldPrivateKey(dsaAlgorithm, {parameters, number: modulo(fieldKeyOf(one).number * factor, order)}),
    shifted: (one, summand) =>
      fieldPublicKey(dsaAlgorithm, {
        parameters,
        number: modulo(fieldKeyOf(one).number * power(g, summand, p), p),
      }),
  }
}
