import {TtlvError} from './error.ts'
import {formatHex, isHexNumber, parseNumber, quoted} from './number-text.ts'

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))?$/
const firstSecond = -62_135_596_800n
const lastSecond = 253_402_300_799n

/** `2008-03-14T11:56:40+00:00`; undefined outside the years 1 to 9999, which xsd:dateTime's four digits cannot hold. */
export function isoDate(seconds: bigint): string | undefined {
  if (seconds < firstSecond || seconds > lastSecond) return undefined
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}+00:00`
}

/** ISO 8601 in UTC, or the 16 hexadecimal digits of the seconds where no four-digit year exists. */
export function formatDate(seconds: bigint): string {
  return isoDate(seconds) ?? formatHex(seconds, 16)
}

/** Reads what `formatDate` writes, with any offset; fractions are cut off and a missing zone means UTC. */
export function parseDate(text: string): bigint {
  const trimmed = text.trim()
  if (isHexNumber(trimmed)) return parseNumber(trimmed, 'Date-Time', 64, true)
  const match = pattern.exec(trimmed)
  if (match === null) throw invalid(trimmed)
  const field = (index: number): number => Number(match[index] ?? 0)
  const day = dayStart(field(1), field(2), field(3))
  const time = secondOfDay(field(4), field(5), field(6))
  const zone = field(8) * 3600 + field(9) * 60
  if (day === undefined || time === undefined || zone > 14 * 3600) throw invalid(trimmed)
  return BigInt(day + time - (match[7] === '-' ? -zone : zone))
}

/** Seconds since 1970 at the day's begin; undefined for a day that the calendar does not have. */
function dayStart(year: number, month: number, day: number): number | undefined {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const real = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? date.getTime() / 1000 : undefined
}

/** 24:00:00 is the end of the day in ISO 8601; undefined for a time that no clock shows. */
function secondOfDay(hour: number, minute: number, second: number): number | undefined {
  const time = hour * 3600 + minute * 60 + second
  return minute > 59 || second > 59 || time > 86_400 ? undefined : time
}

function invalid(text: string): TtlvError {
  return new TtlvError(`Date-Time ${quoted(text)} is not an ISO 8601 date and time`, {
    hint: 'Write it like 2026-01-31T12:00:00+00:00',
  })
}
