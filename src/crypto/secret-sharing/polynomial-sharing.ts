import type {RandomSource} from '../random.ts'
import {invalidParameter} from '../refusal.ts'
import {add, type BinaryField} from './binary-field.ts'
import {inconsistentShares, type Division, type Share} from './share.ts'

/**
 * Shares a secret piece by piece: each part is the value, at the place of its identifier, of a random polynomial whose
 * value at 0 is the secret. Shamir's scheme; KMIP 1.4 section 2.2.5.
 */
export function splitByPolynomial(
  field: BinaryField,
  secret: Uint8Array,
  {parts, threshold}: Division,
  random: RandomSource,
): Uint8Array[] {
  checkWholePieces(field, secret)
  const coefficients = Array.from({length: threshold - 1}, () => Uint8Array.from(random(secret.length)))
  return Array.from({length: parts}, (_, index) => {
    const higher = coefficients.reduce<Uint8Array>(
      (sum, coefficient) => field.scale(add(sum, coefficient), index + 1),
      new Uint8Array(secret.length),
    )
    return add(higher, secret)
  })
}

/** Any `threshold` shares give the secret; further ones have to agree with them. */
export function joinByPolynomial(field: BinaryField, shares: readonly Share[], threshold: number): Uint8Array {
  if (shares.some(({identifier}) => identifier > field.places)) throw inconsistentShares()
  const known = shares.slice(0, threshold)
  for (const {identifier, material} of shares.slice(threshold)) {
    if (Buffer.compare(valueAt(field, known, identifier), material) !== 0) throw inconsistentShares()
  }
  return valueAt(field, known, 0)
}

/** The value at a place of the polynomial that goes through all of the shares, after Lagrange. */
function valueAt(field: BinaryField, shares: readonly Share[], place: number): Uint8Array {
  const [first] = shares
  checkWholePieces(field, first?.material ?? new Uint8Array(0))
  return shares.map((share) => field.scale(share.material, weightOf(field, shares, {share, place}))).reduce(add)
}

interface Weighing {
  readonly share: Share
  readonly place: number
}

function weightOf(field: BinaryField, shares: readonly Share[], {share, place}: Weighing): number {
  const others = shares.filter(({identifier}) => identifier !== share.identifier)
  const above = others.reduce((product, {identifier}) => field.multiply(product, place ^ identifier), 1)
  const below = others.reduce((product, {identifier}) => field.multiply(product, share.identifier ^ identifier), 1)
  return field.multiply(above, field.invert(below))
}

function checkWholePieces({pieceLength}: BinaryField, {length}: Uint8Array): void {
  if (length % pieceLength === 0) return
  throw invalidParameter(
    `A secret of ${length} bytes is no whole number of pieces of ${pieceLength} bytes`,
    'Share it in GF(2^8), which takes any length',
  )
}
