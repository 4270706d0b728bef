import type {CipherParameters} from './cipher-parameters.ts'
import {exactIv, type IvRule} from './iv-rule.ts'
import {invalidParameter, unsupportedParameter} from './refusal.ts'

/** How the first counter block of CTR is made from an IV that holds no counter. Lengths in bytes. */
export interface CounterPart {
  readonly length: number
  readonly initial: number
}

export interface CounterRule {
  readonly iv: IvRule
  /** Undefined when the IV is the whole block. */
  readonly counter: CounterPart | undefined
}

/** Below, a long message would count beyond it. */
const leastCounter = 4
/** The least random part of a counter block: below, two of them would soon be equal. */
const leastNonce = 8

/**
 * KMIP 1.4 section 3.6: the IV is a fixed field and an invocation field, behind which a counter of some length starts.
 * Without these parameters it is the whole first block.
 */
export function counterRule(parameters: CipherParameters, blockLength: number, subject: string): CounterRule {
  const {counterLengthBits = blockLength * 8, initialCounterValue, ivLengthBits} = parameters
  const length = counterLengthBits / 8
  if (!Number.isInteger(length) || length < leastCounter || length > blockLength) {
    throw unsupportedParameter(`A Counter Length of ${counterLengthBits} bits is not supported`, {
      hint: `Use whole bytes from ${leastCounter * 8} to ${blockLength * 8} bits`,
    })
  }
  checkFields(parameters, (blockLength - length) * 8)
  if (length === blockLength) {
    if (initialCounterValue !== undefined) {
      throw invalidParameter(
        'The IV holds the counter already',
        'Leave Initial Counter Value out, or set Counter Length',
      )
    }
    return {iv: exactIv(blockLength, subject, ivLengthBits), counter: undefined}
  }
  if (initialCounterValue !== undefined && initialCounterValue < 0) {
    throw invalidParameter(`Initial Counter Value ${initialCounterValue} is negative`)
  }
  const iv = {...exactIv(blockLength - length, subject, ivLengthBits), leastRandom: leastNonce}
  return {iv, counter: {length, initial: initialCounterValue ?? 0}}
}

function checkFields(parameters: CipherParameters, ivBits: number): void {
  const {fixedFieldLengthBits: fixed, invocationFieldLengthBits: invocation} = parameters
  if (fixed === undefined && invocation === undefined) return
  const bits = (fixed ?? 0) + (invocation ?? 0)
  if (bits === ivBits) return
  throw invalidParameter(`Fixed and Invocation Field of ${bits} bits do not fill the ${ivBits} bits before the counter`)
}

/** The IV with which OpenSSL begins. */
export function firstCounterBlock(counter: CounterPart | undefined, iv: Uint8Array): Uint8Array {
  if (counter === undefined) return iv
  const block = Buffer.alloc(iv.length + counter.length)
  block.set(iv)
  block.writeUInt32BE(counter.initial, block.length - 4)
  return block
}
