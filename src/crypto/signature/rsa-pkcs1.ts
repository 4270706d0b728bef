import {constants, privateEncrypt, publicDecrypt} from 'node:crypto'
import {digestName} from '../digest.ts'
import {derNull, derObjectIdentifier, derOctetString, derSequence} from '../keys/der.ts'
import {invalidParameter} from '../refusal.ts'
import {checkDigestLength, hashForData} from './digested-data.ts'
import {checkedLength, orFailure, orInvalid, signParts, signPartsLater, verifyParts} from './running.ts'
import type {HashName, SignatureScheme} from './signature-scheme.ts'

const padding = constants.RSA_PKCS1_PADDING

/**
 * RSASSA-PKCS1-v1_5, RFC 8017 section 8.2. A digest whose hash nobody names is signed as it is, without the structure
 * that would name it.
 */
export function rsaPkcs1(hash: HashName | undefined): SignatureScheme {
  return {
    sign(key, input) {
      if (input.kind === 'data') return signParts(digestName(hashForData(hash)), input.parts, {key, padding})
      const content = digestInfo(hash, input.digest)
      return orFailure(() => privateEncrypt({key, padding}, content))
    },
    signLater: async (key, parts) => signPartsLater(digestName(hashForData(hash)), parts, {key, padding}),
    verify(key, input, signature) {
      if (input.kind === 'data') {
        return verifyParts(digestName(hashForData(hash)), input.parts, {key, padding}, signature)
      }
      const content = digestInfo(hash, input.digest)
      return orInvalid(() => content.equals(publicDecrypt({key, padding}, checkedLength(key, signature))))
    },
  }
}

/** RFC 8017 appendix B.1 and RFC 8702. */
const hashIdentifiers: Readonly<Partial<Record<HashName, string>>> = {
  MD5: '1.2.840.113549.2.5',
  SHA_1: '1.3.14.3.2.26',
  SHA_224: '2.16.840.1.101.3.4.2.4',
  SHA_256: '2.16.840.1.101.3.4.2.1',
  SHA_384: '2.16.840.1.101.3.4.2.2',
  SHA_512: '2.16.840.1.101.3.4.2.3',
  SHA_512_224: '2.16.840.1.101.3.4.2.5',
  SHA_512_256: '2.16.840.1.101.3.4.2.6',
  SHA3_224: '2.16.840.1.101.3.4.2.7',
  SHA3_256: '2.16.840.1.101.3.4.2.8',
  SHA3_384: '2.16.840.1.101.3.4.2.9',
  SHA3_512: '2.16.840.1.101.3.4.2.10',
  RIPEMD_160: '1.3.36.3.2.1',
}

function digestInfo(hash: HashName | undefined, digest: Uint8Array): Buffer {
  if (hash === undefined) return Buffer.from(digest)
  checkDigestLength(hash, digest)
  const identifier = hashIdentifiers[hash]
  if (identifier === undefined) throw invalidParameter(`PKCS#1 v1.5 signatures have no name for ${hash}`)
  return derSequence(derSequence(derObjectIdentifier(identifier), derNull()), derOctetString(digest))
}
