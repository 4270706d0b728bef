import {createHash} from 'node:crypto'
import type {EnumName, EnumValue} from '../kmip/spec/enumeration.ts'
import {CryptographicAlgorithm} from '../kmip/spec/enumerations.ts'
import {ifOpenSslHas} from './openssl.ts'
import {unsupportedParameter} from './refusal.ts'

/** A hash by OpenSSL's name; `length` in bytes is that of functions with an output of any length. */
interface Digest {
  readonly name: string
  readonly length?: number
}

/** Hashes that KMIP has among the Cryptographic Algorithms, some of them only there. Lengths of SHAKE from RFC 8702. */
const digests: Readonly<Partial<Record<EnumName<typeof CryptographicAlgorithm>, Digest>>> = {
  SHA3_224: {name: 'sha3-224'},
  SHA3_256: {name: 'sha3-256'},
  SHA3_384: {name: 'sha3-384'},
  SHA3_512: {name: 'sha3-512'},
  SHAKE_128: {name: 'shake128', length: 32},
  SHAKE_256: {name: 'shake256', length: 64},
  SM3: {name: 'sm3'},
}

/** The digest of the parts one after the other; throws KmipError for what is no hash, or none of OpenSSL. */
export function algorithmDigest(
  algorithm: EnumValue<typeof CryptographicAlgorithm>,
  ...parts: readonly Uint8Array[]
): Uint8Array {
  const known = CryptographicAlgorithm.entry(algorithm)?.name
  const chosen = known === undefined ? undefined : digests[known]
  if (chosen === undefined) throw unsupportedParameter(`Hashing with ${known ?? algorithm} is not supported`)
  const {name, length} = chosen
  const running = ifOpenSslHas(name, () => createHash(name, length === undefined ? {} : {outputLength: length}))
  for (const part of parts) running.update(part)
  return running.digest()
}
