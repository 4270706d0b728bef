import type {EnumName} from '../../../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm, HashingAlgorithm} from '../../../kmip/spec/enumerations.ts'
import {CKG, CKM, type MechanismName} from '../spec/mechanism-types.ts'

export type DigestHash = EnumName<typeof HashingAlgorithm>

/** A hash and the mechanisms that are made of it. */
export interface HashFamily {
  readonly hash: DigestHash
  readonly digest: MechanismName
  /** Bytes of a digest. */
  readonly length: number
  readonly mgf?: number
  readonly hmac?: readonly [MechanismName, EnumName<typeof CryptographicAlgorithm>]
  readonly rsa?: MechanismName
  readonly pss?: MechanismName
  readonly ecdsa?: MechanismName
}

export const hashFamilies: readonly HashFamily[] = [
  {
    hash: 'SHA_1',
    digest: 'SHA_1',
    length: 20,
    mgf: CKG.SHA_1,
    hmac: ['SHA_1_HMAC', 'HMAC_SHA1'],
    rsa: 'SHA1_RSA_PKCS',
    pss: 'SHA1_RSA_PKCS_PSS',
    ecdsa: 'ECDSA_SHA1',
  },
  ...(['224', '256', '384', '512'] as const).map((bits): HashFamily => ({
    hash: `SHA_${bits}`,
    digest: `SHA${bits}`,
    length: Number(bits) / 8,
    mgf: CKG[`SHA_${bits}`],
    hmac: [`SHA${bits}_HMAC`, `HMAC_SHA${bits}`],
    rsa: `SHA${bits}_RSA_PKCS`,
    pss: `SHA${bits}_RSA_PKCS_PSS`,
    ecdsa: `ECDSA_SHA${bits}`,
  })),
  ...(['224', '256', '384', '512'] as const).map((bits): HashFamily => ({
    hash: `SHA3_${bits}`,
    digest: `SHA3_${bits}`,
    length: Number(bits) / 8,
    mgf: CKG[`SHA3_${bits}`],
    hmac: [`SHA3_${bits}_HMAC`, `HMAC_SHA3_${bits}`],
    rsa: `SHA3_${bits}_RSA_PKCS`,
    pss: `SHA3_${bits}_RSA_PKCS_PSS`,
    ecdsa: `ECDSA_SHA3_${bits}`,
  })),
  {hash: 'SHA_512_224', digest: 'SHA512_224', length: 28},
  {hash: 'SHA_512_256', digest: 'SHA512_256', length: 32},
]

/** The hash that a mechanism of C_DigestInit is, as parameters of other mechanisms name it. */
export function hashOfMechanism(mechanism: number): DigestHash | undefined {
  return hashFamilies.find(({digest}) => CKM[digest] === mechanism)?.hash
}

/** The hash inside a mask generation function. */
export function hashOfMask(mgf: number): DigestHash | undefined {
  return hashFamilies.find((family) => family.mgf === mgf)?.hash
}
