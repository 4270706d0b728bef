import {UsageError} from '../errors.ts'

const limit32 = 2n ** 31n
const limit64 = 2n ** 63n

/** A signed 32-bit number. @throws UsageError naming the flag */
export function parseInteger(text: string, setting: string): number {
  return Number(parseWhole(text, setting, limit32))
}

/** A signed 64-bit number. @throws UsageError naming the flag */
export function parseLongInteger(text: string, setting: string): bigint {
  return parseWhole(text, setting, limit64)
}

/** A number of any size, in decimal or as `0x1f`. @throws UsageError naming the flag */
export function parseBigInteger(text: string, setting: string): bigint {
  const trimmed = text.trim()
  if (/^([+-]?\d{1,5000}|0x[0-9a-f]{1,4096})$/i.test(trimmed)) return BigInt(trimmed.replace(/^\+/, ''))
  throw new UsageError(`${setting} takes a whole number, not ${JSON.stringify(text)}`)
}

function parseWhole(text: string, setting: string, limit: bigint): bigint {
  const trimmed = text.trim()
  const number = /^[+-]?\d{1,20}$/.test(trimmed) ? BigInt(trimmed) : undefined
  if (number !== undefined && number >= -limit && number < limit) return number
  throw new UsageError(`${setting} takes a whole number, not ${JSON.stringify(text)}`, {
    hint: `From ${-limit} to ${limit - 1n}`,
  })
}
