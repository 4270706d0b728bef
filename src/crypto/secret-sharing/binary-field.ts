/**
 * A field of characteristic 2 in which byte strings are shared piece by piece. Places and weights of shares are known
 * to everybody; what is multiplied by them is secret: its bits decide no branch and no address.
 */
export interface BinaryField {
  /** In bytes: one element of the field. */
  readonly pieceLength: number
  /** Places that differ from each other and from 0. */
  readonly places: number
  /** Of two public elements. */
  readonly multiply: (a: number, b: number) => number
  /** Of a public element that is not 0. */
  readonly invert: (a: number) => number
  /** Every piece of a secret, multiplied by a public element. */
  readonly scale: (secret: Uint8Array, by: number) => Uint8Array
}

/** The sum, which is the difference too. */
export function add(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, index) => byte ^ (b[index] ?? 0))
}
