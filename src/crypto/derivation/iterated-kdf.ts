import {derivationTooShort} from './derivation-refusal.ts'

/** A MAC under the derivation key. */
export type PseudorandomFunction = (...parts: readonly Uint8Array[]) => Uint8Array

/** What goes into a KDF of NIST SP 800-108 beside the key, which is in the PRF. Lengths are in bytes. */
export interface IteratedInput {
  /** Label, separator, context and length; the same for every block. */
  readonly fixed: Uint8Array
  /** For feedback mode; empty when absent. */
  readonly iv?: Uint8Array | undefined
  readonly length: number
}

/** KDF in counter mode, NIST SP 800-108 section 5.1; the counter has 32 bits and stands before the fixed input. */
export function counterKdf(prf: PseudorandomFunction, {fixed, length}: IteratedInput): Uint8Array {
  return collect(length, function* () {
    for (let index = 1; ; index++) yield prf(counter(index), fixed)
  })
}

/** KDF in feedback mode, section 5.2; with the counter, which is optional there, behind what is fed back. */
export function feedbackKdf(
  prf: PseudorandomFunction,
  {fixed, iv = new Uint8Array(0), length}: IteratedInput,
): Uint8Array {
  return collect(length, function* () {
    let block = iv
    for (let index = 1; ; index++) yield (block = prf(block, counter(index), fixed))
  })
}

/** KDF in double-pipeline iteration mode, section 5.3; with the counter, which is optional there. */
export function pipelineKdf(prf: PseudorandomFunction, {fixed, length}: IteratedInput): Uint8Array {
  return collect(length, function* () {
    let inner = fixed
    for (let index = 1; ; index++) {
      inner = prf(inner)
      yield prf(inner, counter(index), fixed)
    }
  })
}

function counter(index: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(index)
  return bytes
}

/** So many blocks of a PRF as one request may cost: keys are short. */
const mostBlocks = 1024

function collect(length: number, blocks: () => Iterable<Uint8Array>): Uint8Array {
  const collected: Uint8Array[] = []
  let have = 0
  for (const block of blocks()) {
    collected.push(block)
    have += block.length
    if (have >= length) break
    if (collected.length === mostBlocks) throw derivationTooShort(length, have)
  }
  return Buffer.concat(collected).subarray(0, length)
}
