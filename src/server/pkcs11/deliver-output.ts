import type {Output, OutputBuffer} from './codec/output-buffer.ts'
import {Refusal} from './refusal.ts'

/**
 * Output under a name, for a caller who has room for it. One who only asks how long it is, or has too little room, is
 * told the length, and all that was done for it is taken back.
 */
export function deliverOutput<N extends string, T extends {readonly length: number}>(
  name: N,
  {wanted, capacity}: OutputBuffer,
  values: T,
): {readonly [K in N]: Output<T>} {
  const {length} = values
  const given = (output: Output<T>) => ({[name]: output}) as {readonly [K in N]: Output<T>}
  if (!wanted) throw new Refusal('OK', {values: given({length})})
  if (capacity !== undefined && capacity < length) throw new Refusal('BUFFER_TOO_SMALL', {values: given({length})})
  return given({length, values})
}
