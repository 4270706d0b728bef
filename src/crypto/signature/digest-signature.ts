import {sign, verify, type KeyObject} from 'node:crypto'
import {hashOf} from '../rsa/mask-generation.ts'
import {derInteger, derSequence, integerOf, readSequence} from '../keys/der.ts'
import {bitLength, inverse, modulo, numberOfBytes} from '../keys/numbers.ts'
import {invalidParameter} from '../refusal.ts'
import type {DigestGroup} from './digest-group.ts'
import {orFailure, orInvalid} from './running.ts'

/*
 * DSA and ECDSA signatures (FIPS 186-4 sections 4.6 and 6.4) of a digest that the client made. OpenSSL can make them,
 * node:crypto hashes whatever it is given. But a signature depends on digest e and key x only through e + r·x, so
 * that the signature of a digest e under one key is one of another digest under another key, which node:crypto makes
 * and verifies; nonces and all arithmetic with them stay in OpenSSL.
 */

const hash = 'sha256'

/** FIPS 186-4: the leftmost bits of a digest, as many as the order has. */
function numberOfDigest(digest: Uint8Array, order: bigint): bigint {
  const excess = digest.length * 8 - bitLength(order)
  const number = numberOfBytes(digest)
  return modulo(excess > 0 ? number >> BigInt(excess) : number, order)
}

/** With t = e'/e: (e + r·x)·t = e' + r·(t·x). */
export function signDigest(group: DigestGroup, key: KeyObject, digest: Uint8Array): Buffer {
  const {order} = group
  const reciprocal = inverse(numberOfDigest(digest, order), order)
  const hashed = numberOfDigest(hashOf(hash, digest), order)
  const factor = reciprocal && modulo(hashed * reciprocal, order)
  const back = factor && inverse(factor, order)
  if (factor === undefined || back === undefined) throw invalidParameter('Digested Data of zeros cannot be signed')
  return orFailure(() => {
    const signature = sign(hash, digest, {key: group.multiplied(key, factor), dsaEncoding: 'der'})
    const [r, s] = readSequence(signature).map(integerOf)
    return derSequence(derInteger(r ?? 0n), derInteger(modulo((s ?? 0n) * back, order)))
  })
}

/** With c = (e - e')/r: e + r·x = e' + r·(x + c). */
export function verifyDigest(group: DigestGroup, key: KeyObject, digest: Uint8Array, signature: Uint8Array): boolean {
  const {order} = group
  return orInvalid(() => {
    const [r = 0n] = readSequence(signature).map(integerOf)
    const reciprocal = inverse(r, order)
    if (reciprocal === undefined) return false
    const difference = numberOfDigest(digest, order) - numberOfDigest(hashOf(hash, digest), order)
    const summand = modulo(difference * reciprocal, order)
    const other = summand === 0n ? key : group.shifted(key, summand)
    return other !== undefined && verify(hash, digest, {key: other, dsaEncoding: 'der'}, signature)
  })
}
