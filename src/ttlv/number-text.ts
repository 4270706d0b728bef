import {TtlvError} from './error.ts'

const decimalPattern = /^[+-]?\d{1,20}$/
const hexPattern = /^0x[0-9a-f]{1,16}$/i

/** Clips what a peer wrote before it enters an error message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}

/** Full-width two's complement: -2 in 8 digits is `0xfffffffe`. */
export function formatHex(value: number | bigint, digits: 8 | 16): string {
  return `0x${BigInt.asUintN(digits * 4, BigInt(value))
    .toString(16)
    .padStart(digits, '0')}`
}

/** True for `0x` and 1 to 16 digits. */
export function isHexNumber(text: string): boolean {
  return hexPattern.test(text)
}

/**
 * Reads a decimal number, or a hexadecimal one of at most `bits / 4` digits, into the range of the type; a signed type
 * takes hexadecimal as two's complement. `what` names the type in the error.
 */
export function parseNumber(text: string, what: string, bits: 32 | 64, signed: boolean): bigint {
  const trimmed = text.trim()
  const hex = hexPattern.test(trimmed)
  if (!hex && !decimalPattern.test(trimmed)) {
    throw new TtlvError(`${what} ${quoted(trimmed)} is neither a decimal nor a hexadecimal number`)
  }
  const value = BigInt(trimmed.replace('+', ''))
  const fits = hex || !signed ? BigInt.asUintN(bits, value) === value : BigInt.asIntN(bits, value) === value
  if (!fits) throw new TtlvError(`${what} ${quoted(trimmed)} is out of the ${bits}-bit range`)
  return signed ? BigInt.asIntN(bits, value) : value
}
