import {KmipError} from '../../kmip/error.ts'
import type {EnumName, EnumValue} from '../../kmip/spec/enumeration.ts'
import {SplitKeyMethod} from '../../kmip/spec/enumerations.ts'
import type {RandomSource} from '../random.ts'
import {invalidParameter} from '../refusal.ts'
import {field256, field65536} from './fields.ts'
import {joinByPolynomial, splitByPolynomial} from './polynomial-sharing.ts'
import {checkPrimeLength} from './prime-field.ts'
import {joinByPrime, splitByPrime} from './prime-sharing.ts'
import {inconsistentShares, type Division, type Share} from './share.ts'
import {joinByXor, splitByXor} from './xor-sharing.ts'

/** How a secret is shared. */
export interface Sharing extends Division {
  readonly method: EnumValue<typeof SplitKeyMethod>
  /** Of the method that works in a prime field. */
  readonly prime?: bigint | undefined
}

interface Method {
  readonly split: (secret: Uint8Array, sharing: Sharing, random: RandomSource) => Uint8Array[]
  /** `length` in bytes, of the secret. */
  readonly join: (shares: readonly Share[], sharing: Sharing, length: number) => Uint8Array
}

const methods: Readonly<Record<EnumName<typeof SplitKeyMethod>, Method>> = {
  XOR: {
    split: (secret, {parts}, random) => splitByXor(secret, parts, random),
    join: joinByXor,
  },
  PolynomialSharingGF2_8: {
    split: (secret, sharing, random) => splitByPolynomial(field256, secret, sharing, random),
    join: (shares, {threshold}) => joinByPolynomial(field256, shares, threshold),
  },
  PolynomialSharingGF2_16: {
    split: (secret, sharing, random) => splitByPolynomial(field65536, secret, sharing, random),
    join: (shares, {threshold}) => joinByPolynomial(field65536, shares, threshold),
  },
  PolynomialSharingPrimeField: {
    split: (secret, sharing, random) => splitByPrime(primeOf(sharing), secret, sharing, random),
    join: (shares, sharing, length) => joinByPrime(primeOf(sharing), shares, {threshold: sharing.threshold, length}),
  },
}

/** The parts in the order of their identifiers, from 1. Throws KmipError for a sharing that makes no sense. */
export function splitSecret(secret: Uint8Array, sharing: Sharing, random: RandomSource): Uint8Array[] {
  checkNewSharing(sharing)
  checkEffort(sharing.parts, sharing.threshold, secret.length)
  return methodOf(sharing).split(secret, sharing, random)
}

/** The secret; fails with Cryptographic Failure for shares that are too few or do not belong together. */
export function joinShares(shares: readonly Share[], sharing: Sharing, length: number): Uint8Array {
  checkSharing(sharing)
  const distinct = distinctShares(shares)
  if (distinct.some(({identifier}) => identifier < 1 || identifier > sharing.parts)) throw inconsistentShares()
  if (distinct.length < sharing.threshold) {
    throw new KmipError(
      'CryptographicFailure',
      `${distinct.length} of ${sharing.parts} parts were given, ${sharing.threshold} are needed`,
    )
  }
  const lengths = new Set(distinct.map(({material}) => material.length))
  if (lengths.size > 1 && !worksInPrimeField(sharing)) throw inconsistentShares()
  checkEffort(distinct.length, sharing.threshold, Math.max(...lengths))
  return methodOf(sharing).join(distinct, sharing, length)
}

/** Fails for a sharing that cannot be: one that somebody else may have made. */
export function checkSharing(sharing: Sharing): void {
  const {method, parts, threshold, prime} = sharing
  methodOf(sharing)
  if (threshold < 1 || threshold > parts) {
    throw invalidParameter(`The Split Key Threshold of ${parts} parts is 1 to ${parts}, not ${threshold}`)
  }
  if (method === 'XOR' && threshold !== parts) {
    throw invalidParameter(
      `The method XOR needs all of the ${parts} parts, a threshold of ${threshold} is not possible`,
    )
  }
  if ((prime !== undefined) !== worksInPrimeField(sharing)) {
    throw invalidParameter(
      `The Split Key Method ${method} ${prime === undefined ? 'needs a' : 'has no use for a'} Prime Field Size`,
    )
  }
  if (prime !== undefined) checkPrimeLength(prime)
}

/** Beyond this GF(2^8) has no places left, and nobody has so many custodians. */
const mostParts = 255

function checkNewSharing(sharing: Sharing): void {
  const {parts, threshold} = sharing
  checkSharing(sharing)
  if (parts > mostParts) throw invalidParameter(`A key is split into at most ${mostParts} parts, not into ${parts}`)
  if (threshold < 2) throw invalidParameter('With a threshold of less than 2 every part would be the key itself')
}

/** Steps, each with one byte, that are taken without a pause; every other client waits for as long. */
const mostSteps = 1 << 19

function checkEffort(parts: number, threshold: number, length: number): void {
  if (parts * threshold * length <= mostSteps) return
  throw new KmipError(
    'ServerLimitExceeded',
    `A secret of ${length} bytes in ${parts} parts with a threshold of ${threshold} is too much work`,
  )
}

function methodOf({method}: Pick<Sharing, 'method'>): Method {
  const name = SplitKeyMethod.entry(method)?.name
  if (name !== undefined) return methods[name]
  throw invalidParameter(`Split Key Method ${method} is not supported`)
}

function worksInPrimeField({method}: Pick<Sharing, 'method'>): boolean {
  return method === 'PolynomialSharingPrimeField'
}

function primeOf({prime}: Sharing): bigint {
  if (prime !== undefined) return prime
  throw invalidParameter('The method Polynomial Sharing Prime Field needs a Prime Field Size')
}

/** The same part twice is one part; two parts with one identifier cannot both be right. */
function distinctShares(shares: readonly Share[]): Share[] {
  const byIdentifier = new Map<number, Share>()
  for (const share of shares) {
    const known = byIdentifier.get(share.identifier)
    if (known !== undefined && Buffer.compare(known.material, share.material) !== 0) throw inconsistentShares()
    byIdentifier.set(share.identifier, share)
  }
  return [...byIdentifier.values()]
}
