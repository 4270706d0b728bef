import {UsageError} from '../errors.ts'

/**
 * Bytes from hexadecimal digits; blanks, colons and a leading `0x` do not count.
 *
 * @throws UsageError naming the flag, and nothing of the text, which may be a key
 */
export function parseHex(text: string, setting: string): Uint8Array {
  const digits = text.trim().replace(/^0x/i, '').replaceAll(/[\s:]/g, '')
  if (/[^0-9a-f]/i.test(digits)) throw new UsageError(`${setting} takes hexadecimal digits, two for each byte`)
  if (digits.length % 2 !== 0) {
    throw new UsageError(`${setting} has an odd number of hexadecimal digits, ${digits.length}`)
  }
  return new Uint8Array(Buffer.from(digits, 'hex'))
}

/**
 * Bytes from base64, also in its alphabet for addresses; blanks do not count.
 *
 * @throws UsageError naming the flag, and nothing of the text, which may be a key
 */
export function parseBase64(text: string, setting: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, '')
  if (!/^[\w+/-]*={0,2}$/.test(digits) || digits.replace(/=+$/, '').length % 4 === 1) {
    throw new UsageError(`${setting} takes base64`)
  }
  return new Uint8Array(Buffer.from(digits, 'base64'))
}
