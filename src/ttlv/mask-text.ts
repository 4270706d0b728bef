import {TtlvError} from './error.ts'
import {formatHex, parseNumber, quoted} from './number-text.ts'
import type {ValueNaming} from './vocabulary.ts'

/** Names of the set bits, lowest first, and one hexadecimal part for those without a name. An empty mask has no names. */
export function formatMask(value: number, naming: ValueNaming, separator: string): string {
  const parts: string[] = []
  let unnamed = 0
  for (let bit = 0; bit < 32; bit++) {
    const flag = (1 << bit) >>> 0
    if (((value >>> 0) & flag) === 0) continue
    const name = naming.nameOf(flag)
    if (name === undefined) unnamed |= flag
    else parts.push(name)
  }
  if (unnamed !== 0 || parts.length === 0) parts.push(formatHex(unnamed, 8))
  return parts.join(separator)
}

/** Reads any mix of names, hexadecimal parts and one decimal number; XML's blanks and JSON's bars both separate. */
export function parseMask(text: string, naming: ValueNaming): number {
  const parts = text.split(/[\s|]+/).filter((part) => part !== '')
  if (parts.length === 0) throw new TtlvError('Mask is empty', {hint: 'Write 0x00000000 for a mask without bits'})
  let value = 0
  for (const part of parts)
    value |= /^[-+\d]/.test(part) ? Number(parseNumber(part, 'Mask', 32, true)) : bitOf(part, naming)
  return value | 0
}

function bitOf(name: string, naming: ValueNaming): number {
  const value = naming.valueOf(name)
  if (value === undefined) throw new TtlvError(`Mask has no bit named ${quoted(name)}`)
  return value
}
