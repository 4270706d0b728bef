import {TtlvError} from './error.ts'

/** A Buffer over the same memory, for its native text conversions. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Lower-case pairs without a prefix. */
export function bytesToHex(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('hex')
}

/** Reads pairs of either case without a prefix; may be empty. Throws a TtlvError for anything else. */
export function hexToBytes(text: string): Uint8Array {
  if (/[^0-9a-f]/i.test(text)) throw new TtlvError('Byte string holds a character that is not a hexadecimal digit')
  if (text.length % 2 !== 0) throw new TtlvError(`Byte string has an odd number of hexadecimal digits, ${text.length}`)
  return new Uint8Array(Buffer.from(text, 'hex'))
}
