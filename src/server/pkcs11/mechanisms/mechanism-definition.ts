import type {DigestHash} from './hashes.ts'
import type {CryptographicParameters} from '../../../kmip/structures/cryptographic-parameters.ts'
import type {MechanismName} from '../spec/mechanism-types.ts'

/** What a mechanism with its parameter means to Encrypt and Decrypt. */
export interface CipherPlan {
  readonly parameters: CryptographicParameters
  readonly iv?: Uint8Array | undefined
  readonly additionalData?: Uint8Array | undefined
  /** What it decrypts it knows to be genuine. */
  readonly authenticates?: boolean
  /** Bytes that can be worked on before a counter comes round. */
  readonly longest?: number | undefined
}

/** What a mechanism with its parameter means to Sign, MAC and those that verify. */
export interface SigningPlan {
  /** A secret both sides have, or a private key. */
  readonly kind: 'mac' | 'signature'
  readonly parameters: CryptographicParameters
  /** The caller gives the digest instead of the data, in one part. */
  readonly digested?: boolean
  /** The signature is r and s side by side, which KMIP has in DER. */
  readonly plainPair?: boolean
}

/** One mechanism: what it can do, with which keys. */
export interface MechanismDefinition {
  readonly name: MechanismName
  /** As CK_MECHANISM_INFO has them: in bytes for secret keys, in bits for others; zeros without a key. */
  readonly sizes: readonly [number, number]
  /** Further flags of CK_MECHANISM_INFO than those that follow from what it does. */
  readonly flags?: number
  /** CKK_ of its keys. */
  readonly keyTypes: readonly number[]
  /** Each fails with CKR_MECHANISM_PARAM_INVALID for a parameter that is none of the mechanism. */
  readonly cipher?: (parameter: Uint8Array | undefined) => CipherPlan
  /** C_WrapKey and C_UnwrapKey can work with it as they are a form of encryption. */
  readonly wraps?: boolean
  readonly signing?: (parameter: Uint8Array | undefined) => SigningPlan
  readonly hash?: DigestHash
  /** Generates keys of the type, of which KMIP has the algorithm. */
  readonly generates?: 'key' | 'pair'
  readonly derives?: boolean
}
