import type {TracedMessage} from '../../client/kmip-client.ts'
import {bytesToHex} from '../../ttlv/hex.ts'
import type {TreeStyle} from '../../ttlv/tree-style.ts'
import {showNode} from './show-node.ts'

export interface TraceOptions {
  readonly reveal: boolean
  readonly style: TreeStyle
  /** Columns of the terminal. */
  readonly width: number | undefined
}

const arrows = {request: '→', response: '←'} as const

/** A message that went over the wire: a headline and its tree, or the bytes where they are no tree. */
export function traceText({direction, bytes, node}: TracedMessage, options: TraceOptions): string {
  const headline = options.style.note(`${arrows[direction]} ${direction}, ${bytes.length} bytes`)
  if (node === undefined) return `${headline}\n${rawText(bytes, options)}`
  return `${headline}\n${showNode(node, {...options, format: 'tree'})}`
}

/** As many as a header has: what follows may be anything, key material too. */
const shownBytes = 8

function rawText(bytes: Uint8Array, {reveal, style}: TraceOptions): string {
  if (reveal || bytes.length <= shownBytes) return bytesToHex(bytes)
  const hidden = `(no TTLV; ${bytes.length - shownBytes} more bytes, --reveal shows them)`
  return `${bytesToHex(bytes.subarray(0, shownBytes))} ${style.note(hidden)}`
}
