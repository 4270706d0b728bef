import {createCipheriv, createDecipheriv} from 'node:crypto'
import type {ChainingCipher} from './cipher-parameters.ts'
import type {ChainingMode} from './cipher-table.ts'
import {ifOpenSslHas} from './openssl.ts'

export type CipherDirection = 'encrypt' | 'decrypt'

export interface ChainingStart {
  readonly direction: CipherDirection
  readonly key: Uint8Array
  readonly iv: Uint8Array
}

/** True for modes that encipher no part of a block. */
export function wholeBlocksOnly({mode}: ChainingCipher): boolean {
  return mode === 'CBC' || mode === 'ECB'
}

/** Runs the cipher without padding over the parts, one after the other. */
export function runChaining(cipher: ChainingCipher, start: ChainingStart, parts: readonly Uint8Array[]): Buffer {
  const open = start.direction === 'encrypt' ? createCipheriv : createDecipheriv
  const running = ifOpenSslHas(cipher.name, () => open(cipher.name, start.key, start.iv))
  running.setAutoPadding(false)
  return Buffer.concat([...parts.map((part) => running.update(part)), running.final()])
}

/** Some blocks that went through a cipher, at least one. */
export interface BlockRun {
  readonly direction: CipherDirection
  /** With which the first block began. */
  readonly iv: Uint8Array
  readonly blockLength: number
  /** Input and output of whole blocks, equally long. */
  readonly input: Uint8Array
  readonly output: Uint8Array
}

/** The IV with which the next block begins, NIST SP 800-38A section 6. */
export function nextIv(mode: ChainingMode, run: BlockRun): Uint8Array {
  return successors[mode](run)
}

const successors: Readonly<Record<ChainingMode, (run: BlockRun) => Uint8Array>> = {
  CBC: lastCiphertextBlock,
  CFB: lastCiphertextBlock,
  CTR: ({iv, input, blockLength}) => counterAfter(iv, input.length / blockLength),
  ECB: ({iv}) => iv,
  OFB: lastKeystreamBlock,
}

function lastCiphertextBlock({direction, input, output, blockLength}: BlockRun): Uint8Array {
  return Uint8Array.from((direction === 'encrypt' ? output : input).subarray(-blockLength))
}

function lastKeystreamBlock({input, output, blockLength}: BlockRun): Uint8Array {
  const enciphered = output.subarray(-blockLength)
  return Uint8Array.from(input.subarray(-blockLength), (byte, index) => byte ^ (enciphered[index] ?? 0))
}

/** Counts modulo two to the length of the block, as OpenSSL does. */
function counterAfter(counter: Uint8Array, blocks: number): Uint8Array {
  const next = Uint8Array.from(counter)
  let carry = blocks
  for (let index = next.length - 1; index >= 0 && carry > 0; index--) {
    const sum = (next[index] ?? 0) + carry
    next[index] = sum % 256
    carry = Math.floor(sum / 256)
  }
  return next
}
