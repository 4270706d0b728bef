import type {KeyObject} from 'node:crypto'
import {digestName} from '../digest.ts'
import type {DigestGroup} from './digest-group.ts'
import {signDigest, verifyDigest} from './digest-signature.ts'
import {checkDigestLength, hashForData} from './digested-data.ts'
import {signParts, verifyParts} from './running.ts'
import type {HashName, SignatureScheme} from './signature-scheme.ts'

/** DSA and ECDSA, FIPS 186-4; signatures are the DER structure of RFC 3279 section 2.2.2. */
export function digitalSignature(
  hash: HashName | undefined,
  groupOf: (key: KeyObject) => DigestGroup,
): SignatureScheme {
  return {
    sign(key, input) {
      if (input.kind === 'data') return signParts(digestName(hashForData(hash)), input.parts, {key, dsaEncoding: 'der'})
      if (hash !== undefined) checkDigestLength(hash, input.digest)
      return signDigest(groupOf(key), key, input.digest)
    },
    verify(key, input, signature) {
      if (input.kind === 'data') {
        return verifyParts(digestName(hashForData(hash)), input.parts, {key, dsaEncoding: 'der'}, signature)
      }
      if (hash !== undefined) checkDigestLength(hash, input.digest)
      return verifyDigest(groupOf(key), key, input.digest, signature)
    },
  }
}
