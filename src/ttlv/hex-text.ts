import {TtlvError} from './error.ts'

/** From `#`, `//` or `;` to the end of the line. */
const comment = /(?:#|\/\/|;).*$/gm

/** `00000010: 4200 6901  B.i.` of xxd, `00000010  42 00  |B.|` of hexdump and of our own marks of faults. */
const dumpLine = /^\s*(?:0x)?([0-9a-f]{4,8})(?::\s|\s\s)\s*(.*)$/i

/**
 * The digits of bytes that people wrote in hexadecimal: pairs with blanks, colons, bars, commas, hyphens or `0x` between
 * them, with comments, or a dump with offsets before and characters behind. Undefined for other texts.
 */
export function hexDigits(text: string): string | undefined {
  const bare = text.replaceAll(comment, '').trim()
  const digits = dumpDigits(bare) ?? bare.replaceAll(/0x|[\s:|,-]/gi, '')
  return /^[0-9a-f]+$/i.test(digits) ? digits : undefined
}

/** The bytes of such a text. @throws TtlvError */
export function hexTextToBytes(text: string): Uint8Array {
  const digits = hexDigits(text)
  if (digits === undefined) throw new TtlvError('Input is not hexadecimal')
  if (digits.length % 2 !== 0) throw new TtlvError(`Hexadecimal input has an odd number of digits, ${digits.length}`)
  return Buffer.from(digits, 'hex')
}

/** A dump counts its bytes at the beginning of each line, from 0 on. */
function dumpDigits(text: string): string | undefined {
  let digits = ''
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const [matched, offset = '', rest = ''] = dumpLine.exec(line) ?? []
    if (matched === undefined || Number.parseInt(offset, 16) !== digits.length / 2) return undefined
    digits += bytesOfLine(rest, line.includes(':'))
  }
  return digits
}

/** Without the characters behind them: after a bar, and in dumps of xxd after two blanks. */
function bytesOfLine(rest: string, isXxd: boolean): string {
  const [bytes = ''] = rest.split(isXxd ? /\s\s/ : '|', 1)
  return bytes.replaceAll(/\s/g, '')
}
