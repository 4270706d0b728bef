import {UsageError} from '../errors.ts'

/**
 * Bytes from hexadecimal digits; blanks, colons and a leading `0x` do not count.
 *
 * @throws UsageError naming the flag
 */
export function parseHex(text: string, setting: string): Uint8Array {
  const digits = text.trim().replace(/^0x/i, '').replaceAll(/[\s:]/g, '')
  if (/[^0-9a-f]/i.test(digits))
    throw new UsageError(`${setting} takes hexadecimal digits, not ${JSON.stringify(text)}`)
  if (digits.length % 2 !== 0) {
    throw new UsageError(`${setting} has an odd number of hexadecimal digits, ${digits.length}`)
  }
  return new Uint8Array(Buffer.from(digits, 'hex'))
}
