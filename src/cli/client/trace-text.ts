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
  if (node === undefined) return `${headline}\n${bytesToHex(bytes)}`
  return `${headline}\n${showNode(node, {...options, format: 'tree'})}`
}
