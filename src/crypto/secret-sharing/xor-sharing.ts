import type {RandomSource} from '../random.ts'
import {add} from './binary-field.ts'
import type {Share} from './share.ts'

/** Random parts, and one that makes all of them together the secret. KMIP 1.4 section 2.2.5. */
export function splitByXor(secret: Uint8Array, parts: number, random: RandomSource): Uint8Array[] {
  const masks = Array.from({length: parts - 1}, () => Uint8Array.from(random(secret.length)))
  return [...masks, masks.reduce(add, Uint8Array.from(secret))]
}

export function joinByXor(shares: readonly Share[]): Uint8Array {
  return shares.map(({material}) => material).reduce(add)
}
