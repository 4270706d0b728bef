import {detectEncoding, wireBytes} from '../../ttlv/detect.ts'
import type {TtlvError} from '../../ttlv/error.ts'
import {bytesToHex} from '../../ttlv/hex.ts'

const lineBytes = 16
/** Lines before and after the one with the fault. */
const contextLines = 2

/**
 * Where in the input an error is: the path, and for binary input the bytes around the fault with a mark under it.
 * Undefined when the error tells neither.
 */
export function locateFault(error: TtlvError, input: Uint8Array): string | undefined {
  const {path, offset} = error
  const place = [
    ...(path.length === 0 ? [] : [path.join(' > ')]),
    ...(offset === undefined ? [] : [`byte ${offset} (0x${offset.toString(16)})`]),
  ]
  if (place.length === 0) return undefined
  const bytes = offset === undefined ? undefined : countedBytes(input)
  return [`At ${place.join(', ')}`, ...(bytes === undefined ? [] : gutter(bytes, offset ?? 0))].join('\n')
}

/** The bytes that offsets count in; undefined for XML and JSON. */
function countedBytes(input: Uint8Array): Uint8Array | undefined {
  const encoding = detectEncoding(input)
  return encoding === 'xml' || encoding === 'json' ? undefined : wireBytes(input, encoding)
}

function gutter(bytes: Uint8Array, offset: number): string[] {
  const faulty = offset - (offset % lineBytes)
  const lines: string[] = []
  for (let start = faulty - contextLines * lineBytes; start <= faulty + contextLines * lineBytes; start += lineBytes) {
    if (start < 0 || start >= Math.max(bytes.length, faulty + 1)) continue
    const label = start.toString(16).padStart(6, '0')
    lines.push(`  ${label}  ${hexLine(bytes.subarray(start, start + lineBytes))}`)
    if (start === faulty) lines.push(`${' '.repeat(10 + column(offset - faulty))}^^`)
  }
  return lines
}

/** Pairs with a wider gap in the middle. */
function hexLine(bytes: Uint8Array): string {
  const pairs = bytesToHex(bytes).match(/../g) ?? []
  return pairs.map((pair, index) => (index === lineBytes / 2 ? ` ${pair}` : pair)).join(' ')
}

function column(index: number): number {
  return index * 3 + (index >= lineBytes / 2 ? 1 : 0)
}
