import type {KeyObject} from 'node:crypto'

/** The group in which DSA or ECDSA keys live, as far as signing a digest needs it. */
export interface DigestGroup {
  /** Of the numbers that keys and signatures are made of. */
  readonly order: bigint
  /** The private key times a number. */
  multiplied(key: KeyObject, factor: bigint): KeyObject
  /** The public key of the private key plus a number; undefined for the neutral element, which is no key. */
  shifted(key: KeyObject, summand: bigint): KeyObject | undefined
}
