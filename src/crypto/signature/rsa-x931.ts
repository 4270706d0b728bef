import {constants, privateEncrypt, publicDecrypt, type KeyObject} from 'node:crypto'
import {digestName} from '../digest.ts'
import {bytesOfNumber, numberOfBytes} from '../keys/numbers.ts'
import {invalidParameter, unsupportedParameter} from '../refusal.ts'
import {modulusOf} from '../rsa/modulus.ts'
import {digestOf} from './digested-data.ts'
import {checkedLength, orFailure, orInvalid, signPartsLater} from './running.ts'
import type {HashName, SignatureScheme} from './signature-scheme.ts'

const padding = constants.RSA_X931_PADDING
const noPadding = constants.RSA_NO_PADDING

/** ISO/IEC 10118-3, as many as OpenSSL signs with. */
const hashNumbers: Readonly<Partial<Record<HashName, number>>> = {
  SHA_1: 0x33,
  SHA_256: 0x34,
  SHA_384: 0x36,
  SHA_512: 0x35,
}

/**
 * RSA signatures of ANSI X9.31. node:crypto makes them of data in one part alone, so the encoding is made here and OpenSSL
 * does the arithmetic.
 */
export function rsaX931(hash: HashName): SignatureScheme {
  const hashNumber = hashNumbers[hash]
  if (hashNumber === undefined) {
    throw unsupportedParameter(
      `X9.31 signatures with ${hash} are not supported, ${Object.keys(hashNumbers).join(', ')} are`,
    )
  }
  const name = digestName(hash)
  return {
    sign(key, input) {
      const block = encoded(key, digestOf(hash, input), hashNumber)
      return orFailure(() => smaller(key, numberOfBytes(privateEncrypt({key, padding: noPadding}, block))))
    },
    signLater: async (key, parts) => signPartsLater(name, parts, {key, padding}),
    verify(key, input, signature) {
      const block = encoded(key, digestOf(hash, input), hashNumber)
      return orInvalid(() => {
        const opened = numberOfBytes(publicDecrypt({key, padding: noPadding}, checkedLength(key, signature)))
        const even = opened % 16n === 12n ? opened : modulus(key) - opened
        return even === numberOfBytes(block)
      })
    },
  }
}

/** 6bbb…bbba, the digest, the number of its hash, cc. */
function encoded(key: KeyObject, digest: Uint8Array, hashNumber: number): Buffer {
  const block = Buffer.alloc(lengthOf(key), 0xbb)
  const start = block.length - digest.length - 2
  if (start < 2) throw invalidParameter('The key is too short for this hash')
  block[0] = 0x6b
  block[start - 1] = 0xba
  block.set(digest, start)
  block.set([hashNumber, 0xcc], start + digest.length)
  return block
}

/** A number and its negative open to blocks that are told apart, and the smaller is the signature. */
function smaller(key: KeyObject, signature: bigint): Buffer {
  const other = modulus(key) - signature
  return bytesOfNumber(signature < other ? signature : other, lengthOf(key))
}

function modulus(key: KeyObject): bigint {
  return modulusOf(key) ?? 0n
}

/** In bytes. */
function lengthOf(key: KeyObject): number {
  return bytesOfNumber(modulus(key)).length
}
