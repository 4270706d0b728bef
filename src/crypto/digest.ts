import {createHash} from 'node:crypto'
import type {EnumName, EnumValue} from '../kmip/spec/enumeration.ts'
import {HashingAlgorithm} from '../kmip/spec/enumerations.ts'
import {ifOpenSslHas} from './openssl.ts'
import {unsupportedParameter} from './refusal.ts'

/** OpenSSL has no MD2, MD4, Tiger or Whirlpool. */
const digestNames: Readonly<Partial<Record<EnumName<typeof HashingAlgorithm>, string>>> = {
  MD5: 'md5',
  SHA_1: 'sha1',
  SHA_224: 'sha224',
  SHA_256: 'sha256',
  SHA_384: 'sha384',
  SHA_512: 'sha512',
  RIPEMD_160: 'ripemd160',
  SHA_512_224: 'sha512-224',
  SHA_512_256: 'sha512-256',
  SHA3_224: 'sha3-224',
  SHA3_256: 'sha3-256',
  SHA3_384: 'sha3-384',
  SHA3_512: 'sha3-512',
}

/** OpenSSL's name of a Hashing Algorithm; throws KmipError for those it lacks. */
export function digestName(algorithm: EnumValue<typeof HashingAlgorithm>): string {
  const known = HashingAlgorithm.entry(algorithm)?.name
  const name = known === undefined ? undefined : digestNames[known]
  if (name === undefined) throw unsupportedParameter(`Hashing Algorithm ${known ?? algorithm} is not supported`)
  return name
}

/** The digest of the parts one after the other. */
export function digest(algorithm: EnumValue<typeof HashingAlgorithm>, ...parts: readonly Uint8Array[]): Uint8Array {
  const name = digestName(algorithm)
  const running = ifOpenSslHas(name, () => createHash(name))
  for (const part of parts) running.update(part)
  return running.digest()
}

/** The SHA-256 digest that every object has, KMIP 1.4 section 3.17, 2.1 section 4.21. */
export function keyDigest(material: Uint8Array): Uint8Array {
  return digest('SHA_256', material)
}
