import {bytesToHex} from './hex.ts'
import type {ShownValue} from './scalar-type.ts'

/** Hexadecimal of at most `columns` digits, with the length and how much was cut. */
export function showBytes(value: Uint8Array, columns: number): ShownValue {
  const shown = Math.min(value.length, Math.floor(columns / 2))
  const cut = value.length - shown
  const length = `${value.length} ${value.length === 1 ? 'byte' : 'bytes'}`
  return {
    style: 'bytes',
    text: bytesToHex(value.subarray(0, shown)) + (cut > 0 ? '…' : ''),
    note: cut > 0 ? `${length}, ${cut} not shown` : length,
    cut: cut > 0,
  }
}
