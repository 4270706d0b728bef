import {digest, digestName} from '../digest.ts'
import {hashOf} from '../rsa/mask-generation.ts'
import {invalidParameter, missingParameter} from '../refusal.ts'
import type {HashName, SignatureInput} from './signature-scheme.ts'

/** The hash with which data has to be digested before they are signed. */
export function hashForData(hash: HashName | undefined): HashName {
  if (hash !== undefined) return hash
  throw missingParameter('A signature of data needs a Hashing Algorithm')
}

/** A digest that is said to be of a hash must be as long. KMIP 1.4 section 4.31. */
export function checkDigestLength(hash: HashName, digested: Uint8Array): void {
  const {length} = digest(hash, new Uint8Array(0))
  if (digested.length === length) return
  throw invalidParameter(`Digested Data of ${digested.length} bytes is no digest of ${hash}, which has ${length}`)
}

/** The digest that is to be signed. */
export function digestOf(hash: HashName, input: SignatureInput): Uint8Array {
  if (input.kind === 'data') return hashOf(digestName(hash), ...input.parts)
  checkDigestLength(hash, input.digest)
  return input.digest
}
